/** Power that outlives its reason: owners that an account no longer has, and groups by which a delegate reaches the management account. */

import { USER } from "../../../facts/organization/columns.ts";
import { isGroup, judgeUser } from "../../../facts/organization/judgement.ts";
import { rowList, type UserRow } from "../../../facts/organization/rows.ts";
import type { Finding } from "../../../model/finding.ts";
import { accountWords, affectedUsers, principalAt, principalWords, type ScannedOrganization } from "../organization.ts";
import { pairsOf, type ScannedPair, subjectOf } from "../pairs.ts";
import { finding, type Rule } from "../rule.ts";

/** Casebook C53; facts 3.7. */
export const owners: Rule = {
  finds: ["former-owner-access", "delegate-reaches-management-account"],
  find: (organization) => [
    ...[...pairsOf(organization)].flatMap((pair) => formerOwners(organization, pair)),
    ...delegateReach(organization),
  ],
};

/**
 * Account Factory assigns the owner whose e-mail address an account gets, and keeps the one before. Who shares a set with the
 * present owner directly, in the very account, may be such a one.
 */
function formerOwners(organization: ScannedOrganization, pair: ScannedPair): readonly Finding[] {
  const { principals } = organization.facts.columns;
  const email = organization.account(pair.accountId)?.email.toLowerCase();
  if (email === undefined) return [];
  const isOwner = (row: UserRow): boolean =>
    [principals.names[row], principals.emails[row]].some((name) => name?.toLowerCase() === email);
  const people = [...pair.principals].filter((row): row is UserRow => principals.kinds[row] === USER);
  if (!people.some(isOwner)) return [];
  const subject = subjectOf(organization, pair);
  return people
    .filter((row) => !isOwner(row) && judgeUser(organization.facts, row).answer === "yes")
    .map((row) => {
      const principal = principalAt(organization, row);
      const words = principalWords(principal);
      return finding({
        cause: "former-owner-access",
        severity: "medium",
        confidence: "possible",
        title: "A former account owner may still have access",
        summary: `${words} has ${subject.permissionSet.name} in ${accountWords(subject.account)} directly, like the account's owner ${email}. When the owner of a Control Tower account changes, the previous owner keeps the access.`,
        subject: { ...subject, principal },
        affected: affectedUsers(organization, rowList([row])),
        remedy: {
          kind: "human",
          summary: `Ask whether ${words} still needs it`,
          risk: "medium",
          steps: ["If not, delete this one assignment. The owner's assignment keeps the role and its name."],
        },
      });
    });
}

/** The delegate may change the members of any group, also of those that reach the management account (facts 3.7, inferred). */
function delegateReach(organization: ScannedOrganization): readonly Finding[] {
  const { managementAccountId, delegatedAdministrators } = organization.document.organization;
  const [delegate] = delegatedAdministrators;
  if (delegate === undefined || delegate === managementAccountId) return [];
  return [...pairsOf(organization)]
    .filter(({ accountId }) => accountId === managementAccountId)
    .flatMap((pair) => {
      const groups = pair.principals.filter((row) => isGroup(organization.facts, row));
      if (groups.length === 0) return [];
      const subject = subjectOf(organization, pair);
      return finding({
        cause: "delegate-reaches-management-account",
        severity: "medium",
        confidence: "likely",
        title: "A delegated administrator can give access to the management account",
        summary: `${subject.permissionSet.name} in the management account is assigned to ${groups.length === 1 ? "a group" : `${groups.length} groups`}, and ${delegate}, the delegated administrator, can change the members of groups.`,
        subject,
        affected: affectedUsers(organization, groups),
        remedy: {
          kind: "human",
          summary:
            "Assign management account access to users only, or protect the delegated administrator account like the management account",
          risk: "medium",
          steps: ["Use separate permission sets for the management account, and watch changes of their groups."],
        },
      });
    });
}
