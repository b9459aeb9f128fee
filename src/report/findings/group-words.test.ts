/** One line of a scan says which sets in which accounts it is about, in singular or plural. */
import { expect, test } from "vitest";
import type { FindingGroup } from "../../model/finding.ts";
import { groupSentence } from "./group-words.ts";

const gone = (at: number) => ({ type: "GROUP" as const, id: `gone-${at}`, name: null });

const group = (parts: Partial<FindingGroup>): FindingGroup => ({
  cause: "principal-deleted",
  severity: "medium",
  title: "The assignment names a user or group that no longer exists",
  findings: 1,
  accounts: [],
  principals: [gone(1)] as unknown as FindingGroup["principals"],
  affected: { users: 0, sample: [] },
  command: null,
  remedy: "Delete the assignments of gone-1 after assigning whoever should have the access",
  ...parts,
});

const TWO = [gone(1), gone(2)] as unknown as FindingGroup["principals"];

test("several assignments of one group have one thing to do", () => {
  const grants = { count: 2, sample: ["Admin in sandbox", "Admin in prod"] };
  expect(groupSentence(group({ findings: 2, grants }))).toBe(
    "Admin in sandbox and Admin in prod for gone-1: delete the assignments of gone-1 after assigning whoever should have the access",
  );
});

test("one deleted group: its grant and what to do", () => {
  expect(groupSentence(group({ grants: { count: 1, sample: ["Admin in sandbox"] } }))).toBe(
    "Admin in sandbox for gone-1: delete the assignments of gone-1 after assigning whoever should have the access",
  );
});

test("several: their grants, and the title of several", () => {
  const grants = { count: 7, sample: ["Admin in sandbox", "ReadOnly in prod", "Admin in prod"] };
  expect(groupSentence(group({ findings: 2, principals: TWO, grants }))).toBe(
    "Admin in sandbox, ReadOnly in prod, Admin in prod and 4 more for gone-1, gone-2: the assignments name users or groups that no longer exist",
  );
});

test.each([
  ["The assigned group is empty", "the assigned groups are empty"],
  ["The user is disabled", "the users are disabled"],
  ["Assigned to a user instead of a group", "assigned to a user instead of a group"],
])("%s", (title, expected) => {
  expect(groupSentence(group({ findings: 2, title, principals: TWO }))).toMatch(new RegExp(`: ${expected}$`));
});

test("a title about one permission set stays one", () => {
  const permissionSet = { arn: "x", name: "Admin" } as unknown as NonNullable<FindingGroup["permissionSet"]>;
  const accounts = [
    { id: "1", name: "sandbox" },
    { id: "2", name: "prod" },
  ] as unknown as FindingGroup["accounts"];
  const title = "The permission set has no policy";
  expect(groupSentence(group({ findings: 2, title, principals: [], accounts, permissionSet }))).toBe(
    "Admin in sandbox, prod: the permission set has no policy",
  );
});
