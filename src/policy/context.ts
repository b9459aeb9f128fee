/** What is known of a request besides action and resource: the values of condition keys, each known, absent or unknown. */

export type ContextValue =
  | { readonly state: "known"; readonly values: readonly string[] }
  /** The request has no such key. */
  | { readonly state: "absent" }
  /** The request has the key once, with a time or a number from one to another, both included. */
  | { readonly state: "between"; readonly from: string; readonly to: string }
  /** The request has the key, with a value that is not known. */
  | { readonly state: "present" }
  /** The request has the key with a value that begins like this and ends in the sixteen digits of a reserved role. */
  | { readonly state: "begun"; readonly start: string }
  | { readonly state: "unknown" };

/** The value of a condition key; keys are told apart without regard to case (IAM User Guide, "Condition"). */
export type RequestContext = (key: string) => ContextValue;

export const ABSENT: ContextValue = { state: "absent" };
export const UNKNOWN: ContextValue = { state: "unknown" };
export const PRESENT: ContextValue = { state: "present" };
export const valued = (...values: readonly string[]): ContextValue => ({ state: "known", values });

/** A context of these keys; every other one is unknown. */
export function contextOf(values: Readonly<Record<string, ContextValue>>): RequestContext {
  const byKey = new Map(Object.entries(values).map(([key, value]) => [key.toLowerCase(), value]));
  return (key) => byKey.get(key.toLowerCase()) ?? UNKNOWN;
}

/** What the question and the facts tell of a session of a reserved role. */
export interface SessionFacts {
  readonly accountId: string;
  /** The role's ARN with its path (IAM User Guide, "aws:PrincipalArn"); undefined: not known. */
  readonly roleArn: string | undefined;
  /** That ARN up to the sixteen digits at its end, which follows from account, Region and set; undefined: not known. */
  readonly roleArnStart: string | undefined;
  /** The Region that the action is asked for in; undefined: not known. */
  readonly region: string | undefined;
  /** `AROA…:session name`; undefined: not known. */
  readonly userId: string | undefined;
  /** The organization of the role's account; undefined: not known. */
  readonly organizationId: string | undefined;
  /** From the organization to the unit that the account is in, such as `o-1/r-1/ou-1/`; undefined: not known. */
  readonly organizationPath: string | undefined;
  /** The account that owns the resource; undefined: not known. */
  readonly resourceAccount: string | undefined;
  /** ISO 8601: when the credentials of the session were issued; a session that begins now is asked about. Undefined: not known. */
  readonly issuedAt: string | undefined;
  /** Condition keys that the question gives, by key; they decide over everything else. */
  readonly given: Readonly<Record<string, readonly string[]>>;
  /** By tag key; null: the session has no such tag. Undefined: nothing is known of its tags. */
  readonly tags: Readonly<Record<string, string | null>> | undefined;
  /** An external identity provider may send further tags, which no API tells (facts C10). */
  readonly mayHaveMoreTags: boolean;
}

const TAG = "aws:principaltag/";

/** The context of such a session: global keys that follow from who it is; every other key is unknown. */
export function sessionContext(session: SessionFacts): RequestContext {
  const fixed = keysOf(session);
  const given = contextOf(
    Object.fromEntries(Object.entries(session.given).map(([key, values]) => [key, valued(...values)])),
  );
  return (key) => {
    const answer = given(key);
    if (answer.state !== "unknown") return answer;
    return key.toLowerCase().startsWith(TAG) ? tagValue(key.slice(TAG.length), session) : fixed(key);
  };
}

function keysOf(session: SessionFacts): RequestContext {
  const { organizationId, organizationPath, resourceAccount } = session;
  // "Only if the principal is a member of an organization" (IAM User Guide, "aws:PrincipalOrgPaths").
  const path = knownOr(organizationPath, organizationId === undefined ? UNKNOWN : PRESENT);
  const isOwnResource = resourceAccount === session.accountId;
  return contextOf({
    "aws:PrincipalAccount": valued(session.accountId),
    "aws:PrincipalArn": knownOr(session.roleArn, begunOr(session.roleArnStart, PRESENT)),
    "aws:PrincipalOrgID": knownOr(organizationId, UNKNOWN),
    "aws:PrincipalOrgPaths": path,
    "aws:PrincipalType": valued("AssumedRole"),
    "aws:PrincipalIsAWSService": valued("false"),
    // Only in requests that an AWS service principal makes directly (IAM User Guide, "aws:PrincipalServiceName").
    "aws:PrincipalServiceName": ABSENT,
    "aws:PrincipalServiceNamesList": ABSENT,
    // Only where a service principal calls on behalf of a resource (IAM User Guide, "aws:SourceAccount").
    "aws:SourceAccount": ABSENT,
    "aws:SourceArn": ABSENT,
    "aws:SourceOrgID": ABSENT,
    "aws:SourceOrgPaths": ABSENT,
    // The person calls, no service in their name: false, and not present (IAM User Guide, "aws:ViaAWSService", "aws:CalledVia").
    "aws:ViaAWSService": valued("false"),
    "aws:CalledVia": ABSENT,
    "aws:CalledViaFirst": ABSENT,
    "aws:CalledViaLast": ABSENT,
    "aws:ResourceAccount": knownOr(resourceAccount, UNKNOWN),
    "aws:ResourceOrgID": isOwnResource ? knownOr(organizationId, UNKNOWN) : UNKNOWN,
    "aws:ResourceOrgPaths": isOwnResource ? path : UNKNOWN,
    "aws:RequestedRegion": knownOr(session.region, UNKNOWN),
    // In every request with temporary credentials (IAM User Guide, "aws:TokenIssueTime").
    "aws:TokenIssueTime": knownOr(session.issuedAt, PRESENT),
    // In every request: `role-id:caller-specified-role-name` (IAM User Guide, "Principal key values").
    "aws:userid": knownOr(session.userId, PRESENT),
    ...timesOf(session.issuedAt),
    // Clients of AWS call over TLS unless they are told otherwise (AWS CLI User Guide, "--no-verify-ssl", "--endpoint-url").
    "aws:SecureTransport": valued("true"),
    // IAM User Guide, "aws:username": only of IAM users.
    "aws:username": ABSENT,
  });
}

const begunOr = (start: string | undefined, otherwise: ContextValue): ContextValue =>
  start === undefined ? otherwise : { state: "begun", start };

/** The longest session of a permission set (IAM Identity Center User Guide, "Set session duration"). */
const LONGEST_SESSION_HOURS = 12;

/** A call of a session that begins now is made before the session ends. */
function timesOf(issuedAt: string | undefined): Readonly<Record<string, ContextValue>> {
  const from = Date.parse(issuedAt ?? "");
  if (Number.isNaN(from)) return { "aws:CurrentTime": PRESENT, "aws:EpochTime": PRESENT };
  const to = from + LONGEST_SESSION_HOURS * 3_600_000;
  const seconds = (at: number): string => String(Math.floor(at / 1000));
  return {
    "aws:CurrentTime": { state: "between", from: new Date(from).toISOString(), to: new Date(to).toISOString() },
    "aws:EpochTime": { state: "between", from: seconds(from), to: seconds(to) },
  };
}

const knownOr = (value: string | undefined, otherwise: ContextValue): ContextValue =>
  value === undefined ? otherwise : valued(value);

/** Tag keys are told apart without regard to case, like every condition key. */
function tagValue(name: string, { tags, mayHaveMoreTags }: SessionFacts): ContextValue {
  if (tags === undefined) return UNKNOWN;
  const own = Object.entries(tags).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];
  if (typeof own === "string") return valued(own);
  return mayHaveMoreTags ? UNKNOWN : ABSENT;
}
