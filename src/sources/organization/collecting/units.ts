/** The organizational units, level by level, and the parent of every account: only where somebody asks for them. */
import type { AccountId } from "../../../model/ids.ts";
import type { OrganizationalUnit } from "../../../model/organization-document/document.ts";
import type { Collecting } from "./keyed-reads.ts";
import { sideBySide } from "./parallel.ts";
import type { CollectedAccount } from "./rows.ts";

export interface UnitTree {
  /** Undefined: could not be read. */
  readonly rootId: string | undefined;
  readonly units: readonly OrganizationalUnit[];
  readonly parents: ReadonlyMap<AccountId, string>;
}

/** One gap stands for the whole tree: an account whose unit is unknown may be in any. */
export const UNITS = { kind: "units" } as const;

/** Accounts on a page (API model of organizations). */
const PAGE = 20;

/** ListRoots, the units below each node, and then the fewer of: the accounts below each node, the parent of each account. */
export async function gatherUnits(
  collecting: Collecting,
  accounts: readonly Pick<CollectedAccount, "id">[] | undefined,
): Promise<UnitTree> {
  const { reads, answers, progress } = collecting;
  progress.expect(1);
  const [rootId] = (await answers.read("roots", UNITS, reads.roots)) ?? [];
  if (rootId === undefined) return { rootId, units: [], parents: new Map() };
  const units = await unitsUnder(collecting, [rootId]);
  const nodes = [rootId, ...units.map(({ id }) => id)];
  const count = accounts?.length ?? Number.POSITIVE_INFINITY;
  const parents =
    nodes.length + Math.ceil(count / PAGE) <= count || !accounts
      ? await parentsByNode(collecting, nodes)
      : await parentsByAccount(collecting, accounts);
  return { rootId, units, parents };
}

async function unitsUnder(collecting: Collecting, parents: readonly string[]): Promise<readonly OrganizationalUnit[]> {
  if (parents.length === 0) return [];
  const { reads, answers, progress } = collecting;
  progress.expect(parents.length);
  const lists = await sideBySide(parents, (id) => answers.read(`units-below ${id}`, UNITS, () => reads.unitsBelow(id)));
  const units = lists.flatMap((list) => list ?? []);
  return [
    ...units,
    ...(await unitsUnder(
      collecting,
      units.map(({ id }) => id),
    )),
  ];
}

async function parentsByNode({ reads, answers, progress }: Collecting, nodes: readonly string[]) {
  progress.expect(nodes.length);
  const lists = await sideBySide(nodes, async (node) => {
    const ids = await answers.read(`accounts-below ${node}`, UNITS, () => reads.accountsBelow(node));
    return (ids ?? []).map((id) => [id, node] as const);
  });
  return new Map(lists.flat());
}

async function parentsByAccount(collecting: Collecting, accounts: readonly Pick<CollectedAccount, "id">[]) {
  collecting.progress.expect(accounts.length);
  const found = await sideBySide(accounts, async ({ id }) => [id, await parentOfAccount(collecting, id)] as const);
  return new Map(found.flatMap(([id, parent]) => (parent ? [[id, parent] as const] : [])));
}

/** Null: the account is gone. Undefined: could not be read. */
export const parentOfAccount = ({ reads, answers }: Collecting, id: AccountId): Promise<string | null | undefined> =>
  answers.read(`parent-of ${id}`, UNITS, () => reads.parentOf(id));
