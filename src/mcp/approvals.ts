/** Ties a person's yes to the plan that they were shown: the state that goes to the client and comes back is signed, and ends. */
import { randomBytes } from "node:crypto";
import { createRequestStateCodec, type RequestStateCodec } from "@modelcontextprotocol/server";

/** The plan that a person was asked about, and on whose behalf. */
export interface AskedApproval {
  readonly organization: string;
  readonly id: string;
  readonly hash: string;
  readonly who: string;
}

export type Approvals = RequestStateCodec<AskedApproval>;

const KEY_BYTES = 32;
/** Time to read a plan; afterwards it is shown again. */
const SECONDS_TO_ANSWER = 600;

/** The key is this process's own: a question that another process asked is asked again. */
export const createApprovals = (): Approvals =>
  createRequestStateCodec<AskedApproval>({ key: randomBytes(KEY_BYTES), ttlSeconds: SECONDS_TO_ANSWER });
