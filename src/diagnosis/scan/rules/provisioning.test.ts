/** What is told of sets that are assigned without a role, and of roles without an assignment: whom it concerns, and the exact change. */
import { describe, expect, test } from "vitest";
import type { OrganizationDocument } from "../../../model/organization-document/document.ts";
import { document, foundIn, GRANT, here, onlyFound, unreadParts } from "../testing/documents.ts";

const subject = { account: here.account, permissionSet: here.set };
const both = { users: 2, sample: ["alice@example.com", "bob@example.com"] };
const role = (more: object) => ({ provisionedRoles: [{ account: "sandbox", permissionSet: "ReadOnly", ...more }] });
const keyOf = (cause: string) => `${cause} ${here.account.id} ${here.set.arn}`;

describe("assigned", () => {
  test.each<{
    readonly cause: string;
    readonly of: OrganizationDocument;
    readonly severity: string;
    readonly words: string;
    readonly notes: readonly RegExp[];
  }>([
    {
      cause: "not-provisioned",
      of: document({ provisionedRoles: [] }),
      severity: "high",
      words: "is assigned but not provisioned",
      notes: [],
    },
    {
      cause: "outdated",
      of: document(role({ freshness: "outdated" })),
      severity: "medium",
      words: "was changed and has not been provisioned since",
      notes: [/lose permissions/],
    },
    {
      cause: "role-missing",
      of: document(role({ isRolePresent: false })),
      severity: "high",
      words: "is provisioned, but the role does not exist",
      notes: [/EKS/],
    },
  ])("$cause", ({ cause, of, severity, words, notes }) => {
    expect(onlyFound(of, cause)).toEqual({
      key: keyOf(cause),
      cause,
      severity,
      confidence: "proved",
      summary: expect.stringContaining(`${GRANT} ${words}`),
      subject,
      affected: both,
      remedy: {
        kind: "api",
        summary: `Provision ${GRANT}`,
        risk: "medium",
        changes: [
          {
            kind: "provision-permission-set",
            instanceArn: of.instance?.arn,
            accountId: here.account.id,
            permissionSetArn: here.set.arn,
            permissionSetName: "ReadOnly",
          },
        ],
        notes: notes.map((note) => expect.stringMatching(note)),
      },
    });
  });

  test("where no instance is known people must do it", () => {
    expect(onlyFound({ ...document({ provisionedRoles: [] }), instance: null }, "not-provisioned").remedy).toEqual({
      kind: "human",
      summary: `Provision ${GRANT}`,
      risk: "medium",
      steps: [`Provision ${GRANT} when the instance is known.`],
    });
  });
});

describe("not assigned", () => {
  const left = document({ assignments: [] });
  const CAUSE = "provisioned-not-assigned";
  test("the role may be left over", () => {
    expect(onlyFound(left, CAUSE)).toEqual({
      key: keyOf(CAUSE),
      cause: CAUSE,
      severity: "low",
      confidence: "proved",
      summary: `${GRANT} has a role, but nobody is assigned. Either the role is left over or an assignment is missing.`,
      subject,
      affected: { users: 0, sample: [] },
      remedy: {
        kind: "human",
        summary: `Assign ${GRANT}, or remove the leftover role`,
        risk: "low",
        steps: [expect.stringContaining("idc-doctor why"), expect.stringContaining("last assignment")],
      },
    });
  });

  test("the walk over principals does not see deleted ones, so that it is likely", () => {
    const { confidence, summary } = onlyFound(unreadParts(left, "principals"), CAUSE);
    expect(confidence).toBe("likely");
    expect(summary).toContain("has a role, but no user or group of the directory is assigned. ");
    expect(onlyFound(unreadParts(left, "pairs"), CAUSE).confidence).toBe("proved");
  });

  const grantsOf = { kind: "grants-of", principal: { type: "USER", id: here.alice.id } } as const;
  const assignments = { kind: "assignments", accountId: here.account.id, permissionSetArn: here.set.arn } as const;
  test.each<{ readonly what: string; readonly of: OrganizationDocument; readonly times: number }>([
    { what: "the pair could not be read", of: unreadParts(left, "pairs", assignments), times: 0 },
    { what: "the grants of a user could not be read", of: unreadParts(left, "principals", grantsOf), times: 0 },
    { what: "the users could not be listed", of: unreadParts(left, "principals", { kind: "users" }), times: 0 },
    { what: "the groups could not be listed", of: unreadParts(left, "principals", { kind: "groups" }), times: 0 },
    { what: "the walk over pairs needs no users", of: unreadParts(left, "pairs", { kind: "users" }), times: 1 },
    { what: "the walk over pairs needs no grants of users", of: unreadParts(left, "both", grantsOf), times: 1 },
    { what: "something else could not be read", of: unreadParts(left, "principals", { kind: "units" }), times: 1 },
    { what: "nothing is provisioned", of: document({ assignments: [], provisionedRoles: [] }), times: 0 },
  ])("$what", ({ of, times }) => {
    expect(foundIn(of, CAUSE)).toHaveLength(times);
  });

  test("an account that is not active has a rule of its own", () => {
    const suspended = document({
      accounts: [{ id: "111122223333", name: "sandbox", state: "SUSPENDED" }],
      assignments: [],
    });
    expect(foundIn(suspended, CAUSE)).toEqual([]);
  });
});
