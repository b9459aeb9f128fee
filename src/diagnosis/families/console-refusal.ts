/** A policy for signing in that refuses the console of the grant's account, from what was read of it (facts N1, N19). */

import { isConsoleAction } from "../../facts/grant/console-sign-in.ts";
import type { GrantFacts } from "../../facts/grant/grant-facts.ts";
import type { NamedStatement } from "../../model/action-decision.ts";
import type { Confidence, Remedy } from "../../model/diagnosis.ts";
import type { EvidenceId } from "../../model/evidence.ts";
import { evidenceOf, knownValue } from "../../model/reading.ts";
import type { Condition } from "../../policy/document.ts";
import { layerEvidence, statementName } from "../action/action-decision.ts";
import { type ConsoleDenial, consoleDenial, signInPolicyName } from "../action/console-decision.ts";
import { deniesElsewhere, networkConditions } from "../action/network-conditions.ts";
import { accountName, listed, setName } from "../path/names.ts";
import type { WalkedGrant } from "../path/walked-grant.ts";
import { missedExemption } from "./policy-refusal.ts";
import { changeControlPolicy } from "./policy-refusal-remedies.ts";

export interface ConsoleRefusal {
  readonly confidence: Confidence;
  readonly summary: string;
  readonly remedy: Remedy;
  readonly evidence: readonly EvidenceId[];
}

/** Undefined where the question is not about the console, no such policy denies it, or another layer does. */
export function consoleRefusal(grant: WalkedGrant): ConsoleRefusal | undefined {
  const { facts } = grant;
  const { action: asked } = facts.question;
  const denial = asked && isConsoleAction(asked.action) ? consoleDenial(facts, asked) : undefined;
  const layer = denial?.refusedBy.layer;
  if (!denial || (layer !== "sign-in policy" && layer !== "resource control policy")) return undefined;
  const conditions = denial.refusedBy.statements.map((one) => networkConditions(textOf(facts, one), one));
  return {
    confidence: confidenceOf(denial, conditions),
    summary: summaryOf(grant, denial, conditions.flat()),
    remedy: layer === "sign-in policy" ? changeOwnPolicy(grant, conditions.flat()) : exemptRoles(grant, denial),
    evidence: [...layerEvidence(facts, "sign-in policy"), ...layerEvidence(facts, layer), ...roleEvidence(facts)],
  };
}

/** The role's ARN decides whether an exemption covers it. */
const roleEvidence = ({ role }: GrantFacts): readonly EvidenceId[] => evidenceOf(role);

function textOf({ accountId, additional }: GrantFacts, { policy }: NamedStatement): string {
  const signIn = knownValue(additional.consoleSignIn);
  if (policy === signInPolicyName(accountId)) return (signIn && knownValue(signIn.policy)) ?? "";
  const layers = knownValue(additional.layers);
  const levels = (layers && knownValue(layers.resourceControl)) ?? [];
  return levels.flatMap(({ policies }) => policies).find(({ name }) => name === policy)?.text ?? "";
}

/** A denial within networks or Regions alone may spare the portal: AWS calls such conditions incompatible, and tells no more. */
function confidenceOf({ isInForce }: ConsoleDenial, conditions: readonly (readonly Condition[])[]): Confidence {
  const isCertain = conditions.some((own) => own.length === 0 || own.some(deniesElsewhere));
  return isInForce && isCertain ? "proved" : "likely";
}

const ONLY_THE_CONSOLE =
  "Only the console is affected: the role stays in the access portal, and the CLI works with it.";

/** Nothing before the role's session is broken, or not known. */
const isInOrder = ({ best, failures }: WalkedGrant): boolean =>
  failures.length === 0 &&
  best.links.every(
    ({ stage, state }) =>
      stage === "role session" || state === "ok" || (stage === "portal" && state === "not examined"),
  );

function summaryOf(
  grant: WalkedGrant,
  { refusedBy, action, isInForce }: ConsoleDenial,
  conditions: readonly Condition[],
): string {
  const keys = [...new Set(conditions.map(({ key }) => key))];
  const missed = missedExemption(grant, refusedBy);
  const statements = listed(refusedBy.statements.map(statementName));
  const verb = refusedBy.statements.length === 1 ? "denies" : "deny";
  return [
    `The console of ${accountName(grant)} ${isInForce ? "refuses" : "likely refuses"} ${setName(grant)}: ${statements} ${verb} ${action}.`,
    ...(keys.length === 0
      ? []
      : [
          `${keys.length === 1 ? "The condition" : "The conditions"} on ${listed(keys)} ${keys.length === 1 ? "holds" : "hold"} for everybody who comes through the access portal, from every network.`,
        ]),
    ...(missed === undefined
      ? []
      : [
          `It exempts ${missed.pattern}, which seems meant for this role but does not match it: ${missed.why}. ${missed.corrected} would match.`,
        ]),
    ...(isInForce
      ? []
      : ["Whether console authorization is on, without which the policy has no effect, is not known."]),
    ...(isInOrder(grant) ? [ONLY_THE_CONSOLE] : []),
  ].join(" ");
}

const INTENDED =
  "Find out whether the policy is meant to close the console to users of Identity Center. It protects everybody's console access: do not remove it to let one person in. Until it is changed, use the CLI.";
const WITHIN_MINUTES = "A change is in force within a few minutes everywhere. Nothing needs to be provisioned.";

/** The exempt principal of a permission statement has no path in the API model, and roles of Identity Center have one. */
const changeOwnPolicy = (grant: WalkedGrant, conditions: readonly Condition[]): Remedy => ({
  kind: "human",
  summary: `Ask the owner of ${accountName(grant)} to take the network conditions out of its Sign-In policy`,
  risk: "high",
  steps: [
    INTENDED,
    `In ${accountName(grant)}, find the permission statement${conditions.length === 0 ? "" : ` on ${listed([...new Set(conditions.map(({ key, values }) => `${key} ${values.join(", ")}`))])}`}: \`aws signin list-resource-permission-statements --region us-east-1\`. A role of Identity Center cannot be its excluded principal, which takes no path.`,
    "Replace it by a resource control policy that exempts the roles of Identity Center, or delete it: `aws signin delete-resource-permission-statement --statement-id <sid> --region us-east-1`.",
    WITHIN_MINUTES,
  ],
});

function exemptRoles(grant: WalkedGrant, { refusedBy, action }: ConsoleDenial): Remedy {
  const { statements } = refusedBy;
  if (missedExemption(grant, refusedBy)) return changeControlPolicy(grant, "resource control", refusedBy, action);
  return {
    kind: "human",
    summary: `Ask the organization's administrators to exempt the roles of Identity Center in ${listed([...new Set(statements.map(({ policy }) => policy))])}`,
    risk: "high",
    steps: [
      INTENDED,
      `Organizations console, Policies, Resource control policies: look at ${listed(statements.map(statementName))}. Add ArnNotLike with arn:aws:iam::*:role/aws-reserved/sso.amazonaws.com/* on signin:PrincipalArn to what denies signin:Authenticate, and on aws:PrincipalArn to what denies the other two actions: before authentication only the first key is there.`,
      `A change holds for every account below the policy's targets: try it on ${accountName(grant)} first. ${WITHIN_MINUTES}`,
    ],
  };
}
