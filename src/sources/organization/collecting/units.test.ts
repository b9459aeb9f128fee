/** The tree of units: whichever way costs fewer calls, and one gap for the whole tree. */
import { describe, expect, test } from "vitest";
import { documentWith, refusing } from "../../question/testing/asked-organization.ts";
import { collectingOf } from "../testing/collected.ts";
import type { OrganizationReads } from "./organization-reads.ts";
import { gatherUnits } from "./units.ts";

const organizationalUnits = [
  { id: "ou-ab12-workload", name: "Workloads" },
  { id: "ou-ab12-produces", name: "Prod", parent: "ou-ab12-workload" },
];
const withAccounts = (count: number) =>
  documentWith({
    organizationalUnits,
    accounts: Array.from({ length: count }, (_, at) => ({
      id: String(200_000_000_000 + at),
      name: `a${at}`,
      parent: organizationalUnits[at % 2]?.id,
    })),
    assignments: [],
  });

async function read(count: number, answers: Partial<OrganizationReads> = {}, areListed = true) {
  const document = withAccounts(count);
  const collecting = collectingOf(document, answers);
  const tree = await gatherUnits(collecting, areListed ? document.accounts : undefined);
  const parents = new Map(document.accounts.map(({ id, parentId }) => [id, parentId]));
  return { ...collecting, tree, parents, document };
}
const times = (asked: readonly string[], name: string) => asked.filter((one) => one === name).length;

test.each([
  { accounts: 2, by: "parentOf", calls: 3 },
  { accounts: 10, by: "accountsBelow", calls: 3 },
])("$accounts accounts besides the management account: $by", async ({ accounts, by, calls }) => {
  const { tree, parents, document, asked, counted } = await read(accounts);
  expect(tree.parents).toEqual(parents);
  expect(tree.units).toEqual(document.organizationalUnits);
  expect(times(asked, by)).toBe(calls);
  expect(counted.expected).toBe(counted.answered);
});

test("without a list of accounts the nodes tell their accounts", async () => {
  const { tree, parents } = await read(2, {}, false);
  expect(tree.parents).toEqual(parents);
});

describe("what is refused", () => {
  test("the root: nothing is known, and nothing else is asked", async () => {
    const { tree, asked, answers } = await read(2, { roots: refusing("ListRoots") });
    expect(tree).toEqual({ rootId: undefined, units: [], parents: new Map() });
    expect(asked).toEqual(["roots"]);
    expect(answers.gaps().map(({ part }) => part)).toEqual([{ kind: "units" }]);
  });

  test.each(["unitsBelow", "parentOf"] as const)("%s: the tree has a gap", async (method) => {
    const { answers } = await read(2, { [method]: refusing("X") });
    expect(new Set(answers.gaps().map(({ part }) => part.kind))).toEqual(new Set(["units"]));
  });
});
