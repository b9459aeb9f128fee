/** The identity provider tried to put a group into a group; Identity Center knows no such thing (facts A4). */
import type { AttachedPrincipal } from "../../../facts/grant/grant-facts.ts";
import { evidenceOf } from "../../../model/reading.ts";
import { defineCause, type Found } from "../../cause.ts";
import { eventEvidence, nestingAttempt, timeAgo } from "../../families/history.ts";
import { isKnownUnassigned, liveGroups } from "../../families/reach.ts";
import { principalName } from "../../path/links.ts";
import { grantName, userName } from "../../path/names.ts";

interface Nested extends Found {
  readonly parent: AttachedPrincipal;
  /** The group of the user that should have been inside. */
  readonly child: string;
  readonly when: string;
}

export const nestedGroup = defineCause<Nested>({
  id: "nested-group",
  stage: "membership",
  rank: 10,
  title: "The user is only in a nested group, and nested groups are not supported",
  facts: ["A4"],
  noticedIn: "facts",
  explains: ["not-a-member", "group-empty", "membership-not-synced"],
  standsAlone: false,
  confidenceRule:
    "Likely: CloudTrail shows that the sync tried to make a group of the user a member of the assigned group, and was refused. What the identity provider shows cannot be read from AWS.",
  documentation: {
    symptoms: [
      "The identity provider shows the user as an indirect member of the group",
      "Members of nested groups do not see the account",
      "Only direct members of the group were provisioned",
    ],
    why: "Identity Center does not support a group inside a group. Entra ID does not read nested groups when it provisions; Okta has no nested groups and flattens groups that it imports. Configurable AD sync flattens them, legacy AD sync does not; ssosync flattens from version 2.2.0 on.",
    whatToDo:
      "Push and assign the child group itself, or make the users direct members of the assigned group in the identity provider. Flattening the whole tree gives the access to everybody in it.",
    sources: [
      "https://docs.aws.amazon.com/singlesignon/latest/userguide/provision-automatically.html",
      "https://learn.microsoft.com/en-us/entra/identity/app-provisioning/how-provisioning-works",
      "https://github.com/awslabs/ssosync",
    ],
  },
  find: (grant) => {
    if (!isKnownUnassigned(grant)) return undefined;
    for (const parent of liveGroups(grant)) {
      const attempt = nestingAttempt(grant, parent.principal.id);
      if (!attempt) continue;
      return {
        confidence: "likely",
        evidence: [...eventEvidence(grant), ...evidenceOf(grant.facts.groupIds), ...evidenceOf(parent.details)],
        parent,
        child: attempt.child,
        when: timeAgo(attempt.event.at, grant),
      };
    }
    return undefined;
  },
  explain: ({ parent, child, when }, grant) =>
    `${grantName(grant)} is assigned to ${principalName(parent)}; ${userName(grant)} is only in a group (${child}) that the sync tried to put into it ${when}. Identity Center refused, because it does not support nested groups. So the user is most likely only an indirect member at the identity provider, which gives no access here.`,
  remedy: ({ parent, child }, grant) => ({
    kind: "human",
    summary: `Make ${userName(grant)} a direct member, or give the inner group (${child}) the access`,
    risk: "medium",
    steps: [
      `Either assign ${grantName(grant)} to group ${child} too: everybody in it then has the access.`,
      `Or, in the identity provider, make ${userName(grant)} a direct member of ${principalName(parent)}, and let it sync.`,
      "Then run the command again.",
    ],
  }),
});
