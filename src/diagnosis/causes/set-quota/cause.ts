/** The account has no room for another permission set (facts D8). */
import { PERMISSION_SETS_PER_ACCOUNT, PERMISSION_SETS_PER_INSTANCE, thousands } from "../../../model/quotas.ts";
import { evidenceOf, knownValue } from "../../../model/reading.ts";
import { defineCause, type Found } from "../../cause.ts";
import { BEHIND_A_FAILURE } from "../../families/failed-requests.ts";
import { isKnownUnassigned, isNotProvisioned, knownGrant } from "../../families/reach.ts";
import { accountName, instanceOptions, setName } from "../../path/names.ts";

interface QuotaReached extends Found {
  readonly count: number;
}

export const setQuota = defineCause<QuotaReached>({
  id: "set-quota",
  stage: "provisioning",
  rank: 27,
  title: "The account has no room for another permission set",
  facts: ["2.4 D8", "B8"],
  noticedIn: "facts",
  explains: BEHIND_A_FAILURE,
  standsAlone: false,
  confidenceRule:
    "Likely: the account has as many provisioned sets as AWS's default quota allows, and this one is not among them. The quota of your account may have been raised.",
  documentation: {
    symptoms: [
      "ServiceQuotaExceededException",
      "The permission set can be assigned in every account but one",
      "You have exceeded AWS SSO limits. Cannot create",
    ],
    why: `An account takes ${PERMISSION_SETS_PER_ACCOUNT} provisioned permission sets, an instance ${thousands(PERMISSION_SETS_PER_INSTANCE)}. The next set is refused when it is assigned.`,
    whatToDo:
      "Remove unused sets from the account: the role of a set is deleted with its last assignment. Or request a quota increase.",
    sources: ["https://docs.aws.amazon.com/singlesignon/latest/userguide/limits.html"],
  },
  find: (grant) => {
    const count = knownValue(grant.facts.additional.setsInAccount) ?? 0;
    if (
      !knownGrant(grant) ||
      count < PERMISSION_SETS_PER_ACCOUNT ||
      !isNotProvisioned(grant) ||
      !isKnownUnassigned(grant)
    )
      return undefined;
    return { confidence: "likely", evidence: evidenceOf(grant.facts.additional.setsInAccount), count };
  },
  explain: ({ count }, grant) =>
    `${accountName(grant)} already holds ${count} permission sets, and ${setName(grant)} is not among them. AWS's default quota is ${PERMISSION_SETS_PER_ACCOUNT} for one account, so most likely it could not be assigned.`,
  remedy: (_found, grant) => ({
    kind: "human",
    summary: `Make room in ${accountName(grant)}: remove unused permission sets`,
    risk: "medium",
    steps: [
      `List the sets of the account: \`aws sso-admin list-permission-sets-provisioned-to-account ${instanceOptions(grant)} --account-id ${grant.facts.accountId}\`, and for each who is assigned.`,
      "Delete the assignments of sets that nobody uses there. The role is deleted with the last assignment, and policies that name it break: look for them first.",
      `Or use a set that is in the account already, or ask AWS to raise the quota "Permission sets per account".`,
      "Then run `idc-doctor fix`.",
    ],
  }),
});
