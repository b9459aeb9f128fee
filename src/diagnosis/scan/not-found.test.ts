/** What a scan must not report: near misses, and what could not be read. */
import { describe, expect, test } from "vitest";
import type { OrganizationDocument } from "../../model/organization-document/document.ts";
import { scan } from "./scan.ts";
import { document, failedRequest as failed, failure, GONE, type Written } from "./testing/documents.ts";
import { found } from "./testing/found.ts";

describe("near misses", () => {
  test.each<readonly [string, Written]>([
    ["99 groups", { groups: Array.from({ length: 99 }, (_, at) => ({ displayName: `T${at}` })), assignments: [] }],
    ["a failure after which the assignment was made", { requests: [failed({ group: "Team", user: undefined })] }],
    ["a young request", { requests: [failed({ status: "IN_PROGRESS", createdAt: "2026-09-14T09:00:00Z" })] }],
    ["a request that succeeded", { requests: [failed({ status: "SUCCEEDED" })] }],
    [
      "a failure that a later success made good",
      {
        requests: [
          failed({ id: "11111111-1111-4111-8111-111111111111" }),
          failed({
            id: "22222222-2222-4222-8222-222222222222",
            status: "SUCCEEDED",
            createdAt: "2026-09-14T09:00:00Z",
          }),
        ],
      },
    ],
    [
      "what should be deleted is gone already",
      {
        requests: [
          failed({
            failureReason:
              "Received a 404 status error: EntitlementItem doesn't exist with the given entitlement key EntitlementKey{}",
          }),
        ],
      },
    ],
    [
      "an account that is suspended, and nobody is assigned",
      {
        accounts: [
          { id: "222233334444", state: "SUSPENDED" },
          { id: "111122223333", name: "sandbox" },
        ],
      },
    ],
  ])("%s", (_name, changes) => {
    expect(found(changes).filter(({ cause }) => cause !== "provisioned-not-assigned")).toEqual([]);
  });
});

describe("unknown is never absence", () => {
  const withGap = (part: NonNullable<OrganizationDocument["coverage"]>["gaps"][number]["part"], changes: Written) =>
    scan({ ...document(changes), coverage: { walk: "pairs", blindSpot: "a blind spot", gaps: [{ part, failure }] } });

  test("nobody is called deleted while the users could not be listed", () => {
    const changes = { assignments: [{ account: "sandbox", permissionSet: "ReadOnly", user: GONE }] };
    expect(found(changes).map(({ cause }) => cause)).toEqual(["principal-deleted"]);
    const findings = withGap({ kind: "users" }, changes);
    expect(findings.findings).toEqual([]);
    expect(findings).toMatchObject({ blindSpot: "a blind spot", unread: [{ failure }] });
  });

  test("no group is called empty while its members could not be read", () => {
    const { id: groupId } = document({}).groups[0] ?? {};
    if (!groupId) throw new TypeError("there is a group");
    expect(withGap({ kind: "members", groupId }, { groups: [{ id: groupId, displayName: "Team" }] }).findings).toEqual(
      [],
    );
  });

  test("nothing is called unprovisioned where that could not be read", () => {
    const { id: accountId } = document({}).accounts.find(({ name }) => name === "sandbox") ?? {};
    if (!accountId) throw new TypeError("there is an account");
    expect(withGap({ kind: "provisioned-to-account", accountId }, { provisionedRoles: [] }).findings).toEqual([]);
  });

  test("a snapshot that never asked for roles says nothing about them", () => {
    const changes = { provisionedRoles: [{ account: "sandbox", permissionSet: "ReadOnly", isRolePresent: false }] };
    const coverage = { walk: "both", blindSpot: null, gaps: [], neverAsked: ["account-roles"] } as const;
    expect(scan({ ...document(changes), coverage }).findings).toEqual([]);
    expect(scan({ ...document(changes), coverage }).notExamined).toEqual(["account roles", "account access manager"]);
    const asked = { ...coverage, entitlementWalk: "no application" as const };
    expect(scan({ ...document(changes), coverage: asked }).notExamined).toEqual(["account roles"]);
    expect(scan(document(changes)).notExamined).toEqual([]);
  });
});
