/** One pass over the organization: base lists first, then the cheaper way to everything that depends on them. */
import type { MissedWalk, UnreadAliases, Walk } from "../../../model/coverage.ts";
import type { AccountId, GroupId, PermissionSetArn, Principal, UserId } from "../../../model/ids.ts";
import type {
  Assignment,
  Group,
  Membership,
  RequestRecord,
  User,
} from "../../../model/organization-document/document.ts";
import { shared } from "../../question/dependent-reads.ts";
import { type GatheredAliases, gatherAliases } from "./aliases.ts";
import { type GatheredEntitlements, gatherEntitlements } from "./entitlements.ts";
import {
  assignmentsOfPair,
  type Collecting,
  distinctAssignments,
  grantsKey,
  grantsOfPrincipal,
  memberships,
  membersOf,
  type ProvisionedPair,
  provisionedPairs,
  requests,
} from "./keyed-reads.ts";
import { sideBySide } from "./parallel.ts";
import type { CollectedAccount } from "./rows.ts";
import { setsEnabled } from "./sets-enabled.ts";
import { gatherUnits, type UnitTree } from "./units.ts";

export interface NamedSet {
  readonly arn: PermissionSetArn;
  readonly name: string;
}

export interface Gathered {
  readonly accounts: readonly CollectedAccount[];
  readonly sets: readonly NamedSet[];
  readonly pairs: readonly ProvisionedPair[];
  readonly users: readonly User[];
  readonly groups: readonly Group[];
  readonly memberships: readonly Membership[];
  readonly assignments: readonly Assignment[];
  readonly requests: readonly RequestRecord[];
  /** Undefined: not asked for. */
  readonly units: UnitTree | undefined;
  /** Undefined: not asked for. */
  readonly delegates: readonly AccountId[] | undefined;
  /** Undefined: not asked for. */
  readonly aliases?: GatheredAliases | undefined;
  readonly unreadAliases?: UnreadAliases | undefined;
  readonly accountAccess: GatheredEntitlements;
  /** Undefined: nobody could tell, or there are sets. */
  readonly permissionSetsEnabled?: boolean | undefined;
  readonly walk: Walk;
  readonly missedWalk?: MissedWalk | undefined;
  /** Whether the store refuses lists without a filter, as those of an Active Directory do. */
  readonly refusesLists: boolean;
}

export async function gather(
  collecting: Collecting,
  { isComplete, includesUnits }: { readonly isComplete: boolean; readonly includesUnits: boolean },
): Promise<Gathered> {
  const { reads, answers, progress } = collecting;
  progress.expect(4);
  const accounts = shared(answers.read("accounts", { kind: "accounts" }, reads.accounts));
  const sets = shared(answers.read("sets", { kind: "permission-sets" }, reads.sets));
  const directory = shared(readDirectory(collecting));
  const ledgers = shared(requests(collecting));
  const names = shared(sets.then((arns) => setNames(collecting, arns ?? [])));
  const pairs = shared(
    Promise.all([accounts, sets]).then(([rows, arns]) =>
      provisionedPairs(
        collecting,
        rows?.map(({ id }) => id),
        arns,
      ),
    ),
  );
  const tree = shared(accounts.then((rows) => (includesUnits ? gatherUnits(collecting, rows) : undefined)));
  const aliases = shared(accounts.then((rows) => gatherAliases(collecting, rows)));
  const enabled = shared(sets.then((arns) => setsEnabled(reads, arns)));
  const delegates = shared(isComplete ? delegatesOf(collecting) : Promise.resolve(undefined));
  const entitled = shared(
    gatherEntitlements(collecting, async () => {
      const [rows, people] = await Promise.all([accounts, directory]);
      return { accounts: rows?.map(({ id }) => id), principals: principalsIn(people), isComplete };
    }),
  );
  const [people, found] = await Promise.all([directory, pairs]);
  const walked = shared(assigned(collecting, found, { ...people, isComplete }));
  const [ledger, named, { assignments, ...walks }, listed] = await Promise.all([ledgers, names, walked, accounts]);
  const units = await tree;
  const accountAccess = await entitled;
  const known = people.refusesLists
    ? await namedPeople(collecting, [...assignments, ...accountAccess.entitlements])
    : await people.rest();
  const rows = { accounts: listed ?? [], sets: named, pairs: found, assignments, requests: ledger };
  const also = { delegates: await delegates, permissionSetsEnabled: await enabled, aliases: await aliases };
  return { ...rows, ...walks, units, ...also, accountAccess, ...known };
}

/** They may change the members of every group (facts 3.7), so a scan that is to see everything asks for them. */
async function delegatesOf({ reads, answers, progress }: Collecting): Promise<readonly AccountId[]> {
  progress.expect(1);
  return (await answers.read("delegates", { kind: "delegated-administrators" }, reads.delegates)) ?? [];
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

async function readDirectory(collecting: Collecting): Promise<Directory> {
  const { reads, answers } = collecting;
  const [users, groups] = await Promise.all([
    answers.read("users", { kind: "users" }, reads.users),
    answers.read("groups", { kind: "groups" }, reads.groups),
  ]);
  const refusesLists = answers
    .gaps()
    .some(({ part, failure }) => (part.kind === "users" || part.kind === "groups") && isRefusedList(failure.code));
  const rows = shared(
    refusesLists
      ? Promise.resolve([])
      : memberships(
          collecting,
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
  { reads, answers, progress }: Collecting,
  arns: readonly PermissionSetArn[],
): Promise<readonly NamedSet[]> {
  progress.expect(arns.length);
  const named = await sideBySide(arns, async (arn) => {
    const part = { kind: "permission-set", permissionSetArn: arn } as const;
    const name = await answers.read(`name ${arn}`, part, () => reads.setName(arn));
    return name ? [{ arn, name }] : [];
  });
  return named.flat();
}

interface Assigned {
  readonly assignments: readonly Assignment[];
  readonly walk: Walk;
  readonly missedWalk?: MissedWalk | undefined;
}

/** The cheaper of the two walks; both where asked to, and the other one where the caller may not take it. */
async function assigned(
  collecting: Collecting,
  pairs: readonly ProvisionedPair[],
  { users, groups, isComplete }: Directory & { readonly isComplete: boolean },
): Promise<Assigned> {
  const principals = principalsIn({ users, groups });
  const onlyPairs = async (why: MissedWalk): Promise<Assigned> => {
    const missed = isComplete ? { missedWalk: why } : {};
    return { assignments: await walkPairs(collecting, pairs), walk: "pairs", ...missed };
  };
  const wantsPrincipals = principals !== undefined && (isComplete || principals.length < pairs.length);
  if (!wantsPrincipals) return onlyPairs("unlisted");
  const found = await walkPrincipals(collecting, principals);
  // Documented for the management account only (facts 3.4): a delegated administrator walks the pairs.
  if (!found) return onlyPairs("refused");
  if (!isComplete) return { assignments: distinctAssignments(found), walk: "principals" };
  return { assignments: distinctAssignments([...found, ...(await walkPairs(collecting, pairs))]), walk: "both" };
}

/** Undefined: not all of them were listed. */
function principalsIn({ users, groups }: Pick<Directory, "users" | "groups">): readonly Principal[] | undefined {
  if (!users || !groups) return undefined;
  return [
    ...groups.map(({ id }) => ({ type: "GROUP", id }) as const),
    ...users.map(({ id }) => ({ type: "USER", id }) as const),
  ];
}

async function walkPairs(collecting: Collecting, pairs: readonly ProvisionedPair[]): Promise<readonly Assignment[]> {
  collecting.progress.expect(pairs.length);
  const rows = await sideBySide(pairs, (pair) => assignmentsOfPair(collecting, pair));
  return rows.flatMap((found) => found ?? []);
}

/** Undefined: the caller may not ask this. The first principal tells, so that the refusal costs one call. */
async function walkPrincipals(
  collecting: Collecting,
  principals: readonly Principal[],
): Promise<readonly Assignment[] | undefined> {
  const [first, ...others] = principals;
  if (!first) return [];
  collecting.progress.expect(principals.length);
  const rows = await grantsOfPrincipal(collecting, first);
  if (!rows && collecting.answers.takeRefusal(grantsKey(first))) return undefined;
  const more = await sideBySide(others, (principal) => grantsOfPrincipal(collecting, principal));
  return [rows, ...more].flatMap((found) => found ?? []);
}

/** Whom assignments, entitlements and memberships name, where the store lists nobody. */
async function namedPeople(
  collecting: Collecting,
  assignments: readonly Pick<Assignment, "principal">[],
): Promise<People> {
  const { reads, answers, progress } = collecting;
  const groupIds = new Set<GroupId>();
  const userIds = new Set<UserId>();
  for (const { principal } of assignments)
    if (principal.type === "GROUP") groupIds.add(principal.id);
    else userIds.add(principal.id);
  progress.expect(2 * groupIds.size);
  const groups = await sideBySide([...groupIds], (id) =>
    answers.read(`group ${id}`, { kind: "principal", principal: { type: "GROUP", id } }, () => reads.group(id)),
  );
  const present = groups.flatMap((group) => group ?? []);
  const rows = (await sideBySide(present, ({ id }) => membersOf(collecting, id))).flat();
  for (const { userId } of rows) userIds.add(userId);
  progress.expect(userIds.size);
  const users = await sideBySide([...userIds], (id) =>
    answers.read(`user ${id}`, { kind: "principal", principal: { type: "USER", id } }, () => reads.user(id)),
  );
  return { users: users.flatMap((user) => user ?? []), groups: present, memberships: rows, refusesLists: true };
}
