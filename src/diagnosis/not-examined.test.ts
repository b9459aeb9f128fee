/** What an answer says of what it did not look at: roles behind the profile's, parts of a decision, sources without an answer. */
import { describe, expect, test } from "vitest";
import type { AdditionalFacts, GrantFacts } from "../facts/grant/grant-facts.ts";
import { ssoProfile, withClient } from "../facts/grant/testing/additional-facts.ts";
import { additional, failed, unassignedFacts, workingFacts } from "../facts/grant/testing/grant-facts.ts";
import { known, unread } from "../model/reading.ts";
import { diagnose } from "./diagnose.ts";
import { asking, deny, levels, OFFICE, policy } from "./testing/broken-policies.ts";
import { gathered } from "./testing/gathered-facts.ts";

const told = (...grants: readonly GrantFacts[]) => diagnose(gathered(...grants)).notExamined;
const toldWith = (more: Partial<AdditionalFacts>) => told(workingFacts({ additional: additional(more) }));
const whatOf = (...grants: readonly GrantFacts[]) => told(...grants).map(({ what }) => what);

describe("roles that a profile assumes after the sign-in", () => {
  const hops = (...roleArns: readonly string[]) => {
    const chain = roleArns.map((roleArn, at) => ({ profile: `hop${at}`, roleArn }));
    return withClient({}, { profiles: [ssoProfile({ hops: chain }), ssoProfile({})] });
  };

  test("each with the session before it, and how its trust policy is read", () => {
    const found = toldWith(hops("arn:aws:iam::111122223333:role/team/First", "arn:aws:iam::222233334444:role/Second"));
    expect(found).toContainEqual({
      what: "the role arn:aws:iam::111122223333:role/team/First, which the profile hop0 assumes with the session of the permission set",
      reason: expect.stringContaining("--role-name First --query"),
    });
    expect(found).toContainEqual({
      what: "the role arn:aws:iam::222233334444:role/Second, which the profile hop1 assumes with the session before it",
      reason: expect.stringContaining("--role-name Second --query"),
    });
  });

  test.each([
    "arn:aws:iam::111122223333:role/$(id)",
    "arn:aws:iam::111122223333:role/a b",
    "arn:aws:iam::111122223333:role/",
  ])("no command is printed with the name of %s", (roleArn) => {
    const reasons = toldWith(hops(roleArn)).map(({ reason }) => reason);
    expect(reasons.join()).toContain("--role-name <role> --query");
  });

  test("none where the profile signs in itself", () => {
    expect(
      toldWith(withClient())
        .map(({ what }) => what)
        .join(),
    ).not.toContain("assumes");
  });
});

describe("a grant that does not work and has no cause", () => {
  const silent = (more: Partial<GrantFacts> = {}) => unassignedFacts({ ...more });
  const readings = { requests: known([]), otherGrants: known([]) };
  const answerOf = (facts: GrantFacts) => diagnose(gathered(facts), []).notExamined;
  const reason = expect.stringContaining("nothing that was read explains this answer");

  test("says what else could be looked at", () => {
    const broken = answerOf(silent(readings));
    // The links behind the break are told as well, and do not say why it is broken.
    expect(broken.filter(({ reason: why }) => why.startsWith("behind the broken")).length).toBeGreaterThan(0);
    expect(broken).toContainEqual({ what: "CloudTrail", reason });
    const facts = workingFacts({ freshness: known("outdated" as const), ...readings });
    const works = answerOf({
      ...facts,
      portal: known({ listsAccount: true, roleNames: ["ReadOnly"], givesCredentials: true }),
    });
    expect(works).toContainEqual({ what: "CloudTrail", reason });
    const all = { ...facts, requests: unread("no"), otherGrants: unread("no") };
    const portal = known({ listsAccount: true, roleNames: ["ReadOnly"], givesCredentials: true });
    expect(answerOf({ ...all, portal })).toContainEqual({ what: "requests, other grants, CloudTrail", reason });
    const trail = additional({ trail: known([]) });
    expect(answerOf({ ...facts, portal, additional: trail })).toContainEqual({ what: "what came before", reason });
  });

  test("says nothing of it where the grant works, where a cause is named, and where a read failed", () => {
    const words = (facts: GrantFacts, ...causes: Parameters<typeof diagnose>[1][]) =>
      JSON.stringify(diagnose(gathered(facts), ...causes).notExamined);
    expect(words(workingFacts(), [])).not.toContain("nothing that was read");
    expect(words(workingFacts({ freshness: known("outdated" as const) }))).not.toContain("nothing that was read");
    expect(words(workingFacts({ freshness: failed() }), [])).not.toContain("nothing that was read");
  });
});

describe("a decision", () => {
  const WITH_RESOURCE = "policies of the resource, of the session and of VPC endpoints";

  test("that allows leaves what lies with the resource", () => {
    expect(whatOf(asking())).toContain(WITH_RESOURCE);
  });

  test("that denies leaves nothing", () => {
    const serviceControl = known(levels(policy("No", deny("ec2:*"))), ["e60"] as const);
    expect(whatOf(asking({ serviceControl }))).not.toContain(WITH_RESOURCE);
  });

  test("names what it depends on, each once", () => {
    const open = deny("ec2:*", { Condition: OFFICE });
    const serviceControl = known(levels(policy("Open", open, open)), ["e60"] as const);
    const found = told(asking({ serviceControl })).filter(({ reason }) => reason === "ec2:StopInstances depends on it");
    expect(found.map(({ what }) => what)).toEqual(["aws:SourceIp"]);
  });
});

describe("sources beside the question's own calls", () => {
  test("a failed one is told with the call, one that was left out with its reason", () => {
    const found = toldWith({
      trail: failed("refused", "LookupEvents"),
      eventsLeftOut: ["DeleteUser", "DeleteGroup"],
      namesakesLeftOut: "too many users",
    });
    expect(found).toContainEqual({ what: "trail", reason: expect.stringContaining("LookupEvents (sso:LookupEvents)") });
    expect(found).toContainEqual({
      what: "CloudTrail: DeleteUser, DeleteGroup",
      reason: "not looked up, because CloudTrail is slow; --thorough does",
    });
    expect(found).toContainEqual({ what: "another user record of the same person", reason: "too many users" });
  });

  test("account access manager that shows nothing to the caller is told only where it was asked", () => {
    const secondRoad = unread("the caller is shown no application");
    const hidden = { what: "secondRoad", reason: "the caller is shown no application" };
    expect(toldWith({ secondRoad, used: [{ source: "account access manager", why: "to see" }] })).toContainEqual(
      hidden,
    );
    expect(toldWith({ secondRoad, used: [{ source: "CloudTrail", why: "to see" }] })).not.toContainEqual(hidden);
    expect(toldWith({ secondRoad })).not.toContainEqual(hidden);
  });
});
