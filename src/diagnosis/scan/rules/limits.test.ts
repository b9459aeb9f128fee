/** From which number on a quota is told of, and what counts towards it. */
import { describe, expect, test } from "vitest";
import { document, foundIn, GRANT, here, onlyFound, type Written } from "../testing/documents.ts";

const SANDBOX = `sandbox (${here.account.id})`;
const nobody = { users: 0, sample: [] };
const subject = { account: here.account };

describe("a quota", () => {
  const groups = (count: number, more: readonly Written[] = []) =>
    document({
      groups: Array.from({ length: count }, (_, at) => ({ displayName: `T${at}`, members: ["alice@example.com"] })),
      assignments: [
        ...Array.from({ length: count }, (_, at) => ({
          account: "sandbox",
          permissionSet: "ReadOnly",
          group: `T${at}`,
        })),
        ...more,
      ],
    });
  const byBob = [{ account: "sandbox", permissionSet: "ReadOnly", user: "bob@example.com" }];
  test("of groups of one set in one account", () => {
    expect(onlyFound(groups(100, byBob), "group-limit-reached")).toMatchObject({
      key: `group-limit-reached ${here.account.id} ${here.set.arn}`,
      severity: "medium",
      summary: `${GRANT} is assigned to 100 groups. AWS allows 100 for one permission set in one account, so assigning another group fails.`,
      subject: { account: here.account, permissionSet: here.set },
      affected: { users: 1, sample: ["alice@example.com"] },
      remedy: { kind: "human", steps: [expect.stringContaining("merge groups")] },
    });
    expect(foundIn(groups(99, byBob), "group-limit-reached")).toEqual([]);
  });

  const sets = (provisioned: number, assigned: number) => {
    const names = Array.from({ length: provisioned + assigned }, (_, at) => `Set${at}`);
    const row = (permissionSet: string) => ({ account: "sandbox", permissionSet });
    return document({
      permissionSets: names.map((name) => ({ name })),
      provisionedRoles: names.slice(0, provisioned).map(row),
      assignments: names.map((name) => ({ ...row(name), group: "Team" })),
    });
  };
  test("of sets in one account: those that are provisioned", () => {
    expect(onlyFound(sets(500, 1), "set-quota")).toEqual({
      key: `set-quota ${here.account.id}`,
      cause: "set-quota",
      severity: "medium",
      confidence: "likely",
      summary: expect.stringContaining(
        `${SANDBOX} has 500 provisioned permission sets. The default quota is 500 per account`,
      ),
      subject,
      affected: nobody,
      remedy: {
        kind: "human",
        summary: expect.any(String),
        risk: "medium",
        steps: [expect.stringContaining("quota increase")],
      },
    });
    expect(foundIn(sets(499, 2), "set-quota")).toEqual([]);
  });
});
