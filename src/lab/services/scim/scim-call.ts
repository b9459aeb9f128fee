/** One SCIM request, past its token. */
import type { World } from "../../world/world.ts";
import type { Json } from "./user-mapping.ts";

export interface ScimCall {
  readonly world: World;
  readonly now: Date;
  readonly query: URLSearchParams;
  /** The tenant's base address, without a slash at the end. */
  readonly location: string;
  /** @throws ScimError `Invalid JSON from RequestBody` */
  readonly body: () => Json;
}

export interface ScimResult {
  readonly status: number;
  readonly body: unknown;
  /** The resource that was changed. */
  readonly id?: string | undefined;
}
