/** A family of CloudTrail events: the ones that are read alike. */
import type { Explanation, Who } from "../explanation.ts";
import type { JsonObject } from "../json.ts";
import type { Principal } from "../principal.ts";

export interface PastedEvent {
  readonly name: string;
  /** `sso.amazonaws.com`; empty where the event was abbreviated. */
  readonly source: string;
  readonly input: JsonObject;
  readonly response: JsonObject;
  readonly who: Who | null;
  /** Whose session made the call, where the event names one. */
  readonly caller: Principal | null;
  /** The call was refused or failed: nothing came of it. */
  readonly hasFailed: boolean;
  readonly raw: JsonObject;
}

/** What the family makes of the event; undefined where it is none of its own. */
export type Family = (event: PastedEvent) => FamilyReading | undefined;

export type FamilyReading = Partial<Explanation> & {
  readonly title: string;
  /** The question to ask at the end, where nothing that failed leads to a better one. */
  readonly ask?: string | null;
};
