/** What the page does with findings in columns: filters, orders and groups them, and tells new, recurred and accepted apart. */
import { expect, test } from "vitest";
import { FINDING_COLUMNS_SCHEMA, type FindingColumns } from "../../model/finding-columns.ts";
import { findingSections } from "../../report/page/finding-lines.ts";
import { findingsAsCsv } from "./finding-actions.ts";
import { linesOf } from "./finding-groups.ts";
import { createFindingIndex } from "./finding-index.ts";
import { filterOf, findingAddress, findingPlace, nextOrder, orderOf } from "./finding-place.ts";

const [MONDAY, TUESDAY] = ["2026-11-23T06:00:00.000Z", "2026-11-24T06:00:00.000Z"];

/** One row: severity, cause, set, account, who, users, first seen, recurred at, state. */
type Row = readonly [
  string,
  string,
  string | null,
  string | null,
  string | null,
  number,
  string,
  string | null,
  string,
];

const ROWS: readonly Row[] = [
  ["high", "not-provisioned", "ReadOnly", "sandbox", null, 9, MONDAY, TUESDAY, "open"],
  ["medium", "outdated", "Engineer", "payroll-2", null, 5, MONDAY, null, "open"],
  ["medium", "outdated", "Engineer", "payroll-10", null, 5, TUESDAY, null, "open"],
  ["medium", "outdated", "Engineer", "Búsqueda", null, 5, MONDAY, null, "accepted"],
  ["low", "direct-grant", null, null, "=cmd()", 1, MONDAY, null, "open"],
];

function columnsOf(rows: readonly Row[]): FindingColumns {
  const texts: string[] = [TUESDAY];
  const place = (text: string | null): number => {
    if (text === null) return -1;
    if (!texts.includes(text)) texts.push(text);
    return texts.indexOf(text);
  };
  const column = (at: number): readonly number[] => rows.map((row) => place(row[at] as string | null));
  const all = (text: string): readonly number[] => rows.map(() => place(text));
  return {
    schema: FINDING_COLUMNS_SCHEMA,
    takenAt: TUESDAY,
    scanned: { accounts: 4, permissionSets: 2, users: 20, groups: 2, assignments: 9 },
    blindSpot: null,
    unread: [],
    notExamined: [],
    affectedUsers: 12,
    groups: [
      {
        cause: "outdated",
        severity: "medium",
        inOneLine: "is outdated",
        permissionSet: "Engineer",
        findings: 3,
        users: 6,
      },
    ],
    total: rows.length,
    texts,
    columns: {
      key: rows.map((_, at) => `key-${at}`),
      severity: column(0),
      cause: column(1),
      title: rows.map(([, cause]) => place(`Title of ${cause}`)),
      confidence: all("proved"),
      state: column(8),
      accountId: column(3),
      accountName: column(3),
      permissionSet: column(2),
      principalType: rows.map((row) => place(row[4] === null ? null : "USER")),
      principalName: column(4),
      users: rows.map((row) => row[5]),
      remedy: all("api"),
      firstSeen: column(6),
      recurredAt: column(7),
      lastSeen: all(TUESDAY),
      author: all("ops"),
    },
    acceptances: [{ row: 3, by: "ops", reason: "frozen", until: "2027-03-31" }],
  };
}

const index = createFindingIndex(columnsOf(ROWS));
const found = (query: string): readonly number[] => [
  ...index.filtered(filterOf(findingPlace(new URLSearchParams(query)))),
];

test.each([
  ["", [0, 1, 2, 4]],
  ["state=any", [0, 1, 2, 3, 4]],
  ["state=accepted", [3]],
  ["text=PAYROLL engineer", [1, 2]],
  ["text=busqueda&state=any", [3]],
  ["severity=medium&set=Engineer&account=payroll-10", [2]],
  ["history=new", [2]],
  ["history=recurred", [0]],
  ["set=NoSuchSet", []],
])("the address ?%s shows rows %j", (query, rows) => {
  expect(found(query)).toEqual(rows);
});

test("ordered by a column: numbers inside names as numbers, what has no text last, the same in its order", () => {
  const ordered = (order: string) => [...index.ordered(index.filtered({}), orderOf({ order }))];
  expect(ordered("accountName")).toEqual([3, 1, 2, 0, 4]);
  expect(ordered("-users")).toEqual([0, 1, 2, 3, 4]);
  expect(ordered("users")).toEqual([4, 1, 2, 3, 0]);
  expect(ordered("nonsense")).toEqual([0, 1, 2, 3, 4]);
  expect(nextOrder(orderOf({ order: "users" }), "users")).toBe("-users");
});

test("one line for a cause and a set; people are counted once where the whole group is shown, else at most", () => {
  const sentences = (query: string) =>
    findingSections(linesOf(index, index.filtered(filterOf(findingPlace(new URLSearchParams(query)))))).flatMap(
      ({ lines }) => lines.map(({ sentence, people }) => [sentence, people]),
    );
  expect(sentences("state=any")).toEqual([
    ["ReadOnly in sandbox", "9 people"],
    ["Engineer is outdated in payroll-2, payroll-10, Búsqueda", "6 people"],
    ["=cmd()", "1 person"],
  ]);
  expect(sentences("cause=outdated")).toEqual([["Engineer is outdated in payroll-2, payroll-10", "up to 10 people"]]);
});

test("new, recurred and accepted are told apart", () => {
  const [first, second] = linesOf(index, index.filtered({}));
  expect(first).toMatchObject({ count: 1, recurred: 1, fresh: 0, accepted: 0, since: MONDAY });
  expect(second).toMatchObject({ count: 3, recurred: 0, fresh: 1, accepted: 1, since: MONDAY });
});

test("of the first scan nothing is new", () => {
  const first = createFindingIndex(columnsOf(ROWS.map((row) => row.with(6, TUESDAY) as unknown as Row)));
  expect([...first.filtered({ history: "new" })]).toEqual([]);
});

test("the file holds what is shown, and no formula", () => {
  const csv = findingsAsCsv(index, Int32Array.of(4, 3));
  expect(csv.split("\r\n")).toHaveLength(4);
  expect(csv).toContain("'=cmd()");
  expect(csv).toContain("2027-03-31,frozen,key-3");
});

test("a place of the screen is one address, and back", () => {
  const place = findingPlace(new URLSearchParams("set=Engineer&view=table&finding=a b/c"));
  expect(findingPlace(new URLSearchParams(findingAddress(place).split("?")[1]))).toEqual(place);
});
