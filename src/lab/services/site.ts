/** What a site of the lab is: pages and SCIM, which answer under paths of their own, outside the API models. */
import type { WireAnswer, WireRequest } from "../protocol/wire.ts";
import type { World } from "../world/world.ts";

/** Something that answers requests under paths of its own, outside the API models. */
export interface Site {
  readonly takes: (request: WireRequest) => boolean;
  /** @throws ApiError, answered as JSON, where the site has no form of its own for errors. */
  readonly answer: (request: WireRequest, visit: Visit) => WireAnswer;
}

/** The surroundings of one request to a site. */
export interface Visit {
  readonly world: World;
  readonly now: Date;
  readonly requestId: string;
  /** The lab's address as the client wrote it, without a slash at the end. */
  readonly labUrl: string;
}
