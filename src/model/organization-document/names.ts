/** Resolves the names that a written organization document may use for ids, and collects what cannot be resolved. */
import {
  type AccountId,
  describeMalformed,
  type GroupId,
  type Parsed,
  type PermissionSetArn,
  type Principal,
  parseAccountId,
  parseGroupId,
  parsePermissionSetArn,
  parseUserId,
  type UserId,
} from "../ids.ts";

/** What is wrong, and where: `accounts[2].state`. */
export interface DocumentProblem {
  readonly path: string;
  readonly message: string;
}

/** Finds an id by any of its names; an id itself is accepted even where nothing bears it (orphans exist in AWS too). */
export interface Directory<Id extends string> {
  readonly what: string;
  readonly byName: Map<string, Id[]>;
  readonly ids: Set<string>;
  readonly parse: (value: string) => Parsed<Id>;
}

export interface Directories {
  readonly accounts: Directory<AccountId>;
  readonly users: Directory<UserId>;
  readonly groups: Directory<GroupId>;
  readonly permissionSets: Directory<PermissionSetArn>;
}

const directory = <Id extends string>(what: string, parse: (value: string) => Parsed<Id>): Directory<Id> => ({
  what,
  byName: new Map(),
  ids: new Set(),
  parse,
});

export const emptyDirectories = (): Directories => ({
  accounts: directory("account", parseAccountId),
  users: directory("user", parseUserId),
  groups: directory("group", parseGroupId),
  permissionSets: directory("permission set", parsePermissionSetArn),
});

/** Enters an id under its names; a second entry of the same id is a problem. */
export function enter<Id extends string>(
  into: Directory<Id>,
  id: Id,
  names: readonly (string | undefined)[],
  path: string,
  problems: DocumentProblem[],
): void {
  if (into.ids.has(id)) problems.push({ path, message: `there are two ${into.what}s with the id ${id}` });
  into.ids.add(id);
  for (const name of new Set(names)) {
    if (name === undefined) continue;
    const known = into.byName.get(name);
    if (known) known.push(id);
    else into.byName.set(name, [id]);
  }
}

/** The one id that is entered under a name or is the reference itself; undefined where it takes a closer look. */
export function named<Id extends string>(within: Directory<Id>, reference: string): Id | undefined {
  if (within.ids.has(reference)) return reference as Id;
  const known = within.byName.get(reference);
  return known?.length === 1 && within.parse(reference).kind !== "ok" ? known[0] : undefined;
}

/**
 * The id that a name or id stands for; undefined and a problem where it stands for none or for several. What has the form of an id
 * is that id, whoever bears it as a name: a name that somebody gives themselves must not take over another's grants.
 */
export function find<Id extends string>(
  within: Directory<Id>,
  reference: string,
  path: string,
  problems: DocumentProblem[],
): Id | undefined {
  const parsed = within.parse(reference);
  if (parsed.kind === "ok") return parsed.value;
  const known = within.byName.get(reference);
  if (known?.length === 1) return known[0];
  const message = known
    ? `"${reference}" is the name of ${known.length} ${within.what}s; use the id: ${known.join(", ")}`
    : `no ${within.what} is called "${reference}", and ${describeMalformed(parsed)}`;
  problems.push({ path, message });
  return undefined;
}

/** The principal of a row that has either `user` or `group`. */
export function findPrincipal(
  directories: Directories,
  row: { readonly user?: string | undefined; readonly group?: string | undefined },
  path: string,
  problems: DocumentProblem[],
): Principal | undefined {
  if ((row.user === undefined) === (row.group === undefined)) {
    problems.push({ path, message: 'needs either "user" or "group", and not both' });
    return undefined;
  }
  if (row.user !== undefined) {
    const id = find(directories.users, row.user, `${path}.user`, problems);
    return id && { type: "USER", id };
  }
  const id = find(directories.groups, row.group ?? "", `${path}.group`, problems);
  return id && { type: "GROUP", id };
}
