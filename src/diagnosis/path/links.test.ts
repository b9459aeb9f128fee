/** The last link of a path: getting into the role, and then what policies let it do; a failed read there is never a break. */
import { describe, expect, test } from "vitest";
import type { GrantFacts } from "../../facts/grant/grant-facts.ts";
import { known, unread } from "../../model/reading.ts";
import { decideAction } from "../action/action-decision.ts";
import { roleContent } from "../testing/additional-facts.ts";
import { allow, asking, deny, emptyRole, INSTANCE_ARN, levels, policy } from "../testing/broken-policies.ts";
import { failed, workingFacts } from "../testing/grant-facts.ts";
import { portalLink, roleSessionLink } from "./links.ts";

const link = (facts: GrantFacts) => roleSessionLink(facts, decideAction(facts));
const THERE = `${roleContent.arn} is there`;
const ASKED = `ec2:StopInstances on ${INSTANCE_ARN}`;
const SHUT = { serviceControl: known(levels(policy("Shut", deny("sts:*", { Sid: "NoSignIn" }))), ["e60"] as const) };

describe("the role's session", () => {
  test.each<[string, GrantFacts, string, string, readonly string[]]>([
    ["opens, and nothing was asked", workingFacts(), "ok", THERE, ["e10"]],
    [
      "opens, and the action is allowed",
      asking(),
      "ok",
      `${THERE}; ${ASKED} is allowed by statement 1 of Machines, and no other layer refuses it`,
      ["e10"],
    ],
    [
      "opens, and the action is denied",
      asking({ identity: known([policy("Look", allow("s3:*"))], ["e63"]) }),
      "broken",
      `${ASKED} is denied, because no identity-based policy allows it`,
      ["e63"],
    ],
    [
      "opens, and it is not known whether the action is allowed",
      asking({ serviceControl: unread("why") }),
      "unknown",
      `${ASKED} could not be decided: it depends on the service control policy (why)`,
      ["e10"],
    ],
    [
      "opens, and has no policy",
      emptyRole,
      "broken",
      "the role has no policy: it opens, but every action is denied",
      ["e10"],
    ],
    [
      "is likely refused before any action",
      asking(SHUT),
      "broken",
      'signing in is likely refused by a service control policy: statement "NoSignIn" of Shut',
      ["e60"],
    ],
    [
      "the role is not there, whatever policies say",
      { ...asking(SHUT), role: known(null, ["e10"]) },
      "broken",
      "IAM of the account has no reserved role for the set",
      ["e10"],
    ],
    [
      "the role could not be read, whatever policies say",
      { ...asking(SHUT), role: failed("refused", "GetRole") },
      "unknown",
      "GetRole could not be read (sso:GetRole): User is not authorized to perform: sso:GetRole",
      ["e30"],
    ],
    [
      "nobody looked for the role, and policies refuse",
      { ...asking(SHUT), role: unread("nobody looked") },
      "broken",
      'signing in is likely refused by a service control policy: statement "NoSignIn" of Shut',
      ["e60"],
    ],
  ])("%s", (_what, facts, state, summary, evidence) => {
    expect(link(facts)).toEqual({ stage: "role session", state, summary, evidence });
  });
});

test.each<[string, Partial<GrantFacts>, string]>([
  ["the set", {}, "broken: the user's portal lists the account, but not ReadOnly"],
  ["any set, where it is not known which", { permissionSet: failed() }, "ok: the user's portal shows it"],
  ["any set, where there is none", { permissionSet: known(null) }, "ok: the user's portal shows it"],
])("the portal is looked through for %s", (_what, more, expected) => {
  const portal = known({ listsAccount: true, roleNames: ["Other"], givesCredentials: true });
  const { state, summary } = portalLink(workingFacts({ ...more, portal }));
  expect(`${state}: ${summary}`).toBe(expected);
});
