/** What was found is an account instance, and only the organization instance gives access to AWS accounts (facts A13). */
import type { GrantFacts, InstanceFacts } from "../../../facts/grant/grant-facts.ts";
import type { Remedy } from "../../../model/diagnosis.ts";
import { evidenceOf, knownValue } from "../../../model/reading.ts";
import { defineCause, type Found } from "../../cause.ts";
import { accountInstanceRefusals, isAccountInstance } from "../../families/reach.ts";

interface AccountInstance extends Found {
  readonly instance: InstanceFacts;
}

export const accountInstanceOnly = defineCause<AccountInstance>({
  id: "account-instance-only",
  stage: "instance",
  rank: 15,
  title: "This is an account instance, which has no permission sets",
  facts: ["A13", "N2"],
  noticedIn: "facts",
  explains: ["instance-not-in-region", "caller-not-permitted"],
  standsAlone: true,
  confidenceRule: "Proved when AWS refuses with this message, or the instance's owner is not the management account.",
  documentation: {
    symptoms: [
      "ValidationException: The operation is not supported for account instances of IAM Identity Center.",
      "The console of IAM Identity Center shows users and applications, but no AWS accounts and no permission sets",
      "list-permission-sets fails although list-instances returns an instance",
    ],
    why: "A member account can have an Identity Center instance of its own, for applications only. Permission sets and assignments to AWS accounts exist only in the organization instance, which belongs to the management account, and there only if permission sets are enabled (PermissionSetsEnabled).",
    whatToDo:
      "Run the command with credentials of the management account or of the delegated administrator. If the organization has no organization instance yet, enable one in its management account.",
    sources: [
      "https://docs.aws.amazon.com/singlesignon/latest/userguide/permissionsetsconcept.html",
      "https://docs.aws.amazon.com/singlesignon/latest/userguide/account-instances-identity-center.html",
    ],
  },
  find: (grant) => {
    const instance = knownValue(grant.facts.instance);
    if (!instance || !isAccountInstance(grant.facts)) return undefined;
    return {
      confidence: "proved",
      evidence: [grant.facts.instance, ...accountInstanceRefusals(grant.facts)].flatMap(evidenceOf),
      instance,
    };
  },
  explain: ({ instance }) =>
    `The instance seen here (${instance.arn}) is an account instance, owned by account ${instance.ownerAccountId}. An account instance serves applications; it has no permission sets and gives no access to AWS accounts.`,
  remedy: ({ instance }, { facts }) =>
    isOwnOfManagement(instance, facts) ? enableOrganizationInstance(instance) : askElsewhere(instance),
});

/** The management account asked, and the instance is its own: nobody else would be shown another one in this Region. */
function isOwnOfManagement({ ownerAccountId }: InstanceFacts, { caller, account }: GrantFacts): boolean {
  return (
    ownerAccountId === knownValue(account)?.managementAccountId && ownerAccountId === knownValue(caller)?.accountId
  );
}

const enableOrganizationInstance = ({ arn, ownerAccountId, region }: InstanceFacts): Remedy => ({
  kind: "human",
  summary: "Enable the organization instance of IAM Identity Center in the management account",
  risk: "high",
  steps: [
    `The management account sees only this account instance in ${region}. If the organization instance is in another Region, run the command there: \`idc-doctor why --region <Region>\`.`,
    `If the organization has none: sign in to the management account ${ownerAccountId} and open the Identity Center console. Permission sets and assignments need an organization instance.`,
    `The account instance (${arn}) serves applications: before you change or delete it, ask whoever uses them.`,
  ],
});

const askElsewhere = (instance: InstanceFacts): Remedy => ({
  kind: "human",
  summary: "Use credentials of the management account or the delegated administrator",
  risk: "low",
  steps: [
    "Find the management account: `aws organizations describe-organization --query Organization.MasterAccountId`.",
    "Run the command again with a profile of that account, or of the account that is registered as delegated administrator for sso.amazonaws.com.",
    `If the organization has no organization instance, enable IAM Identity Center in the management account; the account instance of ${instance.ownerAccountId} can stay.`,
  ],
});
