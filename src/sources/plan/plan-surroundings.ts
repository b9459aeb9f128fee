/** Reads what lies around a plan: bounded, paced by the reader, and saying where it stopped. */
import type { InstanceFacts } from "../../facts/grant/grant-facts.ts";
import type {
  GrantRow,
  Person,
  PlanSurroundings,
  TouchedAccount,
  TouchedGrant,
  TouchedGroup,
  TouchedRole,
  TouchedSet,
} from "../../facts/plan/plan-surroundings.ts";
import type { AccountId, GroupId, PermissionSetArn, Principal, UserId } from "../../model/ids.ts";
import { type Plan, promisesOf } from "../../model/plan.ts";
import { allKnown, known, knownValue, mapReading, type Reading, unread } from "../../model/reading.ts";
import type { PlanningReader } from "../plan-reader.ts";
import { resolvePermissionSet } from "../question/resolve-words.ts";
import { readElsewhere } from "./elsewhere.ts";
import { rolesOfGroups } from "./entitled-groups.ts";
import { type TouchedIds, touchedBy, withPromised } from "./touched.ts";
import { readUnderWay } from "./under-way.ts";

/** Members of one group that are watched. */
export const MEMBERS_LOOKED_AT = 100;
/** People whose portals are watched. */
export const PEOPLE_LOOKED_AT = 200;
/** Of these, so many with their names; the others by their ids. */
const PEOPLE_NAMED = 20;

interface PlanReads {
  readonly reader: PlanningReader;
  readonly instance: InstanceFacts;
  readonly touched: TouchedIds;
}

/** @param at ISO 8601. Answers that the reader has already are not asked for again. */
export async function readSurroundings(
  plan: Plan,
  reader: PlanningReader,
  instance: InstanceFacts,
  at: string,
): Promise<PlanSurroundings> {
  const stepped = touchedBy(plan.steps);
  const [grantsToo, rolesToo, ofGroups] = await Promise.all([
    promisedGrants(plan, reader, instance),
    promisedRoles(plan, reader, stepped.roles),
    rolesOfGroups(reader, stepped.joined),
  ]);
  const touched = withPromised(stepped, { grants: grantsToo, roles: [...rolesToo, ...ofGroups.roles] });
  const reads: PlanReads = { reader, instance, touched };
  const [caller, promised, grants, roles] = await Promise.all([
    reader.callerIdentity(),
    promisedUsers(reads, plan),
    Promise.all(touched.grants.map((grant) => readGrant(reads, plan, grant))),
    Promise.all(touched.roles.map((role) => readEntitledRole(reader, role))),
  ]);
  const holders = [...grants.map(({ attached }) => attached), ...roles.map(({ principals }) => principals)].flatMap(
    (all) => knownValue(all) ?? [],
  );
  const central = [...new Set([...promised, ...touched.userIds])];
  const elsewhere = await readElsewhere(reader, instance.arn, [
    ...touched.joined.map((id) => ({ type: "GROUP" as const, id })),
    ...(touched.joined.length > 0 ? central.map((id) => ({ type: "USER" as const, id })) : []),
  ]);
  const rows: readonly GrantRow[] = elsewhere.rows.state === "known" ? elsewhere.rows.value : [];
  const [accounts, sets, groups, underWay] = await Promise.all([
    Promise.all(accountsOf(touched, rows).map((id) => readAccount(reads, id))),
    Promise.all(setsOf(touched, rows).map((arn) => readSet(reads, arn))),
    Promise.all(groupsOf(plan, touched, holders).map((id) => readGroup(reads, id))),
    touched.grants.length === 0 ? known([]) : readUnderWay(reader, instance.arn),
  ]);
  const { people, notLookedFurther } = await readPeople(reads, central, holders, groups);
  return {
    at,
    instance,
    caller,
    grants,
    sets,
    accounts,
    groups,
    roles,
    people,
    elsewhere: elsewhere.rows,
    underWay,
    notLookedFurther: [...elsewhere.notLookedFurther, ...ofGroups.notLookedFurther, ...notLookedFurther],
  };
}

/** The grants that are promised, which the steps may reach through a group only. @throws AccessError `not-found` for a set that is not there */
async function promisedGrants(
  plan: Plan,
  reader: PlanningReader,
  instance: InstanceFacts,
): Promise<TouchedIds["grants"]> {
  const grants = plan.steps.flatMap(({ change }) => ("accountId" in change ? [change] : []));
  const known = new Map<string, PermissionSetArn>(grants.map((one) => [one.permissionSetName, one.permissionSetArn]));
  const found = await Promise.all(
    promisesOf(plan).map(async ({ accountId, permissionSetName, roleArn }) => {
      if (roleArn !== undefined) return [];
      const arn = known.get(permissionSetName);
      if (arn !== undefined) return [{ accountId, permissionSetArn: arn }];
      const set = await resolvePermissionSet(reader, instance, permissionSetName);
      return set.state === "known" ? [{ accountId, permissionSetArn: set.value.arn }] : [];
    }),
  );
  return found.flat();
}

/** The roles that are promised, which the steps may reach through a group only. */
async function promisedRoles(
  plan: Plan,
  reader: PlanningReader,
  stepped: TouchedIds["roles"],
): Promise<TouchedIds["roles"]> {
  const missing = promisesOf(plan).flatMap(({ accountId, roleArn }) =>
    roleArn === undefined || stepped.some((role) => role.roleArn === roleArn) ? [] : [{ accountId, roleArn }],
  );
  if (missing.length === 0) return [];
  const [application] = knownValue(await reader.accountAccessApplications()) ?? [];
  return application ? missing.map((role) => ({ ...role, applicationArn: application.arn })) : [];
}

/** Ids of those whom the plan promises something; a name that nobody bears is no person here. */
async function promisedUsers({ reader, instance }: PlanReads, plan: Plan): Promise<readonly UserId[]> {
  const names = [...new Set(promisesOf(plan).map(({ userName }) => userName))];
  const ids = await Promise.all(names.map((name) => reader.userIdByUserName(instance.identityStoreId, name)));
  return ids.flatMap((id) => (id.state === "known" && id.value !== null ? [id.value] : []));
}

async function readGrant(
  { reader, instance }: PlanReads,
  plan: Plan,
  { accountId, permissionSetArn }: TouchedIds["grants"][number],
): Promise<TouchedGrant> {
  const name =
    nameInPlan(plan, permissionSetArn) ?? nameOf(await reader.permissionSetName(instance.arn, permissionSetArn));
  const [attached, latest, outdated, role, trustingRoles] = await Promise.all([
    reader.assignments(instance.arn, accountId, permissionSetArn),
    reader.provisionedSets(instance.arn, accountId, "latest"),
    reader.provisionedSets(instance.arn, accountId, "outdated"),
    reader.reservedRole(accountId, name),
    reader.rolesTrusting(accountId, name),
  ]);
  const freshness = mapReading(allKnown([latest, outdated]), ([up, old]) => {
    if (up?.includes(permissionSetArn)) return "latest" as const;
    return old?.includes(permissionSetArn) ? ("outdated" as const) : ("not-provisioned" as const);
  });
  return {
    accountId,
    permissionSetArn,
    attached: mapReading(attached, (rows) => rows ?? []),
    freshness,
    role,
    trustingRoles,
  };
}

async function readEntitledRole(
  reader: PlanningReader,
  { roleArn, accountId, applicationArn }: TouchedIds["roles"][number],
): Promise<TouchedRole> {
  const [rows, application, role] = await Promise.all([
    reader.entitlementsOf({ applicationArn, accountId }),
    reader.accountAccessState(applicationArn),
    reader.entitledRole(accountId, roleArn),
  ]);
  const principals = mapReading(rows, (all) =>
    all.flatMap(({ principal, roleArn: entitled }) => (entitled === roleArn ? [principal] : [])),
  );
  const trustPolicy = mapReading(role, (found) => found?.trustPolicy ?? null);
  return {
    roleArn,
    accountId,
    applicationArn,
    principals,
    application,
    trustPolicy,
    template: knownValue(role)?.template,
  };
}

function nameInPlan({ steps }: Plan, arn: PermissionSetArn): string | undefined {
  const named = steps.find(({ change }) => "permissionSetArn" in change && change.permissionSetArn === arn)?.change;
  return named && "permissionSetName" in named ? named.permissionSetName : undefined;
}

const nameOf = (name: Reading<string | null>): string => (name.state === "known" ? (name.value ?? "") : "");

const accountsOf = ({ grants, roles }: TouchedIds, rows: readonly GrantRow[]): readonly AccountId[] => [
  ...new Set([...grants, ...roles, ...rows].map(({ accountId }) => accountId)),
];

const setsOf = ({ grants }: TouchedIds, rows: readonly GrantRow[]): readonly PermissionSetArn[] => [
  ...new Set([...grants, ...rows].map(({ permissionSetArn }) => permissionSetArn)),
];

/** Groups that hold a touched grant or role, that a step gives or takes one, or that somebody joins. */
function groupsOf(plan: Plan, { joined }: TouchedIds, holders: readonly Principal[]): readonly GroupId[] {
  const named = plan.steps.flatMap(({ change }) => {
    if ("entitlement" in change) return [change.entitlement.principal];
    return "principal" in change ? [change.principal] : [];
  });
  const ids = [...holders, ...named].flatMap((principal) => (principal.type === "GROUP" ? [principal.id] : []));
  return [...new Set([...ids, ...joined])];
}

async function readAccount({ reader, instance, touched }: PlanReads, id: AccountId): Promise<TouchedAccount> {
  const placed = touched.placed.filter(({ accountId }) => accountId === id);
  const provisioned = (freshness: "latest" | "outdated") =>
    placed.length === 0
      ? unread("the plan puts no permission set there")
      : reader.provisionedSets(instance.arn, id, freshness);
  const [account, latest, outdated, contents] = await Promise.all([
    reader.account(id),
    provisioned("latest"),
    provisioned("outdated"),
    Promise.all(placed.map(({ permissionSetArn }) => reader.setContent(instance.arn, permissionSetArn))),
  ]);
  const hasReferences = contents.some(
    (content) =>
      content.state === "known" &&
      (content.value.customerManagedPolicies.length > 0 || content.value.boundary?.kind === "customer-managed"),
  );
  const customerPolicies = hasReferences
    ? await reader.customerPolicies(id)
    : unread("no set that the plan puts there refers to customer managed policies");
  const provisionedSets = mapReading(allKnown([latest, outdated]), (lists) => lists.flat().length);
  return { id, account, customerPolicies, provisionedSets };
}

async function readSet({ reader, instance, touched }: PlanReads, arn: PermissionSetArn): Promise<TouchedSet> {
  const isPlaced = touched.placed.some(({ permissionSetArn }) => permissionSetArn === arn);
  const [name, content] = await Promise.all([
    reader.permissionSetName(instance.arn, arn),
    isPlaced ? reader.setContent(instance.arn, arn) : unread("the plan does not put this set anywhere"),
  ]);
  return { arn, name, content };
}

async function readGroup({ reader, instance }: PlanReads, id: GroupId): Promise<TouchedGroup> {
  const [group, members] = await Promise.all([
    reader.group(instance.identityStoreId, id),
    reader.groupMembers(instance.identityStoreId, id, MEMBERS_LOOKED_AT),
  ]);
  const details = mapReading(
    group,
    (found) =>
      found && { name: found.displayName, isExternallyOwned: found.isExternallyOwned, createdAt: found.createdAt },
  );
  return { id, details, members };
}

/** Those whom the plan is for first, then the direct assignees, then members of the groups. */
async function readPeople(
  { reader, instance }: PlanReads,
  central: readonly UserId[],
  holders: readonly Principal[],
  groups: readonly TouchedGroup[],
): Promise<Pick<PlanSurroundings, "people" | "notLookedFurther">> {
  const direct = holders.flatMap((principal) => (principal.type === "USER" ? [principal.id] : []));
  const members = groups.flatMap((group) => (group.members.state === "known" ? group.members.value.ids : []));
  const all = [...new Set([...central, ...direct, ...members])];
  const most = Math.max(PEOPLE_LOOKED_AT, central.length);
  const people = await Promise.all(
    all.slice(0, most).map(async (id, index): Promise<Person> => {
      const isCentral = index < central.length;
      const isNamed = isCentral || index < central.length + PEOPLE_NAMED;
      const [user, groupIds] = await Promise.all([
        isNamed ? reader.user(instance.identityStoreId, id) : unread("one of many members"),
        isCentral ? reader.groupIdsOf(instance.identityStoreId, id) : unread("the plan is not for this person"),
      ]);
      return { id, user, groupIds };
    }),
  );
  const large = groups.filter(({ members: of }) => of.state === "known" && !of.value.isComplete);
  return {
    people,
    notLookedFurther: [
      ...large.map(
        (group) => `of group ${groupName(group)} not looked further than its first ${MEMBERS_LOOKED_AT} members`,
      ),
      ...(all.length > most ? [`not looked further than ${most} of ${all.length} people`] : []),
    ],
  };
}

const groupName = ({ id, details }: TouchedGroup): string => {
  const found: Reading<{ readonly name: string } | null> = details;
  return found.state === "known" && found.value ? `${found.value.name} (${id})` : id;
};
