/** Around a saved document: a caller, reads that fail, no way into IAM, an open portal, the user's own client. All from one number. */
import type { PortalFacts } from "../../src/facts/grant/grant-facts.ts";
import type { Evidence } from "../../src/model/evidence.ts";
import { parseAccountId } from "../../src/model/ids.ts";
import type { OrganizationDocument } from "../../src/model/organization-document/document.ts";
import { known, type ReadFailure, type Reading, unread } from "../../src/model/reading.ts";
import { parseAwsConfig } from "../../src/sources/client/aws-config.ts";
import type { ClientInput } from "../../src/sources/question/user-configuration.ts";
import type { PortalQuestion, Reader } from "../../src/sources/reader.ts";
import type { Asked } from "../agreement/asked.ts";
import { configOf } from "../agreement/faults/client.ts";
import type { Random } from "../agreement/random.ts";

/** Methods of a reader, and the call that each of them stands for. */
const READS: readonly (readonly [name: keyof Reader, service: string, operation: string])[] = [
  ["instances", "sso-admin", "ListInstances"],
  ["permissionSetArns", "sso-admin", "ListPermissionSets"],
  ["permissionSetName", "sso-admin", "DescribePermissionSet"],
  ["assignments", "sso-admin", "ListAccountAssignments"],
  ["grantsOf", "sso-admin", "ListAccountAssignmentsForPrincipal"],
  ["provisionedSets", "sso-admin", "ListPermissionSetsProvisionedToAccount"],
  ["accountsOfSet", "sso-admin", "ListAccountsForProvisionedPermissionSet"],
  ["requestRows", "sso-admin", "ListAccountAssignmentCreationStatus"],
  ["request", "sso-admin", "DescribeAccountAssignmentCreationStatus"],
  ["setContent", "sso-admin", "GetInlinePolicyForPermissionSet"],
  ["applicationsOf", "sso-admin", "ListApplicationAssignmentsForPrincipal"],
  ["accessAttributes", "sso-admin", "DescribeInstanceAccessControlAttributeConfiguration"],
  ["permissionSetsEnabled", "sso-admin", "DescribeInstance"],
  ["instanceRegions", "sso-admin", "ListRegions"],
  ["userIdByUserName", "identitystore", "GetUserId"],
  ["user", "identitystore", "DescribeUser"],
  ["group", "identitystore", "DescribeGroup"],
  ["groupIdsOf", "identitystore", "ListGroupMembershipsForMember"],
  ["isGroupEmpty", "identitystore", "ListGroupMemberships"],
  ["users", "identitystore", "ListUsers"],
  ["account", "organizations", "DescribeAccount"],
  ["accounts", "organizations", "ListAccounts"],
  ["trustedServices", "organizations", "ListAWSServiceAccessForOrganization"],
  ["policyLevels", "organizations", "ListPoliciesForTarget"],
  ["organization", "organizations", "DescribeOrganization"],
  ["portal", "sso", "ListAccounts"],
  ["trail", "cloudtrail", "LookupEvents"],
  ["accountIam", "sts", "AssumeRole"],
  ["reservedRole", "iam", "ListRoles"],
  ["policyText", "iam", "GetPolicyVersion"],
  ["accountAccessApplications", "account-access", "ListApplications"],
  ["accountAccessState", "account-access", "GetApplication"],
  ["entitlementsOf", "account-access", "ListEntitlements"],
  ["entitledRole", "iam", "GetRole"],
];

/** One part of what was read in an account. */
const IAM_READS = [
  ["role", "GetRole"],
  ["samlProviderArns", "ListSAMLProviders"],
  ["hasServiceLinkedRole", "GetRole"],
  ["summary", "GetAccountSummary"],
  ["customerPolicies", "ListPolicies"],
] as const;

const FAILED = "e9001";

export interface Surrounded {
  readonly reader: Reader;
  readonly client: ClientInput | undefined;
}

/** The reader of the document with what chance puts around it. */
export function surround(reader: Reader, document: OrganizationDocument, asked: Asked, random: Random): Surrounded {
  const parts: ((inner: Reader) => Reader)[] = [];
  if (random.isHit(0.6)) parts.push((inner) => withCaller(inner, asked.caller));
  if (asked.hasPortalOpen || asked.client?.kept !== undefined || random.isHit(0.15)) {
    const isStale = random.isHit(0.25);
    parts.push((inner) => ({ ...inner, portal: (question) => Promise.resolve(portalIn(document, question, isStale)) }));
  }
  if (random.isHit(0.25)) parts.push(withoutAuditRole);
  const failing = [0, 0, 0, 0, 1, 1, 2][random.below(7)] ?? 0;
  for (let left = failing; left > 0; left -= 1) {
    const read = random.pick(READS);
    const kind = random.pick(["refused", "refused", "throttled", "failed"] as const);
    parts.push((inner) => withFailure(inner, read, kind));
  }
  if (random.isHit(0.1)) {
    const [field, operation] = random.pick(IAM_READS);
    parts.push((inner) => withIamFailure(inner, field, operation));
  }
  return { reader: parts.reduce((inner, put) => put(inner), reader), client: clientOf(asked, document.takenAt) };
}

function withCaller(reader: Reader, id: string): Reader {
  const parsed = parseAccountId(id);
  if (parsed.kind === "malformed") throw new TypeError(`${id} is no account id`);
  const caller = known({ accountId: parsed.value, arn: `arn:aws:iam::${id}:user/operator` });
  return { ...reader, callerIdentity: () => Promise.resolve(caller) };
}

const NO_ROLE = "no audit role was given";

const withoutAuditRole = (reader: Reader): Reader => ({
  ...reader,
  canReadAccountIam: false,
  accountIam: () => Promise.resolve(unread(NO_ROLE)),
  reservedRole: () => Promise.resolve(unread(NO_ROLE)),
  entitledRole: () => Promise.resolve(unread(NO_ROLE)),
});

function failed(kind: ReadFailure["kind"], service: string, operation: string): Reading<never> {
  const permission = `${service === "sso-admin" ? "sso" : service}:${operation}`;
  const message = kind === "refused" ? "not authorized" : "no answer";
  const code = kind === "refused" ? "AccessDeniedException" : undefined;
  return { state: "unknown", failure: { kind, service, operation, permission, message, code }, evidence: [FAILED] };
}

const withEvidence = (reader: Reader, service: string, operation: string): Pick<Reader, "evidence"> => ({
  evidence: () => {
    const row: Evidence = { id: FAILED, service, operation, input: {}, output: { error: "failed" }, at: "" };
    return { ...reader.evidence(), [FAILED]: row };
  },
});

const withFailure = (
  reader: Reader,
  [name, service, operation]: (typeof READS)[number],
  kind: ReadFailure["kind"],
): Reader => ({
  ...reader,
  ...withEvidence(reader, service, operation),
  [name]: () => Promise.resolve(failed(kind, service, operation)),
});

const withIamFailure = (reader: Reader, field: string, operation: string): Reader => ({
  ...reader,
  ...withEvidence(reader, "iam", operation),
  accountIam: async (...question) => {
    const whole = await reader.accountIam(...question);
    return whole.state === "known"
      ? known({ ...whole.value, [field]: failed("refused", "iam", operation) }, whole.evidence)
      : whole;
  },
});

/** What the user's portal shows; a stale one shows what was, or not yet what is. */
function portalIn(document: OrganizationDocument, question: PortalQuestion, isStale: boolean): Reading<PortalFacts> {
  const user = document.users.find(({ userName }) => userName === question.userName);
  const groups = document.memberships.filter(({ userId }) => userId === user?.id).map(({ groupId }) => groupId);
  const own = new Set<string>([...(user ? [user.id] : []), ...groups]);
  const isOpen = document.accounts.find(({ id }) => id === question.accountId)?.state === "ACTIVE";
  const names = document.permissionSets.flatMap(({ arn, name }) => {
    const isAssigned = document.assignments.some(
      (row) => row.accountId === question.accountId && row.permissionSetArn === arn && own.has(row.principal.id),
    );
    return isAssigned && isOpen && user?.status !== "DISABLED" ? [name] : [];
  });
  const asked = question.permissionSetName;
  const swapped = names.includes(asked) ? names.filter((name) => name !== asked) : [...names, asked];
  const roleNames = isStale ? swapped : names;
  const hasRole = document.provisionedRoles.some((row) => row.accountId === question.accountId && row.isRolePresent);
  return known({
    listsAccount: roleNames.length > 0,
    roleNames,
    givesCredentials: roleNames.includes(asked) ? hasRole : undefined,
    ...(roleNames.includes(asked) && !hasRole && { refusal: "No access" }),
    page: 1,
  });
}

const HOUR = 3_600_000;

function clientOf({ client }: Asked, takenAt: string): ClientInput | undefined {
  if (!client) return undefined;
  const { kept, isNamed } = client;
  const until = new Date(Date.parse(takenAt) + (kept?.state === "good" ? HOUR : -HOUR)).toISOString();
  const signIn: ClientInput["signIn"] =
    kept === undefined
      ? { kind: "not looked for" }
      : kept.state === "missing"
        ? { kind: "none" }
        : { kind: "kept", until, startUrl: kept.startUrl };
  return { file: "~/.aws/config", profiles: parseAwsConfig(configOf(client)), isNamed, signIn };
}
