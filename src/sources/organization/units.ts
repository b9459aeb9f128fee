/** The organizational units, level by level, and the parent of every account: only where somebody asks for them. */
import type { AccountId } from "../../model/ids.ts";
import type { OrganizationalUnit } from "../../model/organization-document/document.ts";
import { sideBySide } from "./parallel.ts";
import type { Reading } from "./parts.ts";
import type { AccountRow } from "./rows.ts";

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
  reading: Reading,
  accounts: readonly Pick<AccountRow, "id">[] | undefined,
): Promise<UnitTree> {
  const { asked, answers, progress } = reading;
  progress.expect(1);
  const [rootId] = (await answers.read("roots", UNITS, asked.roots)) ?? [];
  if (rootId === undefined) return { rootId, units: [], parents: new Map() };
  const units = await unitsUnder(reading, [rootId]);
  const nodes = [rootId, ...units.map(({ id }) => id)];
  const count = accounts?.length ?? Number.POSITIVE_INFINITY;
  const parents =
    nodes.length + Math.ceil(count / PAGE) <= count || !accounts
      ? await parentsByNode(reading, nodes)
      : await parentsByAccount(reading, accounts);
  return { rootId, units, parents };
}

async function unitsUnder(reading: Reading, parents: readonly string[]): Promise<readonly OrganizationalUnit[]> {
  if (parents.length === 0) return [];
  const { asked, answers, progress } = reading;
  progress.expect(parents.length);
  const lists = await sideBySide(parents, (id) => answers.read(`units-below ${id}`, UNITS, () => asked.unitsBelow(id)));
  const units = lists.flatMap((list) => list ?? []);
  return [
    ...units,
    ...(await unitsUnder(
      reading,
      units.map(({ id }) => id),
    )),
  ];
}

async function parentsByNode({ asked, answers, progress }: Reading, nodes: readonly string[]) {
  progress.expect(nodes.length);
  const lists = await sideBySide(nodes, async (node) => {
    const ids = await answers.read(`accounts-below ${node}`, UNITS, () => asked.accountsBelow(node));
    return (ids ?? []).map((id) => [id, node] as const);
  });
  return new Map(lists.flat());
}

async function parentsByAccount(reading: Reading, accounts: readonly Pick<AccountRow, "id">[]) {
  reading.progress.expect(accounts.length);
  const found = await sideBySide(accounts, async ({ id }) => [id, await parentOfAccount(reading, id)] as const);
  return new Map(found.flatMap(([id, parent]) => (parent ? [[id, parent] as const] : [])));
}

/** Null: the account is gone. Undefined: could not be read. */
export const parentOfAccount = ({ asked, answers }: Reading, id: AccountId): Promise<string | null | undefined> =>
  answers.read(`parent-of ${id}`, UNITS, () => asked.parentOf(id));
