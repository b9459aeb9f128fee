/** The last link of a path: getting into the role, and then what policies let it do; a failed read there is never a break. */
import { describe, expect, test } from "vitest";
import type { GrantFacts } from "../../facts/grant/grant-facts.ts";
import { roleContent } from "../../facts/grant/testing/additional-facts.ts";
import { failed, workingFacts } from "../../facts/grant/testing/grant-facts.ts";
import { known, unread } from "../../model/reading.ts";
import { decideAction } from "../action/action-decision.ts";
import { allow, asking, deny, emptyRole, INSTANCE_ARN, levels, policy } from "../testing/broken-policies.ts";
import { portalLink, roleSessionLink } from "./links.ts";

const link = (facts: GrantFacts) => roleSessionLink(facts, decideAction(facts));
const THERE = `${roleContent.arn} is there`;
const ASKED = `ec2:StopInstances on ${INSTANCE_ARN}`;
const SHUT = { serviceControl: known(levels(policy("Shut", deny("sts:*", { Sid: "NoSignIn" }))), ["e60"] as const) };

describe("the role's session", () => {
  test.each<{
    readonly what: string;
    readonly facts: GrantFacts;
    readonly state: string;
    readonly summary: string;
    readonly evidence: readonly string[];
  }>([
    { what: "opens, and nothing was asked", facts: workingFacts(), state: "ok", summary: THERE, evidence: ["e10"] },
    {
      what: "opens, and the action is allowed",
      facts: asking(),
      state: "ok",
      summary: `${THERE}; ${ASKED} is allowed by statement 1 of Machines, and no other layer refuses it`,
      evidence: ["e10"],
    },
    {
      what: "opens, and the action is denied",
      facts: asking({ identity: known([policy("Look", allow("s3:*"))], ["e63"]) }),
      state: "broken",
      summary: `${ASKED} is denied, because no identity-based policy allows it`,
      evidence: ["e63"],
    },
    {
      what: "opens, and it is not known whether the action is allowed",
      facts: asking({ serviceControl: unread("why") }),
      state: "unknown",
      summary: `${ASKED} could not be decided: it depends on the service control policy (why)`,
      evidence: ["e10"],
    },
    {
      what: "opens, and has no policy",
      facts: emptyRole,
      state: "broken",
      summary: "the role has no policy: it opens, but every action is denied",
      evidence: ["e10"],
    },
    {
      what: "is likely refused before any action",
      facts: asking(SHUT),
      state: "broken",
      summary: 'signing in is likely refused by a service control policy: statement "NoSignIn" of Shut',
      evidence: ["e60"],
    },
    {
      what: "the role is not there, whatever policies say",
      facts: { ...asking(SHUT), role: known(null, ["e10"]) },
      state: "broken",
      summary: "IAM of the account has no reserved role for the set",
      evidence: ["e10"],
    },
    {
      what: "the role could not be read, whatever policies say",
      facts: { ...asking(SHUT), role: failed("refused", "GetRole") },
      state: "unknown",
      summary: "GetRole could not be read (sso:GetRole): User is not authorized to perform: sso:GetRole",
      evidence: ["e30"],
    },
    {
      what: "nobody looked for the role, and policies refuse",
      facts: { ...asking(SHUT), role: unread("nobody looked") },
      state: "broken",
      summary: 'signing in is likely refused by a service control policy: statement "NoSignIn" of Shut',
      evidence: ["e60"],
    },
  ])("$what", ({ facts, state, summary, evidence }) => {
    expect(link(facts)).toEqual({ stage: "role session", state, summary, evidence });
  });
});

test.each<{ readonly what: string; readonly more: Partial<GrantFacts>; readonly expected: string }>([
  { what: "the set", more: {}, expected: "broken: the user's portal lists the account, but not ReadOnly" },
  {
    what: "any set, where it is not known which",
    more: { permissionSet: failed() },
    expected: "ok: the user's portal shows it",
  },
  {
    what: "any set, where there is none",
    more: { permissionSet: known(null) },
    expected: "ok: the user's portal shows it",
  },
])("the portal is looked through for $what", ({ more, expected }) => {
  const portal = known({ listsAccount: true, roleNames: ["Other"], givesCredentials: true });
  const { state, summary } = portalLink(workingFacts({ ...more, portal }));
  expect(`${state}: ${summary}`).toBe(expected);
});
