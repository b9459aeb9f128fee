/** The access was taken away, and a session that began before still works (facts E5). */
import type { CloudTrailEvent } from "../../../facts/grant/additional-facts.ts";
import { knownValue } from "../../../model/reading.ts";
import { defineCause, type Found } from "../../cause.ts";
import { byWhom, eventEvidence, removalOf, timeAgo, useAfter } from "../../families/history.ts";
import { isKnownUnassigned } from "../../families/reach.ts";
import { grantName, setName, userName } from "../../path/names.ts";
import type { WalkedGrant } from "../../path/walked-grant.ts";

interface Outlives extends Found {
  readonly removed: CloudTrailEvent;
  readonly used: CloudTrailEvent;
}

export const outlivesRevocation = defineCause<Outlives>({
  id: "outlives-revocation",
  stage: "assignment",
  rank: 5,
  title: "The access was removed, but was used afterwards",
  facts: ["E5", "N9"],
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
    "Proved: CloudTrail shows the removal of the assignment, and that the user got credentials for it later.",
  documentation: {
    symptoms: [
      "The user was removed and can still use the account",
      "Access continues after the assignment was deleted",
      "How do I revoke an active session of IAM Identity Center",
    ],
    why: "Portal access and role sessions end at different times. After an assignment is removed, an existing portal or application session can still open the account for up to one hour; after removal from a group, new sessions are possible for up to one hour and existing ones last up to two. A role session that is already open lasts as long as the permission set's session duration, up to 12 hours. Ending the portal session does not end role sessions.",
    whatToDo:
      "If the access must end now, add a Deny with a condition on identitystore:UserId to the inline policy of the permission set, and provision the set. A service control policy with the same condition works too, except in the management account. Otherwise wait for the sessions to end.",
    sources: [
      "https://docs.aws.amazon.com/singlesignon/latest/userguide/authconcept-revoke-access.html",
      "https://docs.aws.amazon.com/singlesignon/latest/userguide/authconcept.html",
      "https://docs.aws.amazon.com/singlesignon/latest/userguide/manage-user-session.html",
    ],
  },
  find: (grant) => {
    const removed = removalOf(grant)?.event;
    const used = removed && useAfter(grant, removed.at);
    if (!removed || !used || !isKnownUnassigned(grant)) return undefined;
    return { confidence: "proved", evidence: eventEvidence(grant), removed, used };
  },
  explain: ({ removed, used }, grant) =>
    `${grantName(grant)} was removed from ${userName(grant)} ${byWhom(removed, grant)}, and they got credentials for it again ${timeAgo(used.at, grant)}. Existing sessions can still open the account for up to one hour (two after removal from a group), and an open role session lasts up to 12 hours.`,
  remedy: (_found, grant) => ({
    kind: "human",
    summary: "Decide whether the access must end now, or was removed by mistake",
    risk: "high",
    steps: [
      `If it must end now: add a Deny for ${userId(grant)} to the inline policy of ${setName(grant)}, with the condition {"StringEquals": {"identitystore:UserId": "${userId(grant)}"}}, and provision the set. A service control policy with this condition works too, but not in the management account. Also delete the user's portal sessions (IAM Identity Center, Users, Active sessions).`,
      "If nothing more is needed, wait: new sessions stop within two hours, and open role sessions end after 12 hours at most.",
      "If the removal was a mistake, `idc-doctor fix` gives the access back.",
    ],
  }),
});

const userId = ({ facts }: WalkedGrant): string => knownValue(facts.user)?.id ?? "<user id>";
