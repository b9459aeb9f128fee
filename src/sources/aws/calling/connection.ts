/** How AWS is reached: what the flags and the environment say. The SDK's own credential chain does the rest. */

import type { NameIndex } from "../../../model/names/name-index.ts";
import type { BoundedHandler } from "./bounded-handler.ts";
import type { Pace } from "./pacer.ts";
import type { SharedCalls } from "./shared-calls.ts";

export interface AwsConnection {
  /** Where nothing is said, the SDK looks at AWS_PROFILE and its like. */
  readonly profile?: string | undefined;
  readonly region: string;
  /** One address for every service; AWS_ENDPOINT_URL is honoured by the SDK itself. */
  readonly endpointUrl?: string | undefined;
  /** Sends the requests instead of connections: a lab in this process. */
  readonly requestHandler?: BoundedHandler | undefined;
  /** The first call, where it has been sent already. */
  readonly sentAhead?: SentAhead | undefined;
  /** Fixed keys, for a lab; without them the SDK's own chain. */
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string } | undefined;
  /** A role's name in the target accounts, to look at IAM there. */
  readonly auditRole?: string | undefined;
  /** A portal token of the user asked about, where one is at hand. */
  readonly portalToken?: (() => Promise<string | undefined>) | undefined;
  /** The user asks about themselves: their portal may be asked for credentials too, which are dropped at once. */
  readonly mayTakeCredentials?: boolean | undefined;
  /** Where permission set names are kept; undefined: nowhere. */
  readonly cacheFolder?: string | undefined;
  /** The names of an organization, where a snapshot of it is kept. */
  readonly keptNames?: ((instanceArn: string) => NameIndex | undefined) | undefined;
  /** The names of the only organization of which a snapshot is kept at this endpoint. */
  readonly likelyNames?: (() => NameIndex | undefined) | undefined;
  /** How often a call is sent at most, throttles included. */
  readonly attempts: number;
  /** The same for a collection, which is otherwise more patient. */
  readonly collectionAttempts?: number | undefined;
  /** Milliseconds for one attempt. */
  readonly timeout: number;
  /** Where several processes work on the organization: the calls of a limit that they share. */
  readonly sharedCalls?: ((limit: string, pace: Pace) => SharedCalls) | undefined;
  /** True for a twin of our own, which throttles nobody. */
  readonly isUnpaced?: boolean | undefined;
}

/** The first call of a question, which is on its way already. */
export interface SentAhead {
  /** Sends every request, and the one that was sent already not a second time. */
  readonly requestHandler: BoundedHandler;
  /** Ends the request, unless it was asked for: nothing waits for it any more. */
  readonly discard: () => void;
}

export const DEFAULT_ATTEMPTS = 4;
export const DEFAULT_TIMEOUT_MILLISECONDS = 8000;

/** Keys with which a lab takes the caller for an account (design, section 5); they open nothing on AWS. */
export const labCredentials = (accountId: string) => ({ accessKeyId: accountId, secretAccessKey: "lab" });
