/** The refusal of the console in words: how sure it is, which conditions hold for everybody, and what else still works. */
import { describe, expect, test } from "vitest";
import type { GrantFacts } from "../../facts/grant/grant-facts.ts";
import { failed } from "../../facts/grant/testing/grant-facts.ts";
import { known, unread } from "../../model/reading.ts";
import { walkGrant } from "../path/walk-grant.ts";
import { asking, askingConsole, denyAll, OFFICE, policy, resourceControlLevels } from "../testing/broken-policies.ts";
import { consoleRefusal } from "./console-refusal.ts";

type Statement = Parameters<typeof policy>[1];

const found = (facts: GrantFacts) => consoleRefusal(walkGrant(facts));
const forAll = (action: string, condition: Parameters<typeof denyAll>[1], more: object = {}): Statement => ({
  ...denyAll(action, condition),
  ...more,
  Principal: "*",
});
const ownPolicy = (...statements: readonly Statement[]) =>
  askingConsole({ policy: known(policy("", ...statements).text, ["e72"]) });
const controlPolicy = (...statements: readonly Statement[]) =>
  askingConsole(
    { policy: known(null, ["e72"]) },
    { resourceControl: known(resourceControlLevels(policy("OfficeOnly (p-1)", ...statements)), ["e61"]) },
  );
const WITHIN = { IpAddress: { "aws:SourceIp": "192.0.2.0/24" } };
const ONLY = "Only the console is affected: the role stays in the access portal, and the CLI works with it.";

describe("how sure it is", () => {
  test.each([
    { what: "everywhere but in a network", facts: ownPolicy(denyAll("signin:*")), confidence: "proved" },
    { what: "within a network", facts: ownPolicy(denyAll("signin:*", WITHIN)), confidence: "likely" },
    { what: "without a condition", facts: ownPolicy(denyAll("signin:*", {})), confidence: "proved" },
    {
      what: "two statements, one of them within a network",
      facts: ownPolicy(denyAll("signin:*", WITHIN), denyAll("signin:*")),
      confidence: "proved",
    },
    {
      what: "two conditions, one of them within a network",
      facts: ownPolicy(denyAll("signin:*", { ...WITHIN, ...OFFICE })),
      confidence: "proved",
    },
    {
      what: "a control policy within a network",
      facts: controlPolicy(forAll("signin:*", WITHIN)),
      confidence: "likely",
    },
    { what: "a control policy", facts: controlPolicy(forAll("signin:*", OFFICE)), confidence: "proved" },
    {
      what: "and it is not known whether the policies are in force",
      facts: askingConsole({ ofAccount: unread("no"), ofOrganization: unread("no") }),
      confidence: "likely",
    },
  ])("$what: $confidence", ({ facts, confidence }) => {
    expect(found(facts)?.confidence).toBe(confidence);
  });
});

describe("the sentence", () => {
  test("names the statement and the condition that holds for everybody", () => {
    expect(found(ownPolicy(denyAll("signin:*")))?.summary).toMatch(
      /^The console of \S+ \(\d{12}\) refuses \S+: statement 1 of .+ denies signin:\w+\. The condition on aws:SourceIp holds for everybody who comes through the access portal, from every network\. Only the console/,
    );
  });

  test("in the plural", () => {
    const vpc = { StringNotEquals: { "aws:SourceVpc": "vpc-1" } };
    const { summary = "" } = found(ownPolicy(denyAll("signin:*"), denyAll("signin:*", vpc))) ?? {};
    expect(summary).toContain(" deny signin:");
    expect(summary).toContain("The conditions on aws:SourceIp and aws:SourceVpc hold for everybody");
    const twice = found(ownPolicy(denyAll("signin:*"), denyAll("signin:*")))?.summary;
    expect(twice).toContain("The condition on aws:SourceIp holds");
  });

  test("says nothing of conditions where there are none, or of whether the policies are in force where that is known", () => {
    const { summary = "" } = found(ownPolicy(denyAll("signin:*", {}))) ?? {};
    expect(summary).not.toContain("condition");
    expect(summary).not.toContain("console authorization");
    const open = found(askingConsole({ ofAccount: unread("no"), ofOrganization: unread("no") }))?.summary;
    expect(open).toMatch(
      /likely refuses .*Whether console authorization is on, without which the policy has no effect, is not known\./,
    );
  });

  test("says that only the console is affected where nothing else is broken or unknown", () => {
    const facts = ownPolicy(denyAll("signin:*"));
    expect(found(facts)?.summary).toContain(ONLY);
    expect(found({ ...facts, portal: unread("no token") })?.summary).toContain(ONLY);
    expect(found({ ...facts, freshness: known("outdated" as const) })?.summary).not.toContain(ONLY);
    expect(found({ ...facts, freshness: failed() })?.summary).not.toContain(ONLY);
    expect(found({ ...facts, freshness: unread("nobody asked") })?.summary).not.toContain(ONLY);
  });

  test("an exemption that was meant for the role is told with what would match", () => {
    const missed = {
      ...OFFICE,
      ArnNotLike: { "signin:PrincipalArn": "arn:aws:iam::*:role/AWSReservedSSO_ReadOnly_*" },
    };
    const answer = found(controlPolicy(forAll("signin:Authenticate", missed)));
    expect(answer?.summary).toMatch(
      /It exempts arn:aws:iam::\*:role\/AWSReservedSSO_ReadOnly_\*, which seems meant for this role/,
    );
    expect(answer?.remedy.summary).not.toContain("to exempt the roles of Identity Center in");
  });
});

describe("what to do", () => {
  const stepsOf = (facts: GrantFacts): string => {
    const remedy = found(facts)?.remedy;
    return remedy?.kind === "human" ? [remedy.summary, ...remedy.steps].join(" / ") : "";
  };

  test("the account's own policy: by the condition that its statement has", () => {
    expect(stepsOf(ownPolicy(denyAll("signin:*")))).toMatch(
      /find the permission statement on aws:SourceIp 192\.0\.2\.0\/24: /,
    );
    expect(stepsOf(ownPolicy(denyAll("signin:*", {})))).toMatch(/find the permission statement: /);
    const two = { NotIpAddress: { "aws:SourceIp": ["192.0.2.0/24", "198.51.100.0/24"] } };
    expect(stepsOf(ownPolicy(denyAll("signin:*", two)))).toContain("aws:SourceIp 192.0.2.0/24, 198.51.100.0/24");
  });

  test("a control policy: the organization's administrators exempt the roles", () => {
    const steps = stepsOf(controlPolicy(forAll("signin:*", OFFICE), forAll("signin:*", WITHIN)));
    expect(steps).toMatch(/exempt the roles of Identity Center in OfficeOnly \(p-1\) \//);
    expect(steps).toContain("look at statement 1 of OfficeOnly (p-1) and statement 2 of OfficeOnly (p-1).");
  });
});

test("is about the console only, and proves itself by the policies and the role", () => {
  expect(found(asking())).toBeUndefined();
  expect(found(askingConsole({ policy: known(null) }))).toBeUndefined();
  expect(found(controlPolicy(forAll("signin:*", OFFICE)))?.evidence).toEqual(
    expect.arrayContaining(["e70", "e71", "e72", "e61", "e10"]),
  );
});
