/** The instance has no permission sets at all: they are switched off, as where account access manager is used alone (facts N2). */
import type { InstanceFacts } from "../../../facts/grant/grant-facts.ts";
import { evidenceOf, knownValue } from "../../../model/reading.ts";
import { defineCause, type Found } from "../../cause.ts";
import { areSetsOff } from "../../families/reach.ts";

interface SwitchedOff extends Found {
  readonly instance: InstanceFacts;
}

export const permissionSetsSwitchedOff = defineCause<SwitchedOff>({
  id: "permission-sets-switched-off",
  stage: "instance",
  rank: 16,
  title: "Permission sets are switched off in this organization",
  facts: ["N2", "N15"],
  noticedIn: "facts",
  explains: ["no-assignment"],
  standsAlone: false,
  confidenceRule:
    "Proved when DescribeInstance returns PermissionSetsEnabled = false for an instance whose owner is the management account. Account instances return false as well.",
  documentation: {
    symptoms: [
      "The console of IAM Identity Center has no page for permission sets",
      "PermissionSetsEnabled is false",
      "list-permission-sets is empty, and create-permission-set fails",
    ],
    why: "Since 2026 an organization instance can be created without permission sets, for an organization that gives access only through account access manager. Then there is nothing to assign, and the AWS access portal lists no accounts.",
    whatToDo:
      "If access is given through account access manager, entitle the user to a role there. If permission sets are wanted, switch them on: that cannot be undone.",
    sources: ["https://docs.aws.amazon.com/singlesignon/latest/userguide/organization-instances-identity-center.html"],
  },
  find: ({ facts }) => {
    const instance = knownValue(facts.instance);
    if (!instance || !areSetsOff(facts)) return undefined;
    return {
      confidence: "proved",
      evidence: [...evidenceOf(facts.instance), ...evidenceOf(facts.additional.permissionSetsEnabled)],
      instance,
    };
  },
  explain: ({ instance }) =>
    `Permission sets are switched off in this instance (${instance.arn}), so nobody can reach an account through the AWS access portal.`,
  remedy: ({ instance }) => ({
    kind: "human",
    summary: "Switch permission sets on, or entitle the user through account access manager",
    risk: "medium",
    steps: [
      "If the organization uses account access manager: entitle a group of the user to an IAM role in the account. The role is then in the account access portal.",
      `If permission sets are wanted: \`aws sso-admin update-instance --instance-arn ${instance.arn} --permission-sets-enabled --region ${instance.region}\`. They cannot be switched off again.`,
    ],
  }),
});
