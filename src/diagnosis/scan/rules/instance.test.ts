/** What is told of the instance, by its kind and state, and of its access to the organization. */
import { describe, expect, test } from "vitest";
import type { InstanceArn } from "../../../model/ids.ts";
import type { OrganizationDocument } from "../../../model/organization-document/document.ts";
import { document, foundIn, onlyFound, unreadParts } from "../testing/documents.ts";

const nobody = { users: 0, sample: [] };

describe("the instance", () => {
  const of = document();
  const withInstance = (more: object): OrganizationDocument =>
    ({ ...of, instance: of.instance && { ...of.instance, ...more } }) as OrganizationDocument;
  const ARN = of.instance?.arn ?? "";
  const none = { ...of, instance: null };

  test("is one of an account", () => {
    const kind = withInstance({ kind: "account", status: "CREATE_IN_PROGRESS" });
    expect(onlyFound(kind, "account-instance-only")).toEqual({
      key: "account-instance-only",
      cause: "account-instance-only",
      severity: "high",
      confidence: "proved",
      summary: expect.stringContaining(`${ARN} is an account instance`),
      subject: {},
      affected: nobody,
      remedy: {
        kind: "human",
        summary: expect.stringContaining("organization instance"),
        risk: "high",
        steps: [expect.stringContaining("management account")],
      },
    });
    expect(foundIn(kind, "instance-not-active")).toEqual([]);
  });

  test.each([
    { more: { status: "CREATE_FAILED", statusReason: "why" }, words: "CREATE_FAILED: why." },
    { more: { status: "CREATE_IN_PROGRESS", statusReason: undefined }, words: "CREATE_IN_PROGRESS." },
  ])("is not active: $more", ({ more, words }) => {
    expect(onlyFound(withInstance(more), "instance-not-active")).toMatchObject({
      key: "instance-not-active",
      summary: `${ARN} is ${words} Nobody can sign in.`,
      affected: nobody,
      remedy: { kind: "wait", steps: [expect.stringContaining("Wait for")] },
    });
  });

  test("has permission sets switched off, which is a finding only without account access manager", () => {
    const off = withInstance({ permissionSetsEnabled: false });
    expect(onlyFound(off, "permission-sets-switched-off")).toMatchObject({ severity: "medium", subject: {} });
    const application = {
      arn: "arn:aws:account-access:us-east-1:123456789012:application/1234567890abcdef",
      instanceArn: of.instance?.arn as InstanceArn,
      tenantId: "aa-gyxmap389",
      status: "ACTIVE",
      tags: {},
      createdAt: of.takenAt,
      updatedAt: of.takenAt,
    } as const;
    const snapshot = unreadParts(off, "pairs");
    const silent = [
      { ...off, accountAccessApplications: [application] },
      withInstance({ permissionSetsEnabled: true }),
      withInstance({ kind: "account", permissionSetsEnabled: false }),
      // Nobody asked for applications.
      snapshot,
    ];
    for (const one of silent) expect(foundIn(one, "permission-sets-switched-off")).toEqual([]);
    const coverage = snapshot.coverage && { ...snapshot.coverage, entitlementWalk: "no application" as const };
    expect(foundIn({ ...snapshot, coverage }, "permission-sets-switched-off")).toHaveLength(1);
  });

  const INSTANCE = ["instance-not-active", "account-instance-only", "trusted-access-disabled"];
  const untrusted = { ...of, organization: { ...of.organization, trustedServices: [] } };
  test.each([
    { what: "in order", document: of, causes: [] },
    { what: "not there", document: none, causes: [] },
    { what: "not there, and nothing is trusted", document: { ...untrusted, instance: null }, causes: [] },
    { what: "not trusted", document: untrusted, causes: ["trusted-access-disabled"] },
    {
      what: "not trusted, others are",
      document: { ...of, organization: { ...of.organization, trustedServices: ["cloudtrail.amazonaws.com"] } },
      causes: ["trusted-access-disabled"],
    },
    { what: "a snapshot, which does not ask what is trusted", document: unreadParts(untrusted, "both"), causes: [] },
  ])("is $what", ({ document, causes }) => {
    expect(INSTANCE.filter((cause) => foundIn(document, cause).length > 0)).toEqual(causes);
  });

  test("is not trusted: likely, and for the console", () => {
    expect(onlyFound(untrusted, "trusted-access-disabled")).toMatchObject({
      confidence: "likely",
      affected: nobody,
      remedy: { kind: "human", risk: "high", steps: [expect.stringContaining("IAM Identity Center console")] },
    });
  });
});
