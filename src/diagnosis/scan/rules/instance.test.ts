/** What is told of the instance, by its kind and state, and of its access to the organization. */
import { describe, expect, test } from "vitest";
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
    [{ status: "CREATE_FAILED", statusReason: "why" }, "CREATE_FAILED: why."],
    [{ status: "CREATE_IN_PROGRESS", statusReason: undefined }, "CREATE_IN_PROGRESS."],
  ])("is not active: %j", (more, words) => {
    expect(onlyFound(withInstance(more), "instance-not-active")).toMatchObject({
      key: "instance-not-active",
      summary: `${ARN} is ${words} Nobody can sign in.`,
      affected: nobody,
      remedy: { kind: "wait", steps: [expect.stringContaining("Wait for")] },
    });
  });

  const INSTANCE = ["instance-not-active", "account-instance-only", "trusted-access-disabled"];
  const untrusted = { ...of, organization: { ...of.organization, trustedServices: [] } };
  test.each([
    ["in order", of, []],
    ["not there", none, []],
    ["not there, and nothing is trusted", { ...untrusted, instance: null }, []],
    ["not trusted", untrusted, ["trusted-access-disabled"]],
    [
      "not trusted, others are",
      { ...of, organization: { ...of.organization, trustedServices: ["cloudtrail.amazonaws.com"] } },
      ["trusted-access-disabled"],
    ],
    ["a snapshot, which does not ask what is trusted", unreadParts(untrusted, "both"), []],
  ])("is %s", (_what, what, causes) => {
    expect(INSTANCE.filter((cause) => foundIn(what, cause).length > 0)).toEqual(causes);
  });

  test("is not trusted: likely, and for the console", () => {
    expect(onlyFound(untrusted, "trusted-access-disabled")).toMatchObject({
      confidence: "likely",
      affected: nobody,
      remedy: { kind: "human", risk: "high", steps: [expect.stringContaining("IAM Identity Center console")] },
    });
  });
});
