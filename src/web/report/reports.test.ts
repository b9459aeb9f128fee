/** The HTML reports without a browser: one file, no script but the filter, nothing loaded, unknown never drawn as nothing, names as text. */
import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { scan as scanned } from "../../diagnosis/scan/scan.ts";
import { document } from "../../diagnosis/scan/testing/documents.ts";
import type { SnapshotDiff } from "../../model/snapshot-diff.ts";
import { HOSTILE, torn } from "../../report/matrix/testing/matrix.ts";
import { scanOf } from "../../store/testing/findings.ts";
import { differenceHtml } from "./difference.tsx";
import { FILTER_SCRIPT } from "./finding-filter.tsx";
import { findingsHtml } from "./findings.tsx";
import { matrixHtml } from "./matrix.tsx";

const scan = scanOf("2026-11-28T06:00:00.000Z", [HOSTILE, "sandbox"], 1);
/** One outdated set, of one person, among two accounts. */
const linked = scanned(
  document({
    assignments: [{ account: "sandbox", permissionSet: "ReadOnly", group: "Team" }],
    groups: [{ displayName: "Team", members: ["alice@example.com"] }],
    provisionedRoles: [{ account: "sandbox", permissionSet: "ReadOnly", freshness: "outdated" }],
  }),
);
const named = (id: string) => ({ id, name: HOSTILE });
const difference: SnapshotDiff = {
  schema: "idc-doctor/snapshot-diff/1",
  before: { takenAt: "2026-11-27T06:00:00.000Z" },
  after: { takenAt: "2026-11-28T06:00:00.000Z" },
  changes: [
    {
      of: "account",
      change: "changed",
      isInferred: false,
      subject: { account: named("111122223333") },
      field: "name",
      before: "old",
      after: "new",
      authors: [{ at: "2026-11-28T05:00:00Z", by: "ops", event: "UpdateAccountName", tool: null }],
    },
  ],
  access: {
    gained: 0,
    lost: 1,
    unknown: 0,
    rows: [
      {
        change: "lost",
        seenIn: "before",
        user: named("u1"),
        account: { id: "111122223333", name: "sandbox" },
        permissionSet: { id: "arn", name: "ReadOnly" },
        via: [{ group: { id: "g1", name: "Developers" } }],
      },
    ],
  },
  isWhole: true,
  unread: [],
  notExamined: [],
};

/** The one script of a report, at its end: a constant, so that no name is in it. */
const OWN_SCRIPT = `<script>${FILTER_SCRIPT}</script></body>`;

test("the policy lets the filter of a scan run and no other script; the other reports have none", () => {
  const digest = createHash("sha256").update(FILTER_SCRIPT).digest("base64");
  expect(findingsHtml(scan)).toContain(`script-src 'sha256-${digest}'`);
  expect(findingsHtml(scan)).toContain(OWN_SCRIPT);
  for (const html of [matrixHtml(torn), differenceHtml(difference)]) expect(html).not.toContain("script-src");
});

test("a line links to its findings, and the headline counts the accounts that they are about", () => {
  const html = findingsHtml(linked);
  const [id] = /(?<=<a href="#)line-1(?=")/.exec(html) ?? [];
  expect(html).toContain(`<section id="${id}"`);
  expect(html).toContain("<h1>1 open finding affects 1 person in 1 account.</h1>");
});

describe.each([
  ["scan", findingsHtml(scan)],
  ["matrix", matrixHtml(torn)],
  ["snapshot diff", differenceHtml(difference)],
])("of %s", (_, html) => {
  test("names are text, nothing else runs, nothing is loaded", () => {
    expect(html).toContain("&lt;img src=x");
    expect(html.replace(OWN_SCRIPT, "")).not.toMatch(/<script|<img|<link|<iframe|\son\w+=["']?[a-z]/);
    expect(html).toContain("default-src 'none'; style-src 'unsafe-inline'");
    expect(html).not.toMatch(/(href|src)="https?:/);
  });
});

test("a matrix has its counts in the map and in the tables; unknown and at least are neither yes nor no", () => {
  const html = matrixHtml(torn);
  expect(html).toContain("<td>TeamAdmin</td><td>1+</td>");
  expect(html).toMatch(/class="map-count"[^>]*>1\+</);
  expect(html).toMatch(/class="map-count"[^>]*>\?</);
  expect(html).toContain('class="level-6"');
  expect(html).toContain("users: ListUsers");
});

test("of thousands of cells only the colours are drawn", () => {
  const many = Array.from({ length: 100 }, (_, at) => ({ id: `${at}`, name: `line ${at}`, count: 1, isWhole: true }));
  const cells = many.map(({ id }) => ({ row: id, column: id, count: 3, isWhole: true }));
  const html = matrixHtml({ ...torn, rows: many, columns: many, cells });
  expect(html.includes(`class="map-count"`)).toBe(false);
  expect(html.includes(`class="level-3"`)).toBe(true);
});

test("a scan says what could not be read and what to do; a difference who made a change", () => {
  expect(findingsHtml(scan)).toContain("sso:ListAccountAssignmentCreationStatus");
  expect(findingsHtml(scan)).toContain("Provision it");
  expect(differenceHtml(difference)).toContain("Lost: 1");
  expect(differenceHtml(difference)).toContain("by Developers: ");
  expect(differenceHtml(difference)).toContain("by ops (UpdateAccountName");
});
