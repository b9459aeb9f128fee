/** Fires where nothing reaches the user and no group could; never where an assignment may be hidden behind a failed read. */
import { describe, expect, test } from "vitest";
import {
  ALICE,
  additional,
  alice,
  attachedGroup,
  attachedUser,
  BOB,
  failed,
  MANAGEMENT,
  READ_ONLY,
  SANDBOX,
  unassignedFacts,
  workingFacts,
} from "../../../facts/grant/testing/grant-facts.ts";
import { APPLICATION } from "../../../facts/grant/testing/second-road.ts";
import { known, unread } from "../../../model/reading.ts";
import { brokenGrants } from "../../testing/broken-grants.ts";
import { diagnosedBy } from "../../testing/diagnosed-by.ts";
import { noAssignment } from "./cause.ts";

const facts = brokenGrants["no-assignment"];

describe("no-assignment", () => {
  test("offers exactly this user, set and account", () => {
    expect(diagnosedBy(noAssignment, facts)).toMatchObject({
      confidence: "proved",
      evidence: ["e3", "e7"],
      remedy: {
        kind: "api",
        risk: "medium",
        changes: [
          {
            kind: "create-account-assignment",
            accountId: SANDBOX,
            permissionSetArn: READ_ONLY.arn,
            principal: { type: "USER", id: ALICE },
          },
        ],
      },
    });
  });

  test("counts the others who have it", () => {
    const attached = known([attachedUser(BOB, "bob.tanaka@example.com")]);
    expect(diagnosedBy(noAssignment, unassignedFacts({ attached, groupIds: failed() }))?.summary).toContain(
      "one other principal",
    );
  });

  test("says that a permission set is not missed where others have the role of AWS's new experience", () => {
    const roles = (name: string) => {
      const others = known([
        {
          id: "ent-1",
          roleArn: `arn:aws:iam::${SANDBOX}:role/${name}`,
          accountId: SANDBOX,
          accountName: "sandbox",
          principal: { type: "USER" as const, id: BOB },
          createdAt: undefined,
          details: known(null),
        },
      ]);
      const application = { arn: APPLICATION, tenantId: undefined };
      const road = { application, state: unread("nobody is entitled"), entitlements: [], others };
      return unassignedFacts({ additional: additional({ secondRoad: known(road, ["e56"]) }) });
    };
    const normal = "it is normal to have no permission set";
    expect(diagnosedBy(noAssignment, roles("managed/AccountFullAccessRole"))?.summary).toContain(normal);
    expect(diagnosedBy(noAssignment, roles("team/Developer"))?.summary).not.toContain(normal);
  });

  test("says that a provisioned set gives nobody access", () => {
    expect(diagnosedBy(noAssignment, unassignedFacts({ freshness: known("latest") }))?.summary).toContain(
      "provisioned there, but that gives nobody access",
    );
  });

  test("is likely while an assigned group was not looked up", () => {
    const attached = known([{ ...attachedGroup(), details: unread("only the first were looked up") }]);
    expect(diagnosedBy(noAssignment, unassignedFacts({ attached, groupIds: known([]) }))?.confidence).toBe("likely");
  });

  test("offers no assignment in an account that is closed", () => {
    expect(diagnosedBy(noAssignment, brokenGrants["account-not-in-organization"])?.remedy.kind).toBe("human");
    expect(diagnosedBy(noAssignment, brokenGrants["account-suspended"])?.remedy.kind).toBe("human");
  });

  test("says whose permissions count in the management account", () => {
    const cause = diagnosedBy(noAssignment, unassignedFacts({ accountId: MANAGEMENT }));
    expect(JSON.stringify(cause?.remedy)).toContain("uses your own IAM permissions");
  });

  test.each([
    { why: "a group reaches the user", silent: workingFacts() },
    { why: "an assignment reaches the user", silent: unassignedFacts({ attached: known([attachedUser()]) }) },
    {
      why: "an assignment reaches a disabled user",
      silent: unassignedFacts({ attached: known([attachedUser()]), user: known({ ...alice, status: "DISABLED" }) }),
    },
    { why: "a group could be joined", silent: brokenGrants["not-a-member"] },
    { why: "the assignments could not be read", silent: unassignedFacts({ attached: failed() }) },
    { why: "the assignments were not read", silent: unassignedFacts({ attached: unread("no instance") }) },
    { why: "the memberships could not be read", silent: workingFacts({ groupIds: failed() }) },
    {
      why: "the group could not be read",
      silent: unassignedFacts({ attached: known([{ ...attachedGroup(), details: failed() }]), groupIds: failed() }),
    },
    { why: "the user could not be read", silent: unassignedFacts({ user: failed() }) },
    { why: "there is no such user", silent: brokenGrants["user-not-found"] },
    { why: "there is no such set", silent: unassignedFacts({ permissionSet: known(null) }) },
  ])("stays silent where $why", ({ silent }) => {
    expect(diagnosedBy(noAssignment, silent)).toBeUndefined();
  });
});
