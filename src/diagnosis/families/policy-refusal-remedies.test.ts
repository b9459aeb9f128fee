/** The repairs of a refused action: they name the exact policies and statements, and widen nothing beyond what was asked. */
import { describe, expect, test } from "vitest";
import {
  failed,
  instance,
  PRODUCTION,
  READ_ONLY,
  SANDBOX,
  workingFacts,
} from "../../facts/grant/testing/grant-facts.ts";
import type { ActionDecision, NamedStatement } from "../../model/action-decision.ts";
import type { Remedy } from "../../model/diagnosis.ts";
import { known } from "../../model/reading.ts";
import { walkGrant } from "../path/walk-grant.ts";
import type { WalkedGrant } from "../path/walked-grant.ts";
import { allow, asking, INSTANCE_ARN, policy, refusalByLayer } from "../testing/broken-policies.ts";
import type { TagProblem, TagState } from "./attribute-states.ts";
import {
  addToSet,
  alignPolicies,
  changeBoundary,
  changeControlPolicy,
  changeDenial,
  mendAttribute,
} from "./policy-refusal-remedies.ts";

const stepsOf = (remedy: Remedy): readonly string[] => (remedy.kind === "human" ? remedy.steps : []);
const headOf = (remedy: Remedy) => [remedy.kind, "risk" in remedy && remedy.risk, remedy.summary];
const statement = (name: string, sid: string | null, at = 1): NamedStatement => ({
  policy: name,
  sid,
  statement: at,
  effect: "Deny",
  keys: [],
});
const decisionOf = ({ decision }: WalkedGrant): ActionDecision => {
  if (!decision) throw new TypeError("these facts ask about an action");
  return decision;
};
const GRANT = walkGrant(asking());
const DECISION = decisionOf(GRANT);
const WHERE = `sandbox (${SANDBOX})`;
const TWO = [statement("Guard (p-1)", "NoStop"), statement("Guard (p-1)", null, 2), statement("Shut (p-2)", null)];
const THREE_NAMES = 'statement "NoStop" of Guard (p-1), statement 2 of Guard (p-1) and statement 1 of Shut (p-2)';

describe("a control policy", () => {
  const CONSOLE = "Organizations console, Policies, ";
  const ATTACHED = "See which are attached: `aws organizations list-policies-for-target --target-id ";
  test.each([
    {
      what: "that denies names each policy once, and every statement",
      kind: "service control" as const,
      refusedBy: { statements: TWO, target: null },
      start: `${CONSOLE}Service control policies: open Guard (p-1) and Shut (p-2) and look at ${THREE_NAMES}. `,
      end: "narrow it only as far as s3:Get needs, for example by a condition ArnNotLike on aws:PrincipalArn with the role of ReadOnly.",
    },
    {
      what: "that does not allow names the target",
      kind: "resource control" as const,
      refusedBy: { statements: [], target: "ou-1" },
      start: `${CONSOLE}Resource control policies: none of the policies attached to ou-1 allows s3:Get. `,
      end: `${ATTACHED}ou-1 --filter RESOURCE_CONTROL_POLICY\`.`,
    },
    {
      what: "that does not allow, it is not known where",
      kind: "service control" as const,
      refusedBy: { statements: [], target: null },
      start: `${CONSOLE}Service control policies: none of the policies attached to one level above the account allows s3:Get. `,
      end: `${ATTACHED}${SANDBOX} --filter SERVICE_CONTROL_POLICY\`.`,
    },
  ])("$what", ({ kind, refusedBy, start, end }) => {
    const remedy = changeControlPolicy(GRANT, kind, refusedBy, "s3:Get");
    expect(headOf(remedy)).toEqual([
      "human",
      "high",
      `Ask the organization's administrators about the ${kind} policy for ${WHERE}`,
    ]);
    const [meant, edit = "", ...more] = stepsOf(remedy);
    expect(meant).toMatch(/^Find out whether the denial is intended\./);
    expect([edit.slice(0, start.length), edit.slice(-end.length)]).toEqual([start, end]);
    expect(more).toEqual([expect.stringContaining("try it on one account first")]);
  });
});

describe("a boundary", () => {
  const named = walkGrant(asking({ boundary: known(policy("Limits", allow("ec2:Describe*")), ["e62"]) }));
  test.each([
    {
      what: "that denies",
      more: { isExplicit: true, statements: TWO },
      first: `In ${WHERE}, IAM console, Policies: open Limits and narrow ${THREE_NAMES}.`,
    },
    {
      what: "that does not allow",
      more: {},
      first: `In ${WHERE}, IAM console, Policies: open Limits and add ec2:StopInstances on ${INSTANCE_ARN} to what it allows.`,
    },
  ])("$what", ({ more, first }) => {
    const remedy = changeBoundary(named, refusalByLayer(more), decisionOf(named));
    expect(headOf(remedy)).toEqual([
      "human",
      "high",
      "Have the owner of the boundary Limits decide on ec2:StopInstances",
    ]);
    expect(stepsOf(remedy)).toEqual([
      first,
      expect.stringMatching(/^This widens every role .*Do not remove the boundary from the set/),
      expect.stringContaining("If the set is given another boundary, it must be provisioned again."),
    ]);
  });

  test.each([
    { what: "there is none", facts: asking() },
    { what: "it could not be read", facts: asking({ boundary: failed() }) },
    { what: "no policies were read", facts: workingFacts() },
  ])("has no name where $what", ({ facts }) => {
    expect(changeBoundary(walkGrant(facts), refusalByLayer(), DECISION).summary).toBe(
      "Have the owner of the boundary of the role decide on ec2:StopInstances",
    );
  });
});

describe("a set that does not allow", () => {
  const inline = (action: string, resource: string) =>
    `add {"Effect":"Allow","Action":"${action}","Resource":"${resource}"} to`;

  test("gets exactly what was asked for", () => {
    const remedy = addToSet(GRANT, DECISION);
    expect(headOf(remedy)).toEqual(["human", "medium", "Decide whether ReadOnly is meant to allow ec2:StopInstances"]);
    const [elsewhere, edit, provision, ...more] = stepsOf(remedy);
    expect(elsewhere).toMatch(
      /^If alice\.moreau@example\.com needs it only here, assign a set that allows it instead; a change of ReadOnly /,
    );
    expect(edit).toContain(inline("ec2:StopInstances", INSTANCE_ARN));
    expect(edit).toContain(
      `put-inline-policy-to-permission-set --region us-east-1 --instance-arn ${instance.arn} --permission-set-arn ${READ_ONLY.arn} --inline-policy`,
    );
    expect(provision).toBe(`Then provision it: \`idc-doctor provision ReadOnly ${SANDBOX}\`.`);
    expect(more).toEqual([]);
  });

  test("has places to fill in where nothing is known", () => {
    const grant = walkGrant(workingFacts({ permissionSet: failed() }));
    const remedy = addToSet(grant, undefined);
    const [, edit, provision] = stepsOf(remedy);
    expect(remedy.summary).toBe("Decide whether ReadOnly is meant to allow anything");
    expect(edit).toContain(inline("<service:Action>", "<ARN of the resource>"));
    expect(edit).toContain("--permission-set-arn <ARN> --inline-policy");
    expect(provision).toBe(`Then provision it: \`idc-doctor provision <set> ${SANDBOX}\`.`);
  });

  test("has a place for the resource where none was named", () => {
    const grant = walkGrant(asking({}, { action: { action: "s3:Get", resource: undefined, region: undefined } }));
    expect(stepsOf(addToSet(grant, decisionOf(grant)))[1]).toContain(inline("s3:Get", "<ARN of the resource>"));
  });
});

test("a set that denies: the statements, and no wider than the action", () => {
  const remedy = changeDenial(GRANT, refusalByLayer({ statements: TWO }), DECISION);
  expect(headOf(remedy)).toEqual([
    "human",
    "medium",
    `Decide whether ReadOnly in ${WHERE} is meant to deny ec2:StopInstances`,
  ]);
  expect(stepsOf(remedy)).toEqual([
    `Look at ${THREE_NAMES}: a statement that denies wins over every one that allows.`,
    expect.stringContaining(`narrow it only as far as ec2:StopInstances on ${INSTANCE_ARN} needs: `),
    `After a change of the set, provision it: \`idc-doctor provision ReadOnly ${SANDBOX}\`.`,
  ]);
});

describe("a tag that is not what the policy asks for", () => {
  const state = (tag: string, problem: TagProblem): TagState => ({
    key: `aws:PrincipalTag/${tag}`,
    tag,
    problem,
    sentence: () => "",
  });
  const ALICE = "alice.moreau@example.com";
  test.each<{ readonly problem: TagProblem; readonly words: RegExp }>([
    { problem: "off", words: /Attributes for access control: enable them and add the key team / },
    {
      problem: "not configured",
      words: /Attributes for access control: add the key team .*or correct the key's spelling/,
    },
    {
      problem: "no value",
      words: /^Give alice\.moreau@example\.com a value in the attribute behind team: .*Users, alice\.moreau@/,
    },
    {
      problem: "other value",
      words: /^Compare the value of alice\.moreau@example\.com .*behind team with what statement "Own" of Team /,
    },
  ])("$problem", ({ problem, words }) => {
    const remedy = mendAttribute(GRANT, statement("Team", "Own"), [state("team", problem)]);
    expect(headOf(remedy)).toEqual(["human", "medium", `Put the tag team in order for ${ALICE}`]);
    expect(stepsOf(remedy)).toEqual([
      expect.stringMatching(words),
      expect.stringContaining(`check that it is true for ${ALICE}, do not set it only to get in`),
      expect.stringMatching(/^alice\.moreau@example\.com signs out of the portal and in again/),
    ]);
  });

  test("several of them, one step each", () => {
    const tags = [state("team", "no value"), state("tier", "off")];
    const remedy = mendAttribute(GRANT, statement("Team", "Own"), tags);
    expect(remedy.summary).toBe(`Put the tag team and tier in order for ${ALICE}`);
    expect(stepsOf(remedy).slice(0, 2)).toEqual([
      expect.stringContaining("behind team"),
      expect.stringContaining("key tier"),
    ]);
    expect(stepsOf(remedy)).toHaveLength(4);
  });
});

test("policies that differ: both texts are read before one is made the default", () => {
  const remedy = alignPolicies(WHERE, ["arn:p/Deploy", "arn:p/Logs"], PRODUCTION, "ec2:Stop");
  expect(headOf(remedy)).toEqual([
    "human",
    "medium",
    `Compare arn:p/Deploy and arn:p/Logs with the policy of the same name in ${PRODUCTION}`,
  ]);
  expect(stepsOf(remedy)).toEqual([
    expect.stringContaining(`once with credentials of ${WHERE}, once with those of ${PRODUCTION}.`),
    expect.stringMatching(
      /If ec2:Stop is meant to be allowed here.*create-policy-version --policy-arn arn:p\/Deploy --policy-document/,
    ),
    expect.stringMatching(/^Nothing needs to be provisioned/),
  ]);
});
