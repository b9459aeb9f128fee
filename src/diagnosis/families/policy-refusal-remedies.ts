/** What people must do about a policy that refuses: always the exact policy and statement, never more access than was asked for. */

import type { ActionDecision, LayerDecision, NamedStatement } from "../../model/action-decision.ts";
import { arnName } from "../../model/arn-name.ts";
import type { Remedy } from "../../model/diagnosis.ts";
import { knownValue } from "../../model/reading.ts";
import { ownCommand, shellWord } from "../../model/shell-word.ts";
import { statementName } from "../action/action-decision.ts";
import { actionName } from "../action/action-name.ts";
import type { NearMiss } from "../action/exemptions.ts";
import { accountName, grantName, instanceOptions, listed, setName, userName } from "../path/names.ts";
import type { WalkedGrant } from "../path/walked-grant.ts";
import type { TagState } from "./attribute-states.ts";
import { missedExemption } from "./policy-refusal.ts";

/** The organization's administrators alone decide on service and resource control policies. */
export function changeControlPolicy(
  grant: WalkedGrant,
  kind: "service control" | "resource control",
  { statements, target }: Pick<LayerDecision, "statements" | "target">,
  action: string,
): Remedy {
  const where = `Organizations console, Policies, ${kind === "service control" ? "Service" : "Resource"} control policies`;
  const missed = missedExemption(grant, { statements, layer: `${kind} policy` });
  if (missed) return correctExemption(missed, { grant, where, statements });
  const edit =
    statements.length > 0
      ? `${where}: open ${listed([...new Set(statements.map(({ policy }) => policy))])} and look at ${listed(statements.map(statementName))}. It should say why it is there; narrow it only as far as ${action} needs, for example by a condition ArnNotLike on aws:PrincipalArn with the role of ${setName(grant)}.`
      : `${where}: none of the policies attached to ${target ?? "one level above the account"} allows ${action}. See which are attached: \`aws organizations list-policies-for-target --target-id ${target ?? grant.facts.accountId} --filter ${kind === "service control" ? "SERVICE_CONTROL_POLICY" : "RESOURCE_CONTROL_POLICY"}\`.`;
  return {
    kind: "human",
    summary: `Ask the organization's administrators about the ${kind} policy for ${accountName(grant)}`,
    risk: "high",
    steps: [
      "Find out whether the denial is intended. If it is, do the work in an account or a Region where it is allowed.",
      edit,
      CONTROL_POLICY_CHANGE,
    ],
  };
}

const CONTROL_POLICY_CHANGE =
  "A change holds for every account below the policy's targets: try it on one account first. It takes effect within minutes; nothing needs to be provisioned.";

interface Spared extends Pick<LayerDecision, "statements"> {
  readonly grant: WalkedGrant;
  readonly where: string;
}

/** The policy exempts this role already, in a pattern that misses it by a detail. */
const correctExemption = ({ pattern, corrected, why }: NearMiss, { grant, where, statements }: Spared): Remedy => ({
  kind: "human",
  summary: `Have the exemption of ${setName(grant)} corrected in ${listed(statements.map(statementName))}: ${why}`,
  risk: "high",
  steps: [
    `Ask the organization's administrators whether ${pattern} was meant to exempt ${setName(grant)}.`,
    `If it was, ${where}: open ${listed([...new Set(statements.map(({ policy }) => policy))])} and replace ${pattern} by ${corrected}.`,
    CONTROL_POLICY_CHANGE,
  ],
});

export function changeBoundary(grant: WalkedGrant, refusedBy: LayerDecision, decision: ActionDecision): Remedy {
  const boundary = boundaryName(grant);
  return {
    kind: "human",
    summary: `Have the owner of the boundary ${boundary} decide on ${decision.action}`,
    risk: "high",
    steps: [
      refusedBy.isExplicit
        ? `In ${accountName(grant)}, IAM console, Policies: open ${boundary} and narrow ${listed(refusedBy.statements.map(statementName))}.`
        : `In ${accountName(grant)}, IAM console, Policies: open ${boundary} and add ${actionName(decision)} to what it allows.`,
      "This widens every role that has this boundary. Do not remove the boundary from the set instead: that allows everything that the set's policies allow.",
      "A changed customer managed policy takes effect at once. If the set is given another boundary, it must be provisioned again.",
    ],
  };
}

const boundaryName = ({ facts }: WalkedGrant): string => {
  const layers = knownValue(facts.additional.layers);
  const name = layers && knownValue(layers.boundary)?.name;
  return name === undefined ? "of the role" : arnName(name);
};

const provisionCommand = ({ facts }: WalkedGrant): string => {
  const name = knownValue(facts.permissionSet)?.name;
  return ownCommand("provision", [name === undefined ? "<set>" : shellWord(name), facts.accountId]);
};

/** Exactly what was asked for, and who else gets it. */
export function addToSet(grant: WalkedGrant, decision: ActionDecision | undefined): Remedy {
  const statement = JSON.stringify({
    Effect: "Allow",
    Action: decision?.action ?? "<service:Action>",
    Resource: decision?.resource ?? "<ARN of the resource>",
  });
  return {
    kind: "human",
    summary: `Decide whether ${setName(grant)} is meant to allow ${decision?.action ?? "anything"}`,
    risk: "medium",
    steps: [
      `If ${userName(grant)} needs it only here, assign a set that allows it instead; a change of ${setName(grant)} holds for everybody who has it, in every account.`,
      `Else: Identity Center console, Multi-account permissions, Permission sets, ${setName(grant)}, Permissions, Inline policy: add ${statement} to the statements that are there. \`aws sso-admin put-inline-policy-to-permission-set ${instanceOptions(grant)} --permission-set-arn ${knownValue(grant.facts.permissionSet)?.arn ?? "<ARN>"} --inline-policy file://policy.json\` replaces the whole inline policy, so keep what is in it.`,
      `Then provision it: \`${provisionCommand(grant)}\`.`,
    ],
  };
}

export const changeDenial = (grant: WalkedGrant, { statements }: LayerDecision, decision: ActionDecision): Remedy => ({
  kind: "human",
  summary: `Decide whether ${grantName(grant)} is meant to deny ${decision.action}`,
  risk: "medium",
  steps: [
    `Look at ${listed(statements.map(statementName))}: a statement that denies wins over every one that allows.`,
    `If it is too wide, narrow it only as far as ${actionName(decision)} needs: an inline policy in the permission set, a customer managed one in IAM of the account, an AWS managed one by choosing another.`,
    `After a change of the set, provision it: \`${provisionCommand(grant)}\`.`,
  ],
});

export function mendAttribute(grant: WalkedGrant, statement: NamedStatement, tags: readonly TagState[]): Remedy {
  const user = userName(grant);
  return {
    kind: "human",
    summary: `Put the tag ${listed(tags.map(({ tag }) => tag))} in order for ${user}`,
    risk: "medium",
    steps: [
      ...tags.map((tag) => tagStep(tag, statement, user)),
      `A value decides on access wherever policies read it: check that it is true for ${user}, do not set it only to get in.`,
      `${user} signs out of the portal and in again: tags are set when a session begins.`,
    ],
  };
}

function tagStep({ tag, problem }: TagState, statement: NamedStatement, user: string): string {
  switch (problem) {
    case "off":
      return `Identity Center console, Settings, Attributes for access control: enable them and add the key ${tag} with the attribute that holds it.`;
    case "not configured":
      return `Identity Center console, Settings, Attributes for access control: add the key ${tag} with the attribute that holds it, or correct the key's spelling there or in the policy.`;
    case "no value":
      return `Give ${user} a value in the attribute behind ${tag}: in the identity provider where that owns the user, else in the Identity Center console, Users, ${user}, Edit.`;
    case "other value":
      return `Compare the value of ${user} in the attribute behind ${tag} with what ${statementName(statement)} asks for. Correct the one that is wrong where it is owned.`;
  }
}

export const alignPolicies = (
  account: string,
  policies: readonly string[],
  otherAccount: string,
  action: string,
): Remedy => ({
  kind: "human",
  summary: `Compare ${listed(policies.map(arnName))} with the policy of the same name in ${otherAccount}`,
  risk: "medium",
  steps: [
    `Read both: \`aws iam get-policy --policy-arn <ARN>\` names the default version, \`aws iam get-policy-version --policy-arn <ARN> --version-id <version>\` shows it; once with credentials of ${account}, once with those of ${otherAccount}.`,
    `Find out which one is right. If ${action} is meant to be allowed here, make the right text this account's default: \`aws iam create-policy-version --policy-arn ${policies[0] === undefined ? "<ARN>" : shellWord(policies[0])} --policy-document file://policy.json --set-as-default\`.`,
    "Nothing needs to be provisioned: the role refers to the policy by its name. Keep the policies of all accounts equal from one source, such as a StackSet.",
  ],
});
