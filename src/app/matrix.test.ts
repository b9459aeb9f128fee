/** Counts of a small organization: who works counts, who is shut out does not, and what was not read is never 0. */
import { describe, expect, test } from "vitest";
import { BOB, documentWith, gap, idOf, walked } from "../diagnosis/access-tests/testing/small-organization.ts";
import type { Matrix } from "../model/matrix.ts";
import { answerMatrix } from "./matrix.ts";

/** `row/column` → count, by name. */
function namedCells({ rows, columns, cells }: Matrix) {
  const name = (lines: Matrix["rows"], id: string) => lines.find((line) => line.id === id)?.name;
  return Object.fromEntries(
    cells.map(({ row, column, count, isWhole }) => [
      `${name(rows, row)}/${name(columns, column)}`,
      isWhole ? count : [count, "or more"],
    ]),
  );
}

const countOf = (lines: Matrix["rows"], name: string) => lines.find((line) => line.name === name)?.count;

describe("a whole organization", () => {
  test("accounts by permission set: a closed account and a disabled user count nothing", () => {
    const matrix = answerMatrix(documentWith(), "sets");
    expect(namedCells(matrix)).toEqual({
      "sandbox/ReadOnly": 1,
      "sandbox/TeamAdmin": 1,
      "shop/ReadOnly": 1,
      "shop/TeamAdmin": 1,
    });
    expect(matrix.rows.map(({ name, count }) => [name, count])).toEqual(
      expect.arrayContaining([
        ["closed", 0],
        ["sandbox", 2],
        ["shop", 2],
      ]),
    );
    expect(matrix.columns.map(({ name, count }) => [name, count])).toEqual([
      ["ReadOnly", 2],
      ["TeamAdmin", 2],
      ["Unused", 0],
    ]);
    expect(matrix).toMatchObject({ people: { count: 3, isWhole: true }, isWhole: true, unread: [] });
  });

  test("people by account: everybody has a row, with the accounts that work", () => {
    const matrix = answerMatrix(documentWith(), "people");
    expect(matrix.rows.map(({ name, count }) => [name, count])).toEqual([
      ["alice@example.com", 1],
      [BOB, 2],
      ["carol@example.com", 1],
      ["dora@example.com", 0],
    ]);
    expect(namedCells(matrix)).toEqual({
      "alice@example.com/shop": 1,
      "bob@example.com/sandbox": 1,
      "bob@example.com/shop": 1,
      "carol@example.com/sandbox": 1,
    });
  });

  test("names with numbers in their natural order", () => {
    const accounts = ["10", "9", "100"].map((at) => ({ id: at.padStart(12, "5"), name: `account-${at}` }));
    const { rows } = answerMatrix(documentWith(undefined, { accounts, assignments: [] }), "sets");
    expect(rows.flatMap(({ name }) => (name?.startsWith("account-") ? [name] : []))).toEqual([
      "account-9",
      "account-10",
      "account-100",
    ]);
  });
});

describe("an organization that uses account access manager, too", () => {
  const trust = (service: string) => ({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { Service: service }, Action: ["sts:AssumeRole", "sts:SetContext"] }],
  });
  const OPEN = trust("account-access.amazonaws.com");
  const role = (account: string, name: string) => `arn:aws:iam::${account}:role/${name}`;
  const document = documentWith(undefined, {
    accounts: [
      { id: "111122223333", name: "shop", iam: { roles: [{ name: "Developer", trustPolicy: OPEN }] } },
      {
        id: "222233334444",
        name: "sandbox",
        iam: {
          roles: [
            { name: "Developer", trustPolicy: OPEN },
            { name: "Shut", trustPolicy: trust("ec2.amazonaws.com") },
          ],
        },
      },
      { id: "333344445555", name: "closed", state: "SUSPENDED" },
    ],
    accountAccessApplications: [{}],
    entitlements: [
      { group: "PlatformTeam", role: role("111122223333", "Developer") },
      { user: "carol@example.com", role: role("111122223333", "Developer") },
      { group: "PlatformTeam", role: role("222233334444", "Developer") },
      { user: "dora@example.com", role: role("222233334444", "Developer") },
      { user: BOB, role: role("222233334444", "Shut") },
    ],
  });

  test("has a column for each name of a role, and each person once in an account", () => {
    const matrix = answerMatrix(document, "sets");
    expect(namedCells(matrix)).toEqual({
      "sandbox/ReadOnly": 1,
      "sandbox/TeamAdmin": 1,
      "sandbox/role Developer": 1,
      "shop/ReadOnly": 1,
      "shop/TeamAdmin": 1,
      "shop/role Developer": 2,
    });
    expect(matrix.columns.map(({ name, count }) => [name, count])).toEqual([
      ["ReadOnly", 2],
      ["TeamAdmin", 2],
      ["Unused", 0],
      ["role Developer", 2],
      ["role Shut", 0],
    ]);
    expect(["shop", "sandbox"].map((name) => countOf(matrix.rows, name))).toEqual([3, 3]);
    expect(matrix).toMatchObject({ people: { count: 3, isWhole: true }, isWhole: true, notExamined: [] });
  });

  test("counts the roles of a person beside the permission sets", () => {
    const matrix = answerMatrix(document, "people");
    expect(namedCells(matrix)).toEqual({
      "alice@example.com/shop": 2,
      "alice@example.com/sandbox": 1,
      "bob@example.com/sandbox": 1,
      "bob@example.com/shop": 1,
      "carol@example.com/sandbox": 1,
      "carol@example.com/shop": 1,
    });
    expect(matrix.rows.map(({ count }) => count)).toEqual([2, 2, 2, 0]);
  });

  test("counts whoever has nothing but a role", () => {
    const { people, rows } = answerMatrix({ ...document, assignments: [] }, "people");
    expect(people.count).toBe(2);
    expect(countOf(rows, "carol@example.com")).toBe(1);
  });

  test("leaves open what hangs on memberships that were not read", () => {
    const torn = {
      ...document,
      coverage: walked(gap({ kind: "members", groupId: idOf.group("PlatformTeam") })),
      memberships: document.memberships.filter(({ groupId }) => groupId !== idOf.group("PlatformTeam")),
    };
    const matrix = answerMatrix(torn, "sets");
    expect(namedCells(matrix)).toMatchObject({
      "shop/role Developer": [1, "or more"],
      "sandbox/role Developer": [null, "or more"],
    });
    expect(matrix.columns.find(({ name }) => name === "role Developer")).toMatchObject({ count: 1, isWhole: false });
    expect(countOf(answerMatrix(torn, "people").rows, "alice@example.com")).toBeNull();
  });
});

describe("what was not read is unknown", () => {
  test("the assignments of one set in one account", () => {
    const part = {
      kind: "assignments",
      accountId: idOf.account("shop"),
      permissionSetArn: idOf.set("TeamAdmin"),
    } as const;
    const document = documentWith(walked(gap(part)));
    const torn = {
      ...document,
      assignments: document.assignments.filter(
        ({ accountId, permissionSetArn }) => accountId !== part.accountId || permissionSetArn !== part.permissionSetArn,
      ),
    };
    const matrix = answerMatrix(torn, "sets");
    expect(namedCells(matrix)).toMatchObject({ "shop/TeamAdmin": [null, "or more"], "shop/ReadOnly": 1 });
    expect(matrix.columns.find(({ name }) => name === "TeamAdmin")).toMatchObject({ count: 1, isWhole: false });
    expect(matrix.columns.find(({ name }) => name === "ReadOnly")).toMatchObject({ count: 2, isWhole: true });
    expect(matrix).toMatchObject({ isWhole: false, people: { isWhole: false }, unread: [{ part }] });
    const people = answerMatrix(torn, "people");
    expect(namedCells(people)).toMatchObject({
      "alice@example.com/shop": [null, "or more"],
      "bob@example.com/shop": [1, "or more"],
    });
    expect(countOf(people.rows, "alice@example.com")).toBeNull();
    expect(countOf(people.rows, "dora@example.com")).toBe(0);
  });

  test("the members of a group", () => {
    const document = documentWith(walked(gap({ kind: "members", groupId: idOf.group("Contractors") })));
    const matrix = answerMatrix({ ...document, memberships: [] }, "sets");
    expect(namedCells(matrix)).toEqual({
      "sandbox/ReadOnly": [null, "or more"],
      "sandbox/TeamAdmin": 1,
      "shop/ReadOnly": 1,
    });
  });

  test.each(["accounts", "permission-sets", "users", "groups"] as const)("a list that failed: %s", (kind) => {
    for (const view of ["people", "sets"] as const) {
      const matrix = answerMatrix(documentWith(walked(gap({ kind }))), view);
      expect(matrix.isWhole).toBe(false);
      expect(matrix.unread).toMatchObject([{ part: { kind } }]);
    }
  });

  test("entitlements are in no count, and the matrix says so where there may be some", () => {
    expect(answerMatrix(documentWith(), "sets").notExamined).toEqual([]);
    const gaps = walked(gap({ kind: "account-access-applications" }));
    const matrix = answerMatrix(documentWith(gaps), "people");
    expect(matrix.isWhole).toBe(true);
    expect(matrix.notExamined.join()).toContain(
      "account access manager: entitlements that could not be read are in no count",
    );
  });

  test("what hides nobody's access leaves the matrix whole", () => {
    const matrix = answerMatrix(documentWith(walked(gap({ kind: "creation-requests" }))), "sets");
    expect(matrix).toMatchObject({ isWhole: true, unread: [] });
  });
});
