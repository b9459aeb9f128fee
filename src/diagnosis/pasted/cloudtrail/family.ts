/** A family of CloudTrail events: the ones that are read alike. */
import type { Explanation, Who } from "../explanation.ts";
import type { JsonObject } from "../json.ts";

export interface PastedEvent {
  readonly name: string;
  /** `sso.amazonaws.com`; empty where the event was abbreviated. */
  readonly source: string;
  readonly input: JsonObject;
  readonly response: JsonObject;
  readonly who: Who | null;
  /** The call was refused or failed: nothing came of it. */
  readonly hasFailed: boolean;
  readonly raw: JsonObject;
}

/** What the family makes of the event; undefined where it is none of its own. */
export type Family = (event: PastedEvent) => FamilyReading | undefined;

export type FamilyReading = Partial<Explanation> & { readonly title: string };
