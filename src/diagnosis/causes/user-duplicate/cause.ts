/** One person, two records: the access was given to the one under which they do not sign in (facts A6). */
import type { AttachedPrincipal } from "../../../facts/grant/grant-facts.ts";
import type { UserFacts } from "../../../facts/grant/user-facts.ts";
import { evidenceOf, knownValue } from "../../../model/reading.ts";
import { defineCause, type Found } from "../../cause.ts";
import { isKnownUnassigned } from "../../families/reach.ts";
import { grantName } from "../../path/names.ts";

interface Duplicate extends Found {
  readonly own: UserFacts;
  readonly other: { readonly id: string; readonly userName: string };
}

/** An assigned user who has this user's e-mail address, or only the display name: people may share that. */
function assignedNamesake(
  attached: readonly AttachedPrincipal[],
  own: UserFacts,
): (Duplicate["other"] & { readonly by: "address" | "name" }) | undefined {
  const isSame = (a: string | undefined, b: string | undefined) =>
    a !== undefined && a !== "" && a.toLowerCase() === b?.toLowerCase();
  const users = attached.flatMap(({ principal, details }) => {
    const facts = principal.type === "USER" && principal.id !== own.id ? knownValue(details) : undefined;
    return facts ? [{ id: principal.id, userName: facts.name, ...facts }] : [];
  });
  const byAddress = users.find(({ email }) => isSame(email, own.email));
  if (byAddress) return { ...byAddress, by: "address" };
  const byName = users.find(({ displayName }) => isSame(displayName, own.displayName));
  return byName && { ...byName, by: "name" };
}

export const userDuplicate = defineCause<Duplicate>({
  id: "user-duplicate",
  stage: "user",
  rank: 30,
  title: "The person has two user records, and the other one has the access",
  facts: ["A6"],
  noticedIn: "facts",
  explains: [
    "no-assignment",
    "not-a-member",
    "group-empty",
    "other-set-assigned",
    "other-account-assigned",
    "provisioned-not-assigned",
  ],
  standsAlone: false,
  confidenceRule:
    "Proved when another record has this user's e-mail address, or the address as its userName, and the permission set is assigned to that record. Likely when the two have only the display name in common.",
  documentation: {
    symptoms: [
      "Two users with the same name in IAM Identity Center",
      "The console shows the assignment for the user, but their portal is empty",
      "SAML NameID does not match the assigned user",
    ],
    why: "Identity Center identifies people by the user id behind the userName, not by name or e-mail address. If an identity provider sends another userName than before, or somebody created a user manually, a person ends up with two records, and what is assigned to one does not apply to the other.",
    whatToDo:
      "Find out which userName the person signs in with. Have the identity provider send that one, remove the unused record, or assign the access to the record that is used.",
    sources: [
      "https://docs.aws.amazon.com/singlesignon/latest/userguide/troubleshooting.html",
      "https://docs.aws.amazon.com/singlesignon/latest/userguide/manage-your-identity-source-idp.html",
    ],
  },
  find: (grant) => {
    const { facts } = grant;
    const own = knownValue(facts.user);
    if (!own || !isKnownUnassigned(grant)) return undefined;
    const attached = knownValue(facts.attached) ?? [];
    const namesakes = knownValue(facts.additional.namesakes) ?? [];
    const namesake = namesakes.find(({ id }) => attached.some(({ principal }) => principal.id === id));
    const assigned = assignedNamesake(attached, own);
    const other = namesake ?? assigned;
    return (
      other && {
        confidence: namesake || assigned?.by === "address" ? "proved" : "likely",
        evidence: [...evidenceOf(facts.additional.namesakes), ...evidenceOf(facts.attached)],
        own,
        other,
      }
    );
  },
  explain: ({ own, other, confidence }, grant) =>
    `${grantName(grant)} is assigned to ${other.userName} (${other.id}), ${confidence === "proved" ? "a second record of the same person" : `who has the same display name, ${own.displayName}`}. The record asked about, ${own.userName} (${own.id}), does not have it.`,
  remedy: ({ own, other }, grant) => ({
    kind: "human",
    summary: "Decide under which record the person signs in, and keep that one",
    risk: "medium",
    steps: [
      "Have the person sign in to the access portal and check the user name at the top right; with an external identity provider, that is the SAML NameID.",
      `If it is ${other.userName}, nothing is missing: run the command for that user. Then delete or disable the unused record ${own.userName} where users are managed.`,
      `If it is ${own.userName}, assign ${grantName(grant)} to it, or preferably to one of their groups, and only then remove the assignment of ${other.userName}: idc-doctor why ${own.userName} shows the result.`,
      "With an external identity provider, correct the attribute that it sends as userName (SCIM) and NameID (SAML): both must be the same, or the second record comes back.",
    ],
  }),
});
