/** The access is on one name, and the person signs in under another: with an address where the record has a short name (facts A6). */
import type { CloudTrailEvent } from "../../../facts/grant/additional-facts.ts";
import type { UserFacts } from "../../../facts/grant/user-facts.ts";
import { evidenceOf, knownValue } from "../../../model/reading.ts";
import { defineCause, type Found } from "../../cause.ts";
import { grantName, timeBetween } from "../../path/names.ts";
import type { WalkedGrant } from "../../path/walked-grant.ts";

interface Mismatch extends Found {
  readonly user: UserFacts;
  /** The name that the identity provider sends. */
  readonly sent: string;
  readonly attempt: CloudTrailEvent | undefined;
  /** The record that bears that name. */
  readonly other: UserFacts | undefined;
}

export const signInNameMismatch = defineCause<Mismatch>({
  id: "sign-in-name-mismatch",
  stage: "user",
  rank: 35,
  title: "The person signs in under a different name than the user who has the access",
  facts: ["A6", "5.1"],
  noticedIn: "facts",
  explains: ["portal-not-refreshed"],
  standsAlone: true,
  tellUser: [
    "You sign in with a different user name than the one that has the access.",
    "Sign out, and sign in with the user name that has the access.",
  ],
  confidenceRule:
    "Proved when CloudTrail shows a refused sign-in with the record's e-mail address or another spelling of its userName; likely when a second record has that name, because it is not known whether the person uses it.",
  documentation: {
    symptoms: [
      "It's not you, it is us: the sign-in through the identity provider is refused",
      "SAML NameID is the e-mail address, and the userName from SCIM is a short name",
      "The user signs in and the portal is empty, although the assignment is there",
      "CloudTrail: ExternalIdPDirectoryLogin with an error",
      "An unexpected error has occurred",
    ],
    why: "With an external identity provider, the NameID of the SAML assertion must be exactly the userName of the record; the e-mail address is not compared. If the identity provider sends something else, AWS finds no such user and refuses the sign-in, or signs the person in as another user without this access.",
    whatToDo:
      "Have the identity provider send the same value as NameID (SAML) and userName (SCIM). The NameID must have the form name@domain, so a short userName is the one to change. The new userName must not collide with another record.",
    sources: [
      "https://docs.aws.amazon.com/singlesignon/latest/userguide/troubleshooting.html",
      "https://docs.aws.amazon.com/singlesignon/latest/userguide/understanding-sign-in-events.html",
      "https://github.com/pocket-id/pocket-id/issues/1353",
    ],
  },
  find: (grant) => {
    const user = knownValue(grant.facts.user);
    if (!user || !grant.isAssigned || user.status === "DISABLED") return undefined;
    return refusedSignIn(grant, user) ?? secondRecord(grant, user);
  },
  explain: ({ user, sent, attempt, other }, grant) => {
    const age = attempt && timeBetween(attempt.at, grant.facts.at);
    const seen = other
      ? `a second record, ${other.userName} (${other.id}), has the e-mail address of the first: signed in as that user, the person has only what is assigned to it`
      : `a sign-in as ${sent} was refused${age ? ` ${age} ago` : ""}`;
    return `${grantName(grant)} is assigned to the user name ${user.userName} (${user.id}), and ${seen}. The name that the identity provider sends must be exactly ${user.userName}; the address ${user.email ?? sent} is not compared.`;
  },
  remedy: ({ user, sent, other }) => ({
    kind: "human",
    summary: "Have the identity provider send the same name in both places",
    risk: "medium",
    steps: [
      `In the identity provider, look at what the AWS application sends as NameID (SAML) for this person, and what as userName (SCIM). They must be the same: now likely ${sent} and ${user.userName}.`,
      `${oneName(user.userName, sent)}${other ? ` The record ${other.userName} (${other.id}) must go first, or the names collide. Check first that nobody needs what is assigned to it.` : ""}`,
      "Then have the person sign out and in again, and check the user name at the top right of the access portal.",
    ],
  }),
});

/** The NameID must look like name@domain, so a short userName is the one that has to change (facts A6). */
const oneName = (userName: string, sent: string): string =>
  userName.includes("@")
    ? `Either send ${userName} as NameID, or send ${sent} as userName and let it sync.`
    : `Send ${sent} as userName and let it sync: a NameID must have the form name@domain, so ${userName} cannot be sent as NameID.`;

/** Nobody is made at sign-in, so a name that no record bears is refused (facts A8). That the event names it is inferred (facts 5.1). */
function refusedSignIn({ facts }: WalkedGrant, user: UserFacts): Mismatch | undefined {
  for (const attempt of knownValue(facts.additional.trail) ?? []) {
    const sent = attempt.details["UserName"];
    if (attempt.name !== "ExternalIdPDirectoryLogin" || !hasFailed(attempt) || typeof sent !== "string") continue;
    if (sent === user.userName || !isOf(user, sent)) continue;
    return {
      confidence: "proved",
      evidence: evidenceOf(facts.additional.trail),
      user,
      sent,
      attempt,
      other: undefined,
    };
  }
  return undefined;
}

const hasFailed = ({ errorCode, name, details }: CloudTrailEvent): boolean =>
  errorCode !== undefined || details[name] === "Failure";

/** The user's address, or the userName in other letters. */
const isOf = ({ userName, email }: UserFacts, sent: string): boolean =>
  [userName, email].some((own) => own?.toLowerCase() === sent.toLowerCase());

function secondRecord({ facts }: WalkedGrant, user: UserFacts): Mismatch | undefined {
  const attached = knownValue(facts.attached) ?? [];
  const other = (knownValue(facts.additional.namesakes) ?? []).find(
    ({ id, userName }) => isOf(user, userName) && !attached.some(({ principal }) => principal.id === id),
  );
  const evidence = evidenceOf(facts.additional.namesakes);
  return other && { confidence: "likely", evidence, user, sent: other.userName, attempt: undefined, other };
}
