/** One person, two records: the access was given to the one under which they do not sign in (facts A6). */
import type { Namesake } from "../../../facts/grant/additional-facts.ts";
import type { UserFacts } from "../../../facts/grant/user-facts.ts";
import { evidenceOf, knownValue } from "../../../model/reading.ts";
import { defineCause, type Found } from "../../cause.ts";
import { isKnownUnassigned } from "../../families/reach.ts";
import { grantName } from "../../path/names.ts";
import type { WalkedGrant } from "../../path/walked-grant.ts";

interface Duplicate extends Found {
  readonly own: UserFacts;
  readonly other: OtherRecord;
}

interface OtherRecord {
  readonly id: string;
  readonly userName: string;
  readonly email?: string | undefined;
  readonly displayName?: string | undefined;
  readonly sameAs?: Namesake["sameAs"];
  /** The assigned group that has it as a member; absent: the record itself is assigned. */
  readonly group?: string | undefined;
}

const isSame = (a: string | undefined, b: string | undefined): boolean =>
  a !== undefined && a !== "" && a.toLowerCase() === b?.toLowerCase();

/** An address belongs to one person; people may share a display name. */
const hasAddressOf = (own: UserFacts, { email, sameAs }: OtherRecord): boolean =>
  sameAs === "address" || isSame(email, own.email);

/** The records that the grant reaches: assigned themselves, or members of an assigned group. */
function reachedRecords(grant: WalkedGrant): readonly OtherRecord[] {
  const { attached, additional, user } = grant.facts;
  const own = knownValue(user);
  const principals = knownValue(attached) ?? [];
  const assigned = principals.flatMap(({ principal, details }) => {
    const facts = principal.type === "USER" ? knownValue(details) : undefined;
    return facts ? [{ id: principal.id, userName: facts.name, ...facts }] : [];
  });
  const looked = (knownValue(additional.namesakes) ?? []).flatMap((record) => {
    const group = principals.find(({ principal }) => principal.id === record.assignedGroupId);
    const isAssigned = principals.some(({ principal }) => principal.id === record.id);
    const name = group && (knownValue(group.details)?.name ?? group.principal.id);
    return isAssigned || group ? [{ ...record, group: isAssigned ? undefined : name }] : [];
  });
  return [...assigned, ...looked].filter(({ id }) => id !== own?.id);
}

/** A record of the same address first, then one of the same display name, which through a group alone is weak. */
function otherRecord(
  own: UserFacts,
  records: readonly OtherRecord[],
): Pick<Duplicate, "other" | "confidence"> | undefined {
  const byAddress = records.find((record) => hasAddressOf(own, record));
  if (byAddress) return { other: byAddress, confidence: "proved" };
  const sameName = records.filter(({ displayName }) => isSame(displayName, own.displayName));
  const other = sameName.find(({ group }) => group === undefined) ?? sameName[0];
  return other && { other, confidence: other.group === undefined ? "likely" : "possible" };
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
    "Proved when another record has this user's e-mail address, or the address as its userName, and the permission set is assigned to that record or to a group that it is a member of. When the two have only the display name in common: likely where the other record is assigned itself, possible where a group is.",
  documentation: {
    symptoms: [
      "Two users with the same name in IAM Identity Center",
      "The console shows the assignment for the user, but their portal is empty",
      "SAML NameID does not match the assigned user",
    ],
    why: "Identity Center identifies people by the user id behind the userName, not by name or e-mail address. If an identity provider sends a different userName than before, or somebody created a user manually, a person ends up with two records, and what is assigned to one does not apply to the other.",
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
    const found = otherRecord(own, reachedRecords(grant));
    const evidence = [...evidenceOf(facts.additional.namesakes), ...evidenceOf(facts.attached)];
    return found && { ...found, own, evidence };
  },
  explain: ({ own, other, confidence }, grant) =>
    `${grantName(grant)} ${other.group === undefined ? "is assigned to" : `reaches, through the group ${other.group},`} ${other.userName} (${other.id}), ${confidence === "proved" ? "a second record of the same person" : `who has the same display name, ${own.displayName}`}. The record asked about, ${own.userName} (${own.id}), does not have it.`,
  remedy: ({ own, other }, grant) => ({
    kind: "human",
    summary: "Decide under which record the person signs in, and keep that one",
    risk: "medium",
    steps: [
      "Have the person sign in to the access portal and check the user name at the top right; with an external identity provider, that is the SAML NameID.",
      `If it is ${other.userName}, nothing is missing: run the command for that user. Then delete or disable the unused record ${own.userName} where users are managed.`,
      `If it is ${own.userName}, ${other.group === undefined ? `assign ${grantName(grant)} to it, or preferably to one of their groups, and only then remove the assignment of ${other.userName}` : `add it to the group ${other.group}, and only then take ${other.userName} out of it`}: idc-doctor why ${own.userName} shows the result.`,
      "With an external identity provider, correct the attribute that it sends as userName (SCIM) and NameID (SAML): both must be the same, or the second record comes back.",
    ],
  }),
});
