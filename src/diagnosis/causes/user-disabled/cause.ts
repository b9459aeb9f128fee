/** The user exists but is disabled: they cannot sign in, whatever is assigned to them. */
import type { CloudTrailEvent } from "../../../facts/grant/additional-facts.ts";
import type { UserFacts } from "../../../facts/grant/user-facts.ts";
import { evidenceOf } from "../../../model/reading.ts";
import { defineCause, type Found } from "../../cause.ts";
import { byWhom, disablingOf, eventEvidence } from "../../families/history.ts";

interface Disabled extends Found {
  readonly user: UserFacts;
  /** Who disabled it, where CloudTrail shows that. */
  readonly event: CloudTrailEvent | undefined;
}

export const userDisabled = defineCause<Disabled>({
  id: "user-disabled",
  stage: "user",
  rank: 20,
  title: "The user is disabled",
  inOneLine: "is assigned to a disabled user",
  facts: ["A7", "E8"],
  noticedIn: "facts",
  explains: [],
  blocksEveryRepair: true,
  standsAlone: true,
  confidenceRule: "Always proved: the identity store gives the user's status.",
  documentation: {
    symptoms: [
      "The user cannot sign in to the access portal although the assignment is there",
      "User access is disabled",
      "The console offers Enable user access",
      "All users of the Active Directory were disabled at once",
    ],
    why: "A disabled user cannot sign in. Identity Center ends the portal session at once. Application sessions end within about 30 minutes, role sessions last up to 12 hours. Users of an Active Directory that has not synced for more than 28 days are disabled.",
    whatToDo:
      "Enable the user where they are managed: in the identity provider, or in the Identity Center console. Check their groups first: enabling the user makes every old membership effective again.",
    sources: [
      "https://docs.aws.amazon.com/singlesignon/latest/userguide/disableuser.html",
      "https://docs.aws.amazon.com/singlesignon/latest/userguide/authconcept.html",
    ],
  },
  find: (grant) => {
    const { user } = grant.facts;
    if (user.state !== "known" || user.value?.status !== "DISABLED") return undefined;
    const event = disablingOf(grant);
    const evidence = [...evidenceOf(user), ...(event ? eventEvidence(grant) : [])];
    return { confidence: "proved", evidence, user: user.value, event };
  },
  explain: ({ user, event }, grant) =>
    `${user.userName} (${user.id}) is disabled in Identity Center and cannot sign in, whatever is assigned.${event ? ` Disabled ${byWhom(event, grant)}.` : ""}`,
  remedy: ({ user }) => ({
    kind: "human",
    summary: user.isExternallyOwned
      ? `Enable ${user.userName} in the identity provider that owns the user`
      : `Enable ${user.userName} in the Identity Center console`,
    risk: "medium",
    steps: [
      "Find out why the user was disabled: a person who has left must stay disabled.",
      "Review the user's groups and assignments: enabling the user makes all of them effective again at once.",
      user.isExternallyOwned
        ? `In the identity provider, activate ${user.userName} and let it sync. The next sync may undo manual changes in Identity Center.`
        : `In the IAM Identity Center console, choose Users, ${user.userName}, then "Enable user access". AWS has no API for it.`,
      "Then run the command again.",
    ],
  }),
});
