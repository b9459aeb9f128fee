/** The access was taken away, and a session that began before still works (facts E5). */
import type { CloudTrailEvent } from "../../../facts/grant/additional-facts.ts";
import { defineCause, type Found } from "../../cause.ts";
import { byWhom, eventEvidence, removalOf, useAfter } from "../../families/history.ts";
import { isKnownUnassigned } from "../../families/reach.ts";
import { grantName, userName } from "../../path/names.ts";

interface Outlives extends Found {
  readonly removed: CloudTrailEvent;
  readonly used: CloudTrailEvent;
}

export const outlivesRevocation = defineCause<Outlives>({
  id: "outlives-revocation",
  stage: "assignment",
  rank: 5,
  title: "The access was taken away, but was used after that",
  facts: ["E5"],
  noticedIn: "facts",
  explains: [
    "assignment-removed",
    "no-assignment",
    "not-a-member",
    "group-empty",
    "other-set-assigned",
    "other-account-assigned",
    "provisioned-not-assigned",
    "not-provisioned",
  ],
  standsAlone: true,
  confidenceRule:
    "Proved: CloudTrail shows the removal of the assignment, and the user taking credentials for it later.",
  documentation: {
    symptoms: [
      "The user was removed and can still use the account",
      "Access continues after the assignment was deleted",
      "How do I revoke an active session of IAM Identity Center",
    ],
    why: "The portal keeps what it showed for up to an hour, and credentials of a role live as long as the set's session duration, up to 12 hours: together up to 13 hours after the removal. After removal from a group, new sessions stop within about an hour, existing ones within about two. Ending the portal session does not end role sessions.",
    whatToDo:
      "If the access must end now, add a Deny with a condition on identitystore:UserId to the inline policy of the permission set and provision the set. A service control policy with a condition on the user or on aws:TokenIssueTime works too, except in the management account. Otherwise wait for the sessions to end.",
    sources: [
      "https://docs.aws.amazon.com/singlesignon/latest/userguide/authconcept.html",
      "https://docs.aws.amazon.com/singlesignon/latest/userguide/manage-user-session.html",
    ],
  },
  find: (grant) => {
    const removed = removalOf(grant);
    const used = removed && useAfter(grant, removed.at);
    if (!removed || !used || !isKnownUnassigned(grant)) return undefined;
    return { confidence: "proved", evidence: eventEvidence(grant), removed, used };
  },
  explain: ({ removed, used }, grant) =>
    `${grantName(grant)} was taken from ${userName(grant)} ${byWhom(removed, grant)}, and they took credentials for it again at ${used.at}. Portal sessions last up to an hour longer, role sessions up to 12 hours.`,
  remedy: (_found, grant) => ({
    kind: "human",
    summary: "Decide whether the access must end now, or was removed by mistake",
    risk: "high",
    steps: [
      `If it must end now: disable ${userName(grant)} where users are managed, delete their portal sessions (IAM Identity Center, Users, Active sessions), and attach a service control policy that denies the role's sessions issued before now (condition DateLessThan on aws:TokenIssueTime).`,
      "If nothing more is needed: all sessions end by themselves within 13 hours after the removal.",
      "If the removal was a mistake: `idc-doctor fix` gives the access back.",
    ],
  }),
});
