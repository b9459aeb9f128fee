/** Two documents side by side: which can be compared, what is counted, and what nobody looked at. */
import { describe, expect, test } from "vitest";
import { documentWith, gap, walked } from "../diagnosis/access-tests/testing/small-organization.ts";
import { failed } from "../facts/grant/testing/grant-facts.ts";
import type { OrganizationDocument } from "../model/organization-document/document.ts";
import { known, unread } from "../model/reading.ts";
import type { RecordedChanges } from "../sources/organization/refreshing/changes-since.ts";
import { diffSnapshots } from "./snapshot-diff.ts";

const before = documentWith();
const after: OrganizationDocument = {
  ...documentWith(),
  takenAt: "2026-03-02T12:00:00Z",
  assignments: before.assignments.slice(1),
};
const recorded = (events: RecordedChanges["events"], instanceArn = before.instance?.arn ?? ""): RecordedChanges => ({
  instanceArn,
  events,
});

test("the access that a removed assignment took", () => {
  const { access, changes, isWhole } = diffSnapshots(before, after, undefined);
  expect(access).toMatchObject({ gained: 0, lost: 1, unknown: 0 });
  expect(access.rows).toMatchObject([
    { change: "lost", user: { name: "alice@example.com" }, via: [{ group: { name: "PlatformTeam" } }] },
  ]);
  expect(changes).toMatchObject([{ of: "assignment", change: "gone", authors: [] }]);
  expect(isWhole).toBe(true);
});

test("the other way round it was gained", () => {
  const earlier = { ...after, takenAt: "2026-02-28T12:00:00Z" };
  expect(diffSnapshots(earlier, before, undefined).access).toMatchObject({ gained: 1, lost: 0 });
  expect(diffSnapshots(before, { ...before }, undefined)).toMatchObject({ changes: [], access: { rows: [] } });
});

describe("cannot be compared", () => {
  test("documents of different instances, or in the wrong order", () => {
    expect(() => diffSnapshots(before, { ...after, instance: null }, undefined)).toThrow(/different instances/);
    expect(() => diffSnapshots(after, before, undefined)).toThrow(
      expect.objectContaining({ code: "bad-input", next: "Give the earlier one first" }),
    );
  });

  test("with the history of another instance", () => {
    expect(() => diffSnapshots(before, after, recorded(known([]), "arn:other"))).toThrow(/--who reached arn:other/);
  });
});

describe("what is not said", () => {
  const note = (events: RecordedChanges["events"]) =>
    diffSnapshots(before, after, recorded(events)).notExamined.join("\n");

  test("who did it, by how the history was read", () => {
    expect(note(known([]))).toMatch(/events in other accounts/);
    expect(note(unread("why"))).toMatch(/who did it: why/);
    expect(note(failed("refused", "LookupEvents"))).toMatch(/CloudTrail could not be read .*needs sso:LookupEvents/);
  });

  test("gaps of either document, and what it never asked", () => {
    const torn = {
      ...after,
      coverage: { ...walked(gap({ kind: "users" })), blindSpot: "a blind spot", neverAsked: ["events"] as const },
    };
    const { unread: parts, isWhole, notExamined } = diffSnapshots(before, torn, undefined);
    expect([parts.map(({ document, part }) => [document, part.kind]), isWhole]).toEqual([[["after", "users"]], false]);
    expect(notExamined).toEqual(
      expect.arrayContaining(["a blind spot", expect.stringContaining("--who looks them up")]),
    );
    expect(notExamined.join()).not.toContain("roles in IAM");
  });
});
