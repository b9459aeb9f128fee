/** What a pasted text says: who, which account and set, what refused, and what to do next. Plain data. */
import type { AuthorizationId } from "../../facts/refusal-record.ts";
import type { DiagnosedCause } from "../../model/diagnosis.ts";
import type { RecordedRefusal } from "../refusal/recorded-refusal.ts";
import type { Fit } from "./catalogue-ids.ts";
import { isPlaceholder } from "./placeholders.ts";

export type PastedKind =
  | "cloudtrail-event"
  | "access-denied"
  /** The access portal, OIDC or the sign-in page. */
  | "portal-error"
  /** What the aws CLI or an SDK says before it asks AWS at all. */
  | "client-error"
  /** An error of sso-admin, the identity store, SCIM, IAM or STS. */
  | "api-error"
  /** Why an assignment or a provisioning failed. */
  | "failure-reason"
  /** What the three Describe…Status calls answer. */
  | "request-status"
  /** A plan of Terraform, or a template or change set of CloudFormation. */
  | "plan"
  | "arn"
  /** What people say of the portal in their own words. */
  | "symptom"
  /** Understood, and none of Identity Center's business. */
  | "elsewhere"
  | "not-recognised";

/** What may have refused, as AWS's sentence names it (facts 5.6). */
export type Layer =
  | "service control policy"
  | "resource control policy"
  | "permissions boundary"
  | "session policy"
  | "resource-based policy"
  | "VPC endpoint policy"
  | "role trust policy"
  | "identity-based policy"
  | "client"
  | "role session"
  | "sign-in"
  | "portal"
  | "Identity Center"
  | "not said";

export interface Who {
  /** `Identity Center user`, `IAM user`, `role session`, `AWS service`, `account root`, `unknown`, or CloudTrail's own word. */
  readonly kind: string;
  /** userName, user id, role or principal; as pasted. */
  readonly name: string | null;
  readonly arn: string | null;
}

/** The asynchronous request behind an event: where its end can be read. */
export interface PollableRequest {
  /** As pasted; the command holds it only where it is a whole request id. */
  readonly id: string;
  readonly operation: string;
  readonly command: string;
}

/** Where a sign-in came from, read out of its issuer (facts 5.4; the reading is inferred). */
export interface IssuingInstance {
  readonly id: string;
  readonly ownerAccount: string;
  readonly region: string;
}

/** A correction of a misconception that is widely copied (facts S4-S7). */
export interface Correction {
  readonly facts: "S4" | "S5" | "S6" | "S7";
  readonly note: string;
}

/** One of several failures that lack the same: what differs between them. */
export interface Occurrence {
  readonly who: string | null;
  readonly account: string | null;
  readonly permissionSet: string | null;
  readonly action: string | null;
  readonly resource: string | null;
  readonly time: string | null;
}

export interface Explanation {
  readonly kind: PastedKind;
  /** What it is, in one line. */
  readonly title: string;
  readonly who: Who | null;
  /** An account id; null also where a placeholder stands in its place. */
  readonly account: string | null;
  /** Name or ARN. */
  readonly permissionSet: string | null;
  readonly layer: Layer | null;
  /** ARN of the policy that refused, where AWS names it (facts N14). */
  readonly policy: string | null;
  readonly action: string | null;
  /** What the action was refused on; as pasted. */
  readonly resource: string | null;
  /** ISO 8601, as pasted. */
  readonly time: string | null;
  readonly request: PollableRequest | null;
  readonly instance: IssuingInstance | null;
  /** What it means, a sentence each. */
  readonly meaning: readonly string[];
  readonly corrections: readonly Correction[];
  readonly next: readonly string[];
  /** Causes that the text itself proves. */
  readonly causes: readonly DiagnosedCause[];
  /** Causes of the catalogue that the text leads to, by id and with how sure that is; the most telling first. */
  readonly fits: readonly Fit[];
  /** Ids under which AWS keeps records of the refusals. */
  readonly authorizations: readonly AuthorizationId[];
  /** What AWS's records say, where they were asked for. */
  readonly records: readonly RecordedRefusal[];
  /** The pasted words themselves, where nothing or not all of them is understood. */
  readonly verbatim: string | null;
  /** How many failures of the text this explains. */
  readonly times: number;
  /** Where it explains several: each of them, as far as they differ. */
  readonly occurrences: readonly Occurrence[];
}

const EMPTY: Omit<Explanation, "kind" | "title"> = {
  who: null,
  account: null,
  permissionSet: null,
  layer: null,
  policy: null,
  action: null,
  resource: null,
  time: null,
  request: null,
  instance: null,
  meaning: [],
  corrections: [],
  next: [],
  causes: [],
  fits: [],
  authorizations: [],
  records: [],
  verbatim: null,
  times: 1,
  occurrences: [],
};

/** An explanation of the given parts; an account that is no account id is said to be none, and nobody has a placeholder's name. */
export function explanation(kind: PastedKind, title: string, parts: Partial<Explanation> = {}): Explanation {
  const given = { ...EMPTY, ...parts, kind, title };
  const whole =
    given.who?.name && isPlaceholder(given.who.name) ? { ...given, who: { ...given.who, name: null } } : given;
  if (whole.account === null || isAccountId(whole.account)) return whole;
  const remark = `"${whole.account}" stands where an account id was, which has 12 digits: the text was shortened.`;
  return { ...whole, account: null, meaning: [...whole.meaning, remark] };
}

export const isAccountId = (text: string): boolean => /^\d{12}$/.test(text);
