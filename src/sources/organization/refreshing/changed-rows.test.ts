/** Rows that came, went or changed are counted once each, however they are written. */
import { expect, test } from "vitest";
import { documentWith } from "../../../diagnosis/access-tests/testing/small-organization.ts";
import type { OrganizationDocument } from "../../../model/organization-document/document.ts";
import { changedRows } from "./changed-rows.ts";

const document = documentWith();

/** As a file gives it back: other objects, and the fields of each in another order. */
const reread = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(reread);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, reread(inner)]),
  );
};

test("the same rows, read again, are no change", () => {
  expect(document.users.length).toBeGreaterThan(1);
  expect(changedRows(document, reread(document) as OrganizationDocument)).toBe(0);
  expect(changedRows(document, { ...document, users: [...document.users].reverse() })).toBe(0);
});

test("a row that came, went or changed is one each", () => {
  const [first, second, ...others] = document.users;
  if (!first || !second) throw new Error("two users are needed");
  const renamed = { ...first, displayName: "Somebody Else" };
  expect(changedRows(document, { ...document, users: [renamed, second, ...others] })).toBe(1);
  expect(changedRows(document, { ...document, users: [second, ...others] })).toBe(1);
  expect(changedRows({ ...document, users: [second, ...others] }, document)).toBe(1);
  expect(changedRows(document, { ...document, users: [renamed, ...others], assignments: [] })).toBe(
    2 + document.assignments.length,
  );
});
