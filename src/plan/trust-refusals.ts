/** What stands against replacing a role's trust policy: IAM replaces whatever is there, so it must be what was seen (facts AAM34). */

import { originOf, templateSteps } from "../diagnosis/families/role-template.ts";
import type { PlanSurroundings, TouchedRole } from "../facts/plan/plan-surroundings.ts";
import type { TrustUpdate } from "../model/change.ts";
import type { PlanStep } from "../model/plan.ts";
import { isSamePolicy } from "../model/policy-text.ts";
import { TRUST_POLICY_CHARACTERS } from "../model/quotas.ts";
import { inTheWay } from "../model/reading.ts";
import { roleWords } from "./changes/create-entitlement.ts";
import type { Predicted, Refusal } from "./refusal.ts";
import { entitledAccountRefusal } from "./role-refusals.ts";

export function trustRefusals(steps: readonly PlanStep[], around: PlanSurroundings): Predicted {
  const updates = steps.flatMap(({ number, change }) => ("trust" in change ? [{ number, trust: change.trust }] : []));
  const { caller } = around;
  const isOwn = (trust: TrustUpdate): boolean => caller.state === "known" && caller.value.accountId === trust.accountId;
  return {
    refusals: updates.flatMap(({ number, trust }) => {
      const role = around.roles.find(({ roleArn }) => roleArn === trust.roleArn);
      return [policyRefusal(trust, role), entitledAccountRefusal(trust, around)]
        .filter((refusal) => refusal !== undefined)
        .map((refusal): Refusal => ({ ...refusal, affects: [number] }));
    }),
    warnings: updates.flatMap(({ number, trust }) => [
      ...(trust.after.length > TRUST_POLICY_CHARACTERS
        ? [
            `the new trust policy of ${roleWords(trust)} has ${trust.after.length} characters: step ${number} fails unless the IAM quota of ${TRUST_POLICY_CHARACTERS} was raised in that account`,
          ]
        : []),
      `whether ${isOwn(trust) ? "you have" : "the audit role has"} iam:UpdateAssumeRolePolicy on ${trust.roleArn} is not checked beforehand; IAM may refuse step ${number}`,
    ]),
  };
}

function policyRefusal(trust: TrustUpdate, role: TouchedRole | undefined): Refusal | undefined {
  const reading = role?.trustPolicy;
  if (reading?.state !== "known")
    return {
      kind: "trust-policy-not-read",
      summary: `The trust policy of ${roleWords(trust)} could not be read${reading?.state === "unknown" ? ` (${inTheWay(reading.failure)}: ${reading.failure.message})` : ""}, and IAM would replace whatever is there`,
      steps: ["Run the same command with --audit-role <name of a role in that account that you may assume>"],
    };
  const now = reading.value;
  if (now === null)
    return {
      kind: "role-missing",
      summary: `There is no ${roleWords(trust)} (${trust.roleArn})`,
      steps: [
        "Create the role again with a trust policy for account access manager, or entitle to the role that is meant",
      ],
    };
  const origin = role && originOf(role);
  if (origin !== undefined)
    return {
      kind: "role-from-template",
      summary: `${roleWords(trust)} ${origin}: its trust policy is not changed at the role (inferred)`,
      steps: templateSteps(role ?? trust, trust.applicationArn) ?? [],
    };
  if (isSamePolicy(now, trust.before) || isSamePolicy(now, trust.after)) return undefined;
  return {
    kind: "trust-policy-changed",
    summary: `The trust policy of ${roleWords(trust)} is no longer the one that the plan replaces; replacing it would undo somebody's change`,
    steps: ["Diagnose again with idc-doctor why, and make a new plan"],
  };
}
