/** The set is assigned to a primary group of Active Directory, whose members Identity Center never reads (facts A3, casebook C37). */
import type { AttachedPrincipal } from "../../../facts/grant/grant-facts.ts";
import { evidenceOf, knownValue } from "../../../model/reading.ts";
import { defineCause, type Found } from "../../cause.ts";
import { isKnownUnassigned, liveGroups } from "../../families/reach.ts";
import { principalName } from "../../path/links.ts";
import { grantName, userName } from "../../path/names.ts";

interface PrimaryGroup extends Found {
  readonly group: AttachedPrincipal;
}

/** The group that Active Directory gives to every user as the primary one, in the languages of its servers. */
const DEFAULT_PRIMARY_GROUP =
  /^(?:[\w.-]+\\)?(?:Domain Users|Domänen-Benutzer|Utilisateurs du domaine|Usuarios del dominio|Utenti del dominio|Domeingebruikers|Usuários do domínio)(?:@[\w.-]+)?$/i;
/** `CORP\\Domain Users`, `Domain Users@corp.example.com`: names of Active Directory, whoever owns the record. */
const OF_A_DOMAIN = /[@\\]/;

export const primaryGroup = defineCause<PrimaryGroup>({
  id: "primary-group",
  stage: "membership",
  rank: 12,
  title: "The group is an Active Directory primary group, whose members are not synchronized",
  facts: ["A3", "A26"],
  noticedIn: "facts",
  explains: ["not-a-member", "group-empty", "membership-not-synced"],
  standsAlone: false,
  confidenceRule:
    "Likely: the assigned group has the name of the default primary group of Active Directory, and the user is not in it as far as Identity Center knows. Only Active Directory shows which group is a user's primary group.",
  documentation: {
    symptoms: [
      "Domain Users is assigned, and nobody sees the account",
      "Domain Users has no members in IAM Identity Center",
      "The primary group of Active Directory does not sync",
      "A user whose primary group was changed lost access",
    ],
    why: "Every user of Active Directory has a primary group, Domain Users unless it was changed. Active Directory does not store this membership in the group, and Identity Center cannot read it: the group arrives without these members, however long you wait.",
    whatToDo:
      "Assign the permission set to another group that the users are ordinary members of, and add that group to the sync scope.",
    sources: [
      "https://docs.aws.amazon.com/singlesignon/latest/userguide/troubleshooting.html",
      "https://docs.aws.amazon.com/singlesignon/latest/userguide/provision-users-from-ad-configurable-ADsync.html",
    ],
  },
  find: (grant) => {
    if (!isKnownUnassigned(grant)) return undefined;
    const group = liveGroups(grant).find(isPrimary);
    if (!group) return undefined;
    return {
      confidence: "likely",
      evidence: [
        ...evidenceOf(grant.facts.attached),
        ...evidenceOf(grant.facts.groupIds),
        ...evidenceOf(group.details),
      ],
      group,
    };
  },
  explain: ({ group }, grant) =>
    `${grantName(grant)} is assigned to ${principalName(group)}, and ${userName(grant)} is not a member as far as Identity Center knows. In Active Directory this is usually the primary group of every user, and Identity Center cannot read the members of a primary group.`,
  remedy: ({ group }, grant) => ({
    kind: "human",
    summary: `Assign ${grantName(grant)} to a group that is nobody's primary group`,
    risk: "medium",
    steps: [
      `In Active Directory, choose or create a group that is nobody's primary group, and make ${userName(grant)} a direct member.`,
      "Add the group to the sync scope (IAM Identity Center > Settings > Identity source > Actions > Manage sync). A change arrives within about four hours.",
      `Assign ${grantName(grant)} to that group. Then remove the assignment to ${principalName(group)}, which gives access to nobody whose primary group it is.`,
      "Then run the command again.",
    ],
  }),
});

/** In a directory of Identity Center's own, a group of that name without a domain is a group like any other. */
function isPrimary({ details }: AttachedPrincipal): boolean {
  const group = knownValue(details);
  if (!group || !DEFAULT_PRIMARY_GROUP.test(group.name)) return false;
  return group.isExternallyOwned || OF_A_DOMAIN.test(group.name);
}
