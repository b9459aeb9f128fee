/** Resolves where a written document places accounts, units and policies in the tree of the organization: by id or by name. */

import type { AccountId } from "../ids.ts";
import { parseAccountId } from "../ids.ts";
import type { Completion } from "./completion.ts";
import type { OrganizationalUnit } from "./document.ts";
import type { Directory, DocumentProblem } from "./names.ts";

/** Forms of the organizations API model (RootId, OrganizationalUnitId). */
const ROOT_ID = /^r-[0-9a-z]{4,32}$/;
const UNIT_ID = /^ou-[0-9a-z]{4,32}-[0-9a-z]{8,32}$/;

export interface Tree {
  readonly rootId: string;
  readonly units: readonly OrganizationalUnit[];
  /** The root or the unit that an account or a unit is under; the root where nothing is written. */
  readonly parent: (reference: string | undefined, path: string) => string;
  /** The root, unit or account that a policy is attached to. */
  readonly target: (reference: string, path: string) => string | undefined;
}

/** What reads did not see may be there: a collected document may name units and accounts that it does not list. */
export function organizationTree(
  { written, problems, names }: Completion,
  rootId: string,
  unitIdOf: (name: string) => string,
): Tree {
  const isCollected = written.coverage !== undefined;
  const rows = (written.organizationalUnits ?? []).map((unit) => ({ ...unit, id: unit.id ?? unitIdOf(unit.name) }));
  const unitIds = new Set(rows.map(({ id }) => id));
  const unitOrRoot = (reference: string): Resolved => {
    if (unitIds.has(reference) || ROOT_ID.test(reference)) return { ids: [reference] };
    if (reference === "Root" || reference === "root") return { ids: [rootId] };
    if (isCollected && UNIT_ID.test(reference)) return { ids: [reference] };
    return { ids: rows.filter(({ name }) => name === reference).map(({ id }) => id) };
  };
  const parent = (reference: string | undefined, path: string): string =>
    (reference === undefined ? undefined : only(unitOrRoot(reference), { reference, path, what: UNIT }, problems)) ??
    rootId;
  return {
    rootId,
    units: rows.map(({ id, name, parent: above, tags }, at) => ({
      id,
      name,
      parentId: parent(above, `organizationalUnits[${at}].parent`),
      tags,
    })),
    parent,
    target: (reference, path) => {
      const account = accountWithId(names.accounts, reference, { isCollected });
      if (account !== undefined) return account;
      const ids = [...new Set([...unitOrRoot(reference).ids, ...(names.accounts.byName.get(reference) ?? [])])];
      return only({ ids }, { reference, path, what: `${UNIT} or account` }, problems);
    },
  };
}

const UNIT = "organizational unit";

interface Resolved {
  readonly ids: readonly string[];
}

interface Place {
  readonly reference: string;
  readonly path: string;
  readonly what: string;
}

/** A unit may be called as an account's id is: the id means the account. */
function accountWithId(
  { ids }: Directory<AccountId>,
  reference: string,
  { isCollected }: { readonly isCollected: boolean },
): AccountId | undefined {
  const id = parseAccountId(reference);
  return id.kind === "ok" && (isCollected || ids.has(id.value)) ? id.value : undefined;
}

function only({ ids }: Resolved, { reference, path, what }: Place, problems: DocumentProblem[]): string | undefined {
  const [first, ...others] = ids;
  if (first !== undefined && others.length === 0) return first;
  const message =
    first === undefined
      ? `no ${what} has the id or name "${reference}"`
      : `"${reference}" is the name of ${ids.length}; use the id: ${ids.join(", ")}`;
  problems.push({ path, message });
  return undefined;
}
