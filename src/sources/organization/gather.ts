/** One pass over the organization: base lists first, then the cheaper way to everything that depends on them. */
import type { Walk } from "../../model/coverage.ts";
import type { GroupId, PermissionSetArn, Principal, UserId } from "../../model/ids.ts";
import type { Assignment, Group, Membership, RequestRecord, User } from "../../model/organization-document/document.ts";
import { shared } from "../question/chain.ts";
import { sideBySide } from "./parallel.ts";
import {
  assignmentsOfPair,
  distinctAssignments,
  grantsKey,
  grantsOfPrincipal,
  memberships,
  membersOf,
  type ProvisionedPair,
  provisionedPairs,
  type Reading,
  requests,
} from "./parts.ts";
import type { AccountRow } from "./rows.ts";
import { gatherUnits, type UnitTree } from "./units.ts";

export interface NamedSet {
  readonly arn: PermissionSetArn;
  readonly name: string;
}

export interface Gathered {
  readonly accounts: readonly AccountRow[];
  readonly sets: readonly NamedSet[];
  readonly pairs: readonly ProvisionedPair[];
  readonly users: readonly User[];
  readonly groups: readonly Group[];
  readonly memberships: readonly Membership[];
  readonly assignments: readonly Assignment[];
  readonly requests: readonly RequestRecord[];
  /** Undefined: not asked for. */
  readonly units: UnitTree | undefined;
  readonly walk: Walk;
  /** Whether the store refuses lists without a filter, as those of an Active Directory do. */
  readonly refusesLists: boolean;
}

export async function gather(
  reading: Reading,
  { isComplete, includesUnits }: { readonly isComplete: boolean; readonly includesUnits: boolean },
): Promise<Gathered> {
  const { asked, answers, progress } = reading;
  progress.expect(4);
  const accounts = shared(answers.read("accounts", { kind: "accounts" }, asked.accounts));
  const sets = shared(answers.read("sets", { kind: "permission-sets" }, asked.sets));
  const directory = shared(readDirectory(reading));
  const ledgers = shared(requests(reading));
  const names = shared(sets.then((arns) => setNames(reading, arns ?? [])));
  const pairs = shared(
    Promise.all([accounts, sets]).then(([rows, arns]) =>
      provisionedPairs(
        reading,
        rows?.map(({ id }) => id),
        arns,
      ),
    ),
  );
  const tree = shared(accounts.then((rows) => (includesUnits ? gatherUnits(reading, rows) : undefined)));
  const [people, found] = await Promise.all([directory, pairs]);
  const walked = shared(assigned(reading, found, people, isComplete));
  const [ledger, named, { assignments, walk }, listed] = await Promise.all([ledgers, names, walked, accounts]);
  const units = await tree;
  const known = people.refusesLists ? await namedPeople(reading, assignments) : await people.rest();
  return { accounts: listed ?? [], sets: named, pairs: found, assignments, walk, requests: ledger, units, ...known };
}

interface People {
  readonly users: readonly User[];
  readonly groups: readonly Group[];
  readonly memberships: readonly Membership[];
  readonly refusesLists: boolean;
}

interface Directory {
  readonly users: readonly User[] | undefined;
  readonly groups: readonly Group[] | undefined;
  readonly refusesLists: boolean;
  /** With the memberships, which are read meanwhile. */
  readonly rest: () => Promise<People>;
}

async function readDirectory(reading: Reading): Promise<Directory> {
  const { asked, answers } = reading;
  const [users, groups] = await Promise.all([
    answers.read("users", { kind: "users" }, asked.users),
    answers.read("groups", { kind: "groups" }, asked.groups),
  ]);
  const refusesLists = answers
    .gaps()
    .some(({ part, failure }) => (part.kind === "users" || part.kind === "groups") && isRefusedList(failure.code));
  const rows = shared(
    refusesLists
      ? Promise.resolve([])
      : memberships(
          reading,
          groups?.map(({ id }) => id),
          users?.map(({ id }) => id),
        ),
  );
  return {
    users,
    groups,
    refusesLists,
    rest: async () => ({ users: users ?? [], groups: groups ?? [], memberships: await rows, refusesLists }),
  };
}

const isRefusedList = (code: string | undefined): boolean => code === "ValidationException";

/** Names of sets never change (facts B1): only new ones are asked for. */
async function setNames(
  { asked, answers, progress }: Reading,
  arns: readonly PermissionSetArn[],
): Promise<readonly NamedSet[]> {
  progress.expect(arns.length);
  const named = await sideBySide(arns, async (arn) => {
    const part = { kind: "permission-set", permissionSetArn: arn } as const;
    const name = await answers.read(`name ${arn}`, part, () => asked.setName(arn));
    return name ? [{ arn, name }] : [];
  });
  return named.flat();
}

interface Assigned {
  readonly assignments: readonly Assignment[];
  readonly walk: Walk;
}

/** The cheaper of the two walks; both where asked to, and the other one where the caller may not take it. */
async function assigned(
  reading: Reading,
  pairs: readonly ProvisionedPair[],
  { users, groups }: Directory,
  isComplete: boolean,
): Promise<Assigned> {
  const principals: readonly Principal[] = [
    ...(groups ?? []).map(({ id }) => ({ type: "GROUP", id }) as const),
    ...(users ?? []).map(({ id }) => ({ type: "USER", id }) as const),
  ];
  const areAllListed = users !== undefined && groups !== undefined;
  const wantsPrincipals = areAllListed && (isComplete || principals.length < pairs.length);
  if (!wantsPrincipals) return { assignments: await walkPairs(reading, pairs), walk: "pairs" };
  const found = await walkPrincipals(reading, principals);
  // Documented for the management account only (facts 3.4): a delegated administrator walks the pairs.
  if (!found) return { assignments: await walkPairs(reading, pairs), walk: "pairs" };
  if (!isComplete) return { assignments: distinctAssignments(found), walk: "principals" };
  return { assignments: distinctAssignments([...found, ...(await walkPairs(reading, pairs))]), walk: "both" };
}

async function walkPairs(reading: Reading, pairs: readonly ProvisionedPair[]): Promise<readonly Assignment[]> {
  reading.progress.expect(pairs.length);
  const rows = await sideBySide(pairs, (pair) => assignmentsOfPair(reading, pair));
  return rows.flatMap((found) => found ?? []);
}

/** Undefined: the caller may not ask this. The first principal tells, so that the refusal costs one call. */
async function walkPrincipals(
  reading: Reading,
  principals: readonly Principal[],
): Promise<readonly Assignment[] | undefined> {
  const [first, ...others] = principals;
  if (!first) return [];
  reading.progress.expect(principals.length);
  const rows = await grantsOfPrincipal(reading, first);
  if (!rows && reading.answers.takeRefusal(grantsKey(first))) return undefined;
  const more = await sideBySide(others, (principal) => grantsOfPrincipal(reading, principal));
  return [rows, ...more].flatMap((found) => found ?? []);
}

/** Whom assignments and memberships name, where the store lists nobody. */
async function namedPeople(reading: Reading, assignments: readonly Assignment[]): Promise<People> {
  const { asked, answers, progress } = reading;
  const groupIds = new Set<GroupId>();
  const userIds = new Set<UserId>();
  for (const { principal } of assignments)
    if (principal.type === "GROUP") groupIds.add(principal.id);
    else userIds.add(principal.id);
  progress.expect(2 * groupIds.size);
  const groups = await sideBySide([...groupIds], (id) =>
    answers.read(`group ${id}`, { kind: "principal", principal: { type: "GROUP", id } }, () => asked.group(id)),
  );
  const present = groups.flatMap((group) => group ?? []);
  const rows = (await sideBySide(present, ({ id }) => membersOf(reading, id))).flat();
  for (const { userId } of rows) userIds.add(userId);
  progress.expect(userIds.size);
  const users = await sideBySide([...userIds], (id) =>
    answers.read(`user ${id}`, { kind: "principal", principal: { type: "USER", id } }, () => asked.user(id)),
  );
  return { users: users.flatMap((user) => user ?? []), groups: present, memberships: rows, refusesLists: true };
}
