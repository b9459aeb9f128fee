/** The trust policies of entitled roles for scans of a server: read through the audit role, kept for an hour, read again on IAM's events. */

import type { ScanOptions } from "../../diagnosis/scan/scan.ts";
import type { EntitledRoleFacts } from "../../facts/grant/second-road.ts";
import { TRUST_POLICIES } from "../../model/finding.ts";
import type { OrganizationDocument } from "../../model/organization-document/document.ts";
import { inTheWay } from "../../model/reading.ts";
import { counted } from "../../report/counted.ts";
import { createAwsReader } from "../../sources/aws/reader.ts";
import { readEntitledRoles } from "../../sources/organization/entitled-roles.ts";
import type { RawCloudTrailEvent } from "../../sources/organization/refreshing/cloudtrail-window.ts";
import { roleKeyOf, roleTouchedBy } from "../../sources/organization/refreshing/touched-role.ts";
import type { ServedOrganization, Team } from "./team.ts";

/** Roles that one refresh reads: each is a call in its account. */
const MOST_READ = 500;
/** No event may tell of a change in another account, so that what was read grows old. */
const LONGEST_KEPT_MILLISECONDS = 60 * 60_000;

interface KeptRole {
  readonly facts: EntitledRoleFacts | null;
  /** Milliseconds. */
  readonly readAt: number;
}

/** What this process has read, by the ARN of the role. */
const kept = new WeakMap<ServedOrganization, Map<string, KeptRole>>();

/** What of a scan the roles are. */
export type RolesLookedAt = Pick<ScanOptions, "entitledRoles" | "notExamined">;

interface Wanted {
  /** Everything is read again. */
  readonly isFresh: boolean;
  /** Events that changed roles, as CloudTrail's history shows them. */
  readonly ofRoles: readonly RawCloudTrailEvent[];
}

/** Nothing where no audit role is set, or nobody is entitled: then the scan itself says that trust policies were not looked at. */
export async function rolesLookedAt(
  organization: ServedOrganization,
  document: OrganizationDocument,
  team: Pick<Team, "store" | "context">,
  { isFresh, ofRoles }: Wanted,
): Promise<RolesLookedAt> {
  const { connection, clients, calls } = organization;
  const arns = [...new Set(document.entitlements.map(({ roleArn }) => roleArn))];
  if (arns.length === 0 || connection.from) return {};
  if (connection.aws.auditRole === undefined) {
    sayOnce(organization, team);
    return {};
  }
  const roles = keptRoles(organization, arns);
  const due = isFresh ? arns : await dueRoles(organization, arns, { ...team, ofRoles });
  const read = [...due].sort((a, b) => (roles.get(a)?.readAt ?? 0) - (roles.get(b)?.readAt ?? 0)).slice(0, MOST_READ);
  const reader = createAwsReader(connection.aws, team.context, calls.count, clients);
  const readAt = team.context.now().getTime();
  const found = await readEntitledRoles(read, reader);
  for (const arn of read) {
    const facts = found.roles.get(arn);
    // What could not be read is not known any more, whatever it was.
    if (facts === undefined) roles.delete(arn);
    else roles.set(arn, { facts, readAt });
  }
  const left = arns.filter((arn) => !roles.has(arn) && !read.includes(arn)).length;
  return {
    entitledRoles: new Map([...roles].map(([arn, { facts }]) => [arn, facts])),
    notExamined: [
      ...[...found.failures].map(
        ([account, failure]) => `${TRUST_POLICIES} in ${account} (${inTheWay(failure)}: ${failure.message})`,
      ),
      ...(left > 0 ? [`${TRUST_POLICIES}: ${counted(left, "role")} more, which the next refreshes read`] : []),
    ],
  };
}

/** Of roles that nobody is entitled to any more nothing is kept. */
function keptRoles(organization: ServedOrganization, arns: readonly string[]): Map<string, KeptRole> {
  const before = kept.get(organization) ?? new Map<string, KeptRole>();
  const roles = new Map(
    arns.flatMap((arn) => {
      const role = before.get(arn);
      return role ? [[arn, role] as const] : [];
    }),
  );
  kept.set(organization, roles);
  return roles;
}

/** Those that were not read yet, are too old, or were changed since, as far as events tell. */
async function dueRoles(
  organization: ServedOrganization,
  arns: readonly string[],
  { store, context, ofRoles }: Pick<Team, "store" | "context"> & Pick<Wanted, "ofRoles">,
): Promise<readonly string[]> {
  const roles = kept.get(organization);
  const now = context.now().getTime();
  const oldest = Math.min(...arns.map((arn) => roles?.get(arn)?.readAt ?? now));
  const events = await store.events.since(organization.key, new Date(oldest - SLACK_MILLISECONDS).toISOString());
  const changed = new Set([...events, ...ofRoles].flatMap((event) => roleTouchedBy(event) ?? []));
  return arns.filter((arn) => {
    const role = roles?.get(arn);
    return !role || now - role.readAt > LONGEST_KEPT_MILLISECONDS || changed.has(roleKeyOf(arn));
  });
}

/** IAM may answer with the policy before the change for so long (IAM User Guide, "Changes are not always immediately visible"). */
const SLACK_MILLISECONDS = 60_000;

const said = new WeakSet<ServedOrganization>();

function sayOnce(organization: ServedOrganization, { context }: Pick<Team, "context">): void {
  if (said.has(organization)) return;
  said.add(organization);
  context.log(
    "warn",
    `The ${TRUST_POLICIES} of ${organization.name} are not looked at: set audit-role for it, or give --audit-role`,
  );
}
