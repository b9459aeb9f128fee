/** What was gathered, as an organization document with its coverage. */

import type { InstanceFacts } from "../../../facts/grant/grant-facts.ts";
import {
  type Coverage,
  type Gap,
  type MissedWalk,
  NEVER_ASKED,
  type NeverAsked,
  type Walk,
} from "../../../model/coverage.ts";
import { derivedHex, derivedRoleSuffix } from "../../../model/derived-ids.ts";
import type { PermissionSetArn } from "../../../model/ids.ts";
import type {
  Account,
  Instance,
  OrganizationDocument,
  ProvisionedRole,
} from "../../../model/organization-document/document.ts";
import { loadOrganizationDocument } from "../../../model/organization-document/load.ts";
import { reservedRoleName } from "../../../model/reserved-role.ts";
import type { Gathered, NamedSet } from "./gather.ts";
import type { ProvisionedPair } from "./keyed-reads.ts";
import { type CollectedAccount, UNTOLD_TIME } from "./rows.ts";

const UNSEEN_BY_PAIRS = "assignments of permission sets that are not provisioned in the account";

/** What the walk cannot see even where every call succeeds. */
const BLIND_SPOTS: Readonly<Record<Walk, string>> = {
  pairs: `${UNSEEN_BY_PAIRS}: only provisioned pairs were asked (--complete asks every user and group too)`,
  principals:
    "assignments of users and groups that no longer exist: only the present ones were asked (--complete asks every provisioned pair too)",
  both: "assignments of users and groups that no longer exist, of permission sets that are not provisioned in the account: no call lists them, and they give nobody access",
};

/** The same where both walks were asked for, and only the pairs could be. */
const MISSED: Readonly<Record<MissedWalk, string>> = {
  refused: `${UNSEEN_BY_PAIRS}: the caller may not ask for the assignments of users and groups (sso:ListAccountAssignmentsForPrincipal, in the management account only)`,
  unlisted: `${UNSEEN_BY_PAIRS}: only provisioned pairs were asked, because users and groups could not all be listed`,
};

const GONE_ENTITLED =
  "entitlements of users and groups that no longer exist: account access manager was asked for the present ones only";

/** @param asked what was asked for beyond what every collection asks. */
export const coverageOf = (
  told: Pick<Coverage, "walk" | "missedWalk" | "entitlementWalk" | "unreadAliases">,
  gaps: readonly Gap[],
  asked: readonly NeverAsked[],
): Coverage => ({
  walk: told.walk,
  ...(told.missedWalk && { missedWalk: told.missedWalk }),
  ...(told.entitlementWalk && { entitlementWalk: told.entitlementWalk }),
  ...(told.unreadAliases && { unreadAliases: told.unreadAliases }),
  blindSpot: [
    told.missedWalk ? MISSED[told.missedWalk] : BLIND_SPOTS[told.walk],
    ...(told.entitlementWalk === "principals" ? [GONE_ENTITLED] : []),
  ].join("; "),
  gaps: [...gaps].sort((a, b) => sortKey(a).localeCompare(sortKey(b))),
  neverAsked: NEVER_ASKED.filter((part) => !asked.includes(part)),
});

const sortKey = ({ part }: Gap): string => JSON.stringify(part);
/** By a key, so that the same rows always stand in the same order. */
export const byKey = <Row>(rows: readonly Row[], keyOf: (row: Row) => string): readonly Row[] =>
  [...rows].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : keyOf(a) > keyOf(b) ? 1 : 0));

/** The same organization always gives the same document, in whatever order the answers came. */
export function assembled(
  gathered: Gathered,
  facts: InstanceFacts,
  gaps: readonly Gap[],
  takenAt: string,
): OrganizationDocument {
  const { accounts, walk, missedWalk, unreadAliases } = gathered;
  const first = accounts[0];
  const managementAccountId = first?.managementAccountId ?? facts.ownerAccountId;
  const organizationId = first?.organizationId;
  const frame = loadOrganizationDocument({
    schema: "idc-doctor/organization/1",
    takenAt,
    organization: {
      managementAccountId,
      ...(organizationId === undefined ? {} : { id: organizationId }),
      delegatedAdministrators: [...(gathered.delegates ?? [])],
    },
    instance: { arn: facts.arn, identityStoreId: facts.identityStoreId, primaryRegion: facts.region },
  });
  if (frame.kind === "invalid") throw new TypeError("the frame of a snapshot does not load");
  const { document } = frame;
  const { units } = gathered;
  const rootId = units?.rootId ?? `r-${derivedHex(document.organization.id, 4)}`;
  const nameOf = new Map(gathered.sets.map(({ arn, name }) => [arn, name]));
  return {
    ...document,
    instance: document.instance && instanceRow(document.instance, facts, gathered),
    organizationalUnits: byKey(units?.units ?? [], ({ id }) => id),
    accounts: byKey(accounts, ({ id }) => id).map((row) => {
      const alias = gathered.aliases?.get(row.id);
      return { ...account(row, units?.parents.get(row.id) ?? rootId), ...(alias !== undefined && { alias }) };
    }),
    users: byKey(gathered.users, ({ id }) => id),
    groups: byKey(gathered.groups, ({ id }) => id),
    memberships: byKey(gathered.memberships, ({ groupId, userId }) => `${groupId} ${userId}`),
    permissionSets: byKey(gathered.sets, ({ arn }) => arn).map(permissionSet),
    assignments: byKey(
      gathered.assignments,
      (row) => `${row.accountId} ${row.permissionSetArn} ${row.principal.type} ${row.principal.id}`,
    ),
    provisionedRoles: byKey(gathered.pairs, (row) => `${row.accountId} ${row.permissionSetArn}`).map((pair) =>
      provisionedRole(pair, nameOf),
    ),
    requests: byKey(gathered.requests, ({ id }) => id),
    accountAccessApplications: byKey(gathered.accountAccess.applications, ({ arn }) => arn),
    entitlements: byKey(gathered.accountAccess.entitlements, ({ id }) => id),
    coverage: coverageOf({ walk, missedWalk, unreadAliases, entitlementWalk: gathered.accountAccess.walk }, gaps, [
      ...(units ? (["units"] as const) : []),
      ...(gathered.delegates ? (["delegated-administrators"] as const) : []),
    ]),
  };
}

/** No API tells the identity source; ids of another provider and refused lists do. */
export function instanceRow(
  frame: Instance,
  facts: InstanceFacts,
  {
    users,
    groups,
    refusesLists,
    permissionSetsEnabled,
  }: Pick<Gathered, "users" | "groups" | "refusesLists" | "permissionSetsEnabled">,
): Instance {
  const { permissionSetsEnabled: _, ...rest } = frame;
  const isExternal = [...users, ...groups].some(({ externalId }) => externalId !== undefined);
  return {
    ...rest,
    ...(permissionSetsEnabled !== undefined && { permissionSetsEnabled }),
    status: facts.status,
    statusReason: facts.statusReason,
    ownerAccountId: facts.ownerAccountId,
    identitySource: refusesLists ? "active-directory" : isExternal ? "external" : "identity-center",
  };
}

/** An account of the document. */
export const account = ({ id, name, email, state }: CollectedAccount, parentId: string): Account => ({
  id,
  name,
  email,
  state,
  parentId,
  customerManagedPolicies: [],
});

/** What a set carries is not asked for (`neverAsked`): the fields stand empty. */
export const permissionSet = ({ arn, name }: NamedSet): OrganizationDocument["permissionSets"][number] => ({
  arn,
  name,
  createdAt: UNTOLD_TIME,
  tags: {},
  managedPolicyArns: [],
  customerManagedPolicies: [],
  inlinePolicy: "",
  sessionDuration: "PT1H",
});

/** The role's suffix is known to IAM of the account alone (`neverAsked`): the derived one stands in. */
export function provisionedRole(
  { accountId, permissionSetArn, freshness }: ProvisionedPair,
  nameOf: ReadonlyMap<PermissionSetArn, string>,
): ProvisionedRole {
  const suffix = derivedRoleSuffix(accountId, permissionSetArn);
  const roleName = reservedRoleName(nameOf.get(permissionSetArn) ?? "Unknown", suffix);
  return { accountId, permissionSetArn, roleName, freshness, isRolePresent: true, createdAt: UNTOLD_TIME };
}
