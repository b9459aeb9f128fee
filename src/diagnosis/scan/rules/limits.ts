/** Quotas that are used up, so that the next assignment fails. */
import { isGroup } from "../../../facts/organization/judgement.ts";
import { PROVISIONED, pairsOfAccount } from "../../../facts/organization/pairs.ts";
import type { Finding } from "../../../model/finding.ts";
import { certain, parseAccountId } from "../../../model/ids.ts";
import { accountOf, accountWords, affectedUsers, nobody, type ScannedOrganization } from "../organization.ts";
import { pairsOf, subjectOf } from "../pairs.ts";
import { finding, type Rule } from "../rule.ts";

/** Facts A22, D8, 3.6. */
const MOST_GROUPS = 100;
const MOST_SETS = 500;

export const limits: Rule = {
  finds: ["group-limit-reached", "set-quota"],
  find: (organization) => [...fullPairs(organization), ...fullAccounts(organization)],
};

function fullPairs(organization: ScannedOrganization): readonly Finding[] {
  return [...pairsOf(organization)].flatMap((pair) => {
    const groups = pair.principals.filter((principal) => isGroup(organization.facts, principal));
    if (groups.length < MOST_GROUPS) return [];
    const subject = subjectOf(organization, pair);
    return finding({
      cause: "group-limit-reached",
      severity: "medium",
      title: "No room for another group",
      summary: `${subject.permissionSet.name} in ${accountWords(subject.account)} has ${groups.length} groups; AWS takes ${MOST_GROUPS} for one set in one account, so the next assignment fails.`,
      subject,
      affected: affectedUsers(organization, groups),
      remedy: {
        kind: "human",
        summary: "Put groups together",
        risk: "medium",
        steps: ["Make a group that holds the members of several, assign it, and then delete their assignments."],
      },
    });
  });
}

function fullAccounts(organization: ScannedOrganization): readonly Finding[] {
  const { pairs, columns } = organization.facts;
  return columns.accounts.ids.flatMap((id, row) => {
    const [from, to] = pairsOfAccount(pairs, row);
    const sets = pairs.flags.subarray(from, to).reduce((sum, flags) => sum + ((flags & PROVISIONED) === 0 ? 0 : 1), 0);
    if (sets < MOST_SETS) return [];
    const account = accountOf(organization, certain(parseAccountId(id)));
    return finding({
      cause: "set-quota",
      severity: "medium",
      title: "No room for another permission set",
      summary: `${accountWords(account)} has ${sets} permission sets; AWS's quota is ${MOST_SETS} in one account, unless it was raised, so the next assignment of another set fails.`,
      confidence: "likely",
      subject: { account },
      affected: nobody,
      remedy: {
        kind: "human",
        summary: "Take sets away that nobody uses, or raise the quota",
        risk: "medium",
        steps: ["Delete the assignments of sets that nobody needs there, or ask for more in Service Quotas."],
      },
    });
  });
}
