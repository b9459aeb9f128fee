/** Power that outlives its reason: owners that an account no longer has, and groups by which a delegate reaches the management account. */
import { USER } from "../../../facts/organization/columns.ts";
import { isGroup, judgeUser } from "../../../facts/organization/judgement.ts";
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
  const isOwner = (row: number): boolean =>
    [principals.names[row], principals.emails[row]].some((name) => name?.toLowerCase() === email);
  const people = [...pair.principals].filter((row) => principals.kinds[row] === USER);
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
        title: "Somebody besides the account's owner has the owner's access",
        summary: `${words} has ${subject.permissionSet.name} in ${accountWords(subject.account)} directly, as its owner ${email} has. When an account of Control Tower gets another owner, the one before keeps the access.`,
        subject: { ...subject, principal },
        affected: affectedUsers(organization, Uint32Array.of(row)),
        remedy: {
          kind: "human",
          summary: `Ask whether ${words} still needs it`,
          risk: "medium",
          steps: ["If not, delete that one assignment; the owner's keeps the role and its name."],
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
        title: "A delegated administrator can let people into the management account",
        summary: `${subject.permissionSet.name} in the management account is assigned to ${groups.length === 1 ? "a group" : `${groups.length} groups`}, and ${delegate}, the delegated administrator, can change the members of groups.`,
        subject,
        affected: affectedUsers(organization, groups),
        remedy: {
          kind: "human",
          summary: "Assign access to the management account to users, or guard the delegate's account like it",
          risk: "medium",
          steps: ["Keep the management account's sets and their assignments apart, and watch changes of their groups."],
        },
      });
    });
}
