/** Random organizations as written documents, with one question each: what the agreement tests are made of. */
import * as fc from "fast-check";
import type { WrittenDocument } from "../../src/model/organization-document/written/document.ts";
import type { Asked } from "./asked.ts";
import { createRandom, type Random } from "./random.ts";

type Rows<K extends keyof WrittenDocument> = NonNullable<WrittenDocument[K]>;
export type DraftAssignment = { account: string; permissionSet: string; user?: string; group?: string };
type DraftUser = Rows<"users">[number] & { id: string };
type DraftGroup = Rows<"groups">[number] & { id: string };
type DraftSet = Rows<"permissionSets">[number] & { arn: string };

/** A document that faults may still change; every list is present. */
export interface Draft {
  organization: Rows<"organization">;
  instance: NonNullable<Rows<"instance">> & { arn: string; primaryRegion: string };
  accounts: Rows<"accounts">;
  users: DraftUser[];
  groups: DraftGroup[];
  memberships: { group: string; user: string }[];
  permissionSets: DraftSet[];
  assignments: DraftAssignment[];
  provisionedRoles: Rows<"provisionedRoles">;
  requests: Rows<"requests">;
  policies: Rows<"policies">;
  applications: Rows<"applications">;
  events: Rows<"events">;
  portalSessions: Rows<"portalSessions">;
  lab: Rows<"lab">;
  /** Undefined: account access manager is not set up. */
  accountAccessApplications?: Rows<"accountAccessApplications">;
  entitlements?: Rows<"entitlements">;
  asked: Asked;
}

export const MANAGEMENT = "123456789012";
const INSTANCE = "arn:aws:sso:::instance/ssoins-7223a5d90e0exam1";
export const TAKEN_AT = "2026-03-01T12:00:00Z";
const NAMES = ["alice", "Bob", "carol.jones", "Dmitri", "eve", "françois", "grace-h", "heidi+ops"];
const SETS = ["ReadOnly", "Power_User", "Admin", "Billing", "Data.Engineer", "Ops@night", "a", "Break-Glass+2"];

export interface Size {
  readonly accounts: readonly [number, number];
  readonly sets: readonly [number, number];
  readonly users: readonly [number, number];
  readonly groups: readonly [number, number];
  /** How many of the possible pairs of account and set are granted. */
  readonly density: number;
}

const SMALL: Size = { accounts: [1, 3], sets: [1, 3], users: [1, 5], groups: [1, 3], density: 0.6 };
const MIDDLE: Size = { accounts: [3, 10], sets: [2, 8], users: [5, 30], groups: [2, 8], density: 0.3 };
const LARGE: Size = { accounts: [10, 50], sets: [8, 30], users: [30, 200], groups: [5, 20], density: 0.15 };

/** Most are small, so that many can be tried; one of twelve is as large as fifty accounts, thirty sets and two hundred users. */
export function sizeOf(random: Random): Size {
  const roll = random.next();
  if (roll < 0.66) return SMALL;
  return roll < 0.92 ? MIDDLE : LARGE;
}

export const userId = (at: number): string => `906ab1c2d3-${hex(at, 8)}-1111-4222-8333-444455556666`;
export const groupId = (at: number): string => `906ab1c2d3-${hex(at, 8)}-aaaa-4bbb-8ccc-ddddeeeeffff`;
export const setArn = (at: number): string =>
  `arn:aws:sso:::permissionSet/ssoins-7223a5d90e0exam1/ps-${hex(at + 16, 16)}`;
const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, "0");

const many = <T>(random: Random, [least, most]: readonly [number, number], make: (at: number) => T): T[] =>
  Array.from({ length: random.between(least, most) }, (_, at) => make(at));

/** A healthy organization, apart from what lies about in every old one: orphans, leavers, closed accounts, old requests. */
export function organizationOf(random: Random, size: Size = sizeOf(random)): Draft {
  const accounts = many(random, size.accounts, (at) => accountRow(random, at));
  const users = many(random, size.users, (at) => userRow(random, at));
  const groups = many(random, size.groups, (at) => groupRow(random, at));
  const permissionSets = many(random, size.sets, (at) => setRow(random, at));
  const memberships = membershipRows(random, users, groups);
  const assignments = assignmentRows(random, { size, accounts, users, groups, permissionSets });
  const draft: Draft = {
    organization: { managementAccountId: MANAGEMENT },
    instance: {
      arn: INSTANCE,
      identityStoreId: "d-906ab1c2d3",
      primaryRegion: "us-east-1",
      identitySource: random.pick(["identity-center", "external", "active-directory"] as const),
    },
    accounts,
    users,
    groups,
    memberships,
    permissionSets,
    assignments,
    provisionedRoles: distinctGrants(assignments).map((grant) => otherRole(random, grant)),
    requests: oldRequests(random, { assignments }),
    policies: [],
    applications: [],
    events: [],
    portalSessions: [],
    lab: labSwitches(random),
    asked: {
      user: random.pick(users).userName,
      account: random.pick(accounts).id,
      permissionSet: random.pick(permissionSets).name,
      region: "us-east-1",
      caller: MANAGEMENT,
      hasPortalOpen: false,
    },
  };
  return draft;
}

const labSwitches = (random: Random): Rows<"lab"> => ({
  principalRowsIncludeGroups: random.isHit(0.5),
  listsFailedAssignments: random.isHit(0.5),
  repeatedAssignment: random.pick(["succeeds", "conflict"] as const),
  omittedProvisioningStatus: random.pick(["all", "latest"] as const),
  activeDirectoryRefusesUnfilteredLists: random.isHit(0.5),
});

function accountRow(random: Random, at: number): Draft["accounts"][number] {
  const id = String(111100000000 + at * 1_000_003);
  return { id, name: `workload-${id.slice(4)}`, ...(random.isHit(0.05) ? { state: "SUSPENDED" as const } : {}) };
}

function userRow(random: Random, at: number): DraftUser {
  const name = `${NAMES[at % NAMES.length] ?? "user"}${at < NAMES.length ? "" : at}`;
  return {
    id: userId(at),
    userName: random.isHit(0.5) ? `${name}@example.com` : name,
    displayName: `${name} of ${at}`,
    ...(random.isHit(0.05) ? { status: "DISABLED" as const } : {}),
    ...(random.isHit(0.3) ? { externalId: `00u${at}` } : {}),
  };
}

const groupRow = (random: Random, at: number): DraftGroup => ({
  id: groupId(at),
  displayName: `Team ${at}`,
  ...(random.isHit(0.3) ? { externalId: `00g${at}` } : {}),
});

const setRow = (random: Random, at: number): DraftSet => ({
  arn: setArn(at),
  name: `${SETS[at % SETS.length] ?? "Set"}${at < SETS.length ? "" : at}`,
  managedPolicyArns: [`arn:aws:iam::aws:policy/${random.pick(["ReadOnlyAccess", "SecurityAudit"])}`],
});

function membershipRows(random: Random, users: readonly DraftUser[], groups: readonly DraftGroup[]) {
  const share = Math.min(0.5, 12 / users.length);
  return groups.flatMap((group) =>
    users.filter(() => random.isHit(share)).map((user) => ({ group: group.displayName, user: user.userName })),
  );
}

interface Rowed {
  readonly size: Size;
  readonly accounts: Draft["accounts"];
  readonly users: readonly DraftUser[];
  readonly groups: readonly DraftGroup[];
  readonly permissionSets: readonly DraftSet[];
}

/** Groups, users and both; now and then a principal that is gone (facts E16). */
function assignmentRows(random: Random, { size, accounts, users, groups, permissionSets }: Rowed): DraftAssignment[] {
  const places = [...accounts.map(({ id }) => id), ...(random.isHit(0.3) ? [MANAGEMENT] : [])];
  return places.flatMap((account) =>
    permissionSets
      .filter(() => random.isHit(size.density))
      .flatMap(({ name: permissionSet }) =>
        distinctPrincipals(many(random, [1, 3], () => principal(random, users, groups))).map((who) => ({
          account,
          permissionSet,
          ...who,
        })),
      ),
  );
}

type Who = { user?: string; group?: string };

function principal(random: Random, users: readonly DraftUser[], groups: readonly DraftGroup[]): Who {
  const roll = random.next();
  if (roll < 0.04)
    return random.isHit(0.5) ? { user: goneUser(random.below(9)) } : { group: goneGroup(random.below(9)) };
  return roll < 0.6 ? { group: random.pick(groups).displayName } : { user: random.pick(users).userName };
}

/** Ids that no record has any more. */
export const goneUser = (at: number): string => userId(0xdead0000 + at);
export const goneGroup = (at: number): string => groupId(0xdead0000 + at);

const distinctPrincipals = (rows: readonly Who[]): readonly Who[] => [
  ...new Map(rows.map((row) => [JSON.stringify(row), row])).values(),
];

/** Of a grant that nobody asks about: one in twelve is outdated, one in thirty has lost its role. */
function otherRole(
  random: Random,
  grant: { account: string; permissionSet: string },
): Rows<"provisionedRoles">[number] {
  if (random.isHit(0.08)) return { ...grant, freshness: "outdated" };
  return random.isHit(0.03) ? { ...grant, isRolePresent: false } : grant;
}

/** Requests of other grants that ended long ago. */
function oldRequests(random: Random, { assignments }: Pick<Draft, "assignments">): Draft["requests"] {
  const rows = assignments.filter(({ user, group }) => !(user ?? group ?? "").startsWith("906ab1c2d3-"));
  if (rows.length === 0) return [];
  return many(random, [0, 3], (at) => {
    const { account, permissionSet, ...who } = random.pick(rows);
    const isFailed = random.isHit(0.5);
    return {
      ...{ account, permissionSet, createdAt: `2026-02-2${at}T08:00:00Z` },
      ...(random.isHit(0.5) ? { kind: "provision" as const } : { kind: "create-assignment" as const, ...who }),
      status: isFailed ? ("FAILED" as const) : ("SUCCEEDED" as const),
      ...(isFailed ? { failureReason: "An unexpected internal service exception was encountered" } : {}),
    };
  });
}

/** Makes the question one about a grant that works: what a fault then breaks is this grant. */
export function askAboutAWorkingGrant(draft: Draft, random: Random): void {
  const row = draft.assignments[random.below(draft.assignments.length + 1)];
  const member = row?.group && draft.memberships.filter(({ group }) => group === row.group);
  const user = row?.user ?? (member && member.length > 0 ? random.pick(member).user : undefined);
  const { asked } = draft;
  if (row && user !== undefined && draft.users.some(({ userName }) => userName === user)) {
    Object.assign(asked, { user, account: row.account, permissionSet: row.permissionSet });
  } else giveToAsked(draft, random);
  repair(draft);
}

/** Through a group or directly. */
function giveToAsked(draft: Draft, random: Random): void {
  const { account, permissionSet, user } = draft.asked;
  const group = random.isHit(0.5) ? random.pick(draft.groups).displayName : undefined;
  if (group === undefined) draft.assignments.push({ account, permissionSet, user });
  else {
    draft.assignments.push({ account, permissionSet, group });
    if (!draft.memberships.some((row) => row.group === group && row.user === user))
      draft.memberships.push({ group, user });
  }
}

/** Takes away whatever was wrong with the asked grant by chance. */
function repair(draft: Draft): void {
  const { account, permissionSet, user } = draft.asked;
  const isOther = (row: { account?: string | undefined; permissionSet: string }) =>
    row.account !== account || row.permissionSet !== permissionSet;
  draft.accounts = draft.accounts.map((row) => (row.id === account ? { id: row.id, name: row.name } : row));
  draft.users = draft.users.map((row) => (row.userName === user ? { ...row, status: "ENABLED" } : row));
  draft.provisionedRoles = [...draft.provisionedRoles.filter(isOther), { account, permissionSet }];
  draft.requests = draft.requests.filter(isOther);
}

export function distinctGrants(
  rows: readonly { account: string; permissionSet: string }[],
): { account: string; permissionSet: string }[] {
  return [
    ...new Map(
      rows.map(({ account, permissionSet }) => [`${account} ${permissionSet}`, { account, permissionSet }]),
    ).values(),
  ];
}

/** Small organizations for the property tests that shrink. */
export const organizations: fc.Arbitrary<Draft> = fc.nat(2 ** 31 - 1).map((seed) => {
  const random = createRandom(seed);
  const draft = organizationOf(random, SMALL);
  if (random.isHit(0.66)) askAboutAWorkingGrant(draft, random);
  return draft;
});

/** The draft as a document that the lab loads. An instance of an account, and one where they are off, has no permission sets (facts A13, N2). */
export function documentOf({ asked: _, ...draft }: Draft): WrittenDocument {
  const none = { permissionSets: [], assignments: [], provisionedRoles: [], requests: [], portalSessions: [] };
  return {
    schema: "idc-doctor/organization/1",
    takenAt: TAKEN_AT,
    ...draft,
    // The policies of an account leave the organization with it.
    policies: draft.policies?.map(({ targets, ...rest }) => ({
      ...rest,
      targets: targets?.filter((id) => !/^\d{12}$/.test(id) || draft.accounts.some((account) => account.id === id)),
    })),
    ...(draft.instance.kind === "account" || draft.instance.permissionSetsEnabled === false ? none : {}),
  };
}
