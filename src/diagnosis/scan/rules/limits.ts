/** Quotas that are used up, so that the next assignment fails. */

import { isGroup } from "../../../facts/organization/judgement.ts";
import { PROVISIONED, pairsOfAccount } from "../../../facts/organization/pairs.ts";
import { type AccountRow, rowAt } from "../../../facts/organization/rows.ts";
import type { Finding } from "../../../model/finding.ts";
import { certain, parseAccountId } from "../../../model/ids.ts";
import { GROUPS_PER_PERMISSION_SET_AND_ACCOUNT, PERMISSION_SETS_PER_ACCOUNT } from "../../../model/quotas.ts";
import { accountOf, accountWords, affectedUsers, nobody, type ScannedOrganization } from "../organization.ts";
import { pairsOf, subjectOf } from "../pairs.ts";
import { adviceOf, finding, type Rule } from "../rule.ts";

export const limits: Rule = {
  finds: ["group-limit-reached", "set-quota"],
  find: (organization) => [...fullPairs(organization), ...fullAccounts(organization)],
};

function fullPairs(organization: ScannedOrganization): readonly Finding[] {
  return [...pairsOf(organization)].flatMap((pair) => {
    const groups = pair.principals.filter((principal) => isGroup(organization.facts, principal));
    if (groups.length < GROUPS_PER_PERMISSION_SET_AND_ACCOUNT) return [];
    const subject = subjectOf(organization, pair);
    return finding({
      cause: "group-limit-reached",
      severity: "medium",
      summary: `${subject.permissionSet.name} in ${accountWords(subject.account)} is assigned to ${groups.length} groups. AWS allows ${GROUPS_PER_PERMISSION_SET_AND_ACCOUNT} for one permission set in one account, so assigning another group fails.`,
      subject,
      affected: affectedUsers(organization, groups),
      remedy: {
        kind: "human",
        summary: "Merge groups",
        risk: "medium",
        steps: [adviceOf("group-limit-reached")],
      },
    });
  });
}

function fullAccounts(organization: ScannedOrganization): readonly Finding[] {
  const { pairs, columns } = organization.facts;
  return columns.accounts.ids.flatMap((id, at) => {
    const [from, to] = pairsOfAccount(pairs, rowAt<AccountRow>(at));
    const sets = pairs.flags.subarray(from, to).reduce((sum, flags) => sum + ((flags & PROVISIONED) === 0 ? 0 : 1), 0);
    if (sets < PERMISSION_SETS_PER_ACCOUNT) return [];
    const account = accountOf(organization, certain(parseAccountId(id)));
    return finding({
      cause: "set-quota",
      severity: "medium",
      summary: `${accountWords(account)} has ${sets} provisioned permission sets. The default quota is ${PERMISSION_SETS_PER_ACCOUNT} per account, so assigning another set fails unless the quota was raised.`,
      confidence: "likely",
      subject: { account },
      affected: nobody,
      remedy: {
        kind: "human",
        summary: "Remove unused permission sets from the account, or raise the quota",
        risk: "medium",
        steps: [adviceOf("set-quota")],
      },
    });
  });
}
