/** Nothing assigns the set in the account to the user, and there is no group that would give it to them. */
import { EVERY_ACCOUNT } from "../../../facts/grant/grant-facts.ts";
import type { Remedy } from "../../../model/diagnosis.ts";
import { evidenceOf, knownValue } from "../../../model/reading.ts";
import { isOfNewExperience } from "../../../model/role-template.ts";
import { shellWord } from "../../../model/shell-word.ts";
import { defineCause, type Found } from "../../cause.ts";
import { isKnownUnassigned, type KnownGrant, knownGrant, liveGroups, orphans } from "../../families/reach.ts";
import { assignUser, newAccess } from "../../families/remedies.ts";
import { NO_SET_IS_NORMAL } from "../../families/role-template.ts";
import { accountName, grantName, userName } from "../../path/names.ts";
import type { WalkedGrant } from "../../path/walked-grant.ts";

interface OneSet extends Found {
  readonly known: KnownGrant;
  /** Other people to whom it is assigned. */
  readonly others: number;
}

/** The question names no set, and the user has nothing in the account, or in any where it names none either. */
interface Nothing extends Found {
  readonly known?: undefined;
  readonly where: string;
}

type NoAssignment = OneSet | Nothing;

export const noAssignment = defineCause<NoAssignment>({
  id: "no-assignment",
  stage: "assignment",
  rank: 70,
  title: "The permission set is not assigned to the user in this account",
  facts: ["A1", "B4", "N15"],
  noticedIn: "facts",
  explains: [],
  standsAlone: false,
  confidenceRule:
    "Proved when all assignments of the set in the account were read, or, where no account is named, all assignments of the user and their groups; likely when some assigned groups were not read.",
  documentation: {
    symptoms: [
      "The account is missing from the user's access portal",
      "You do not have any applications. Please contact your administrator.",
      "The permission set was created, but the user sees nothing",
      "ForbiddenException: No access",
      "No accounts available",
    ],
    why: "The portal lists exactly the accounts that are assigned to the user, directly or through a group. A permission set that exists, or is even provisioned in the account, gives access to nobody until it is assigned.",
    whatToDo:
      "Assign the permission set in the account to the user, or preferably to one of their groups. AWS provisions the set together with the assignment.",
    sources: [
      "https://docs.aws.amazon.com/singlesignon/latest/userguide/useraccess.html",
      "https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_CreateAccountAssignment.html",
    ],
  },
  find: (grant) => {
    const nothing = nothingThere(grant);
    if (nothing) return nothing;
    const known = knownGrant(grant);
    const { attached } = grant.facts;
    // Where a group has the access, the way in is through that group: not-a-member and group-empty say so.
    if (!known || attached.state !== "known" || !isKnownUnassigned(grant) || liveGroups(grant).length > 0)
      return undefined;
    const isEveryGroupKnown = attached.value.every(
      ({ principal, details }) => principal.type === "USER" || details.state === "known",
    );
    return {
      confidence: isEveryGroupKnown ? "proved" : "likely",
      evidence: [...evidenceOf(grant.facts.user), ...evidenceOf(attached)],
      known,
      others: attached.value.length - orphans(grant).length,
    };
  },
  explain: (found, grant) => {
    const normal = normalWithoutSet(grant);
    if (!found.known)
      return `Nothing is assigned to ${userName(grant)} in ${found.where}, directly or through a group.${normal}`;
    const { others } = found;
    const role =
      knownValue(grant.facts.freshness) === "latest"
        ? " The set is provisioned there, but that gives nobody access."
        : "";
    return others === 0
      ? `${grantName(grant)} is not assigned to ${userName(grant)}, directly or through a group.${role}${normal}`
      : `${grantName(grant)} is assigned to ${others === 1 ? "one other principal" : `${others} other principals`}, but not to ${userName(grant)}, directly or through a group.${role}${normal}`;
  },
  remedy: ({ known }, grant) =>
    known ? assignUser(grant, known, { notes: [newAccess(grant)] }) : nameWhatIsMeant(grant),
});

/** Where others have the role of AWS's new experience, permission sets are not how people get in (facts N15, inferred). */
function normalWithoutSet({ facts }: WalkedGrant): string {
  const road = knownValue(facts.additional.secondRoad);
  const others = (road && knownValue(road.others)) ?? [];
  return others.some(({ roleArn }) => isOfNewExperience(roleArn)) ? ` ${NO_SET_IS_NORMAL}` : "";
}

/** Every assignment of the user and of their groups was listed (API model of sso-admin, ListAccountAssignmentsForPrincipal). */
function nothingThere(grant: WalkedGrant): Nothing | undefined {
  const { question, permissionSet, user, groupIds } = grant.facts;
  const isOpen = question.permissionSet === null && permissionSet.state === "known" && permissionSet.value === null;
  if (!isOpen || !knownValue(user)) return undefined;
  return {
    confidence: "proved",
    evidence: [...evidenceOf(user), ...evidenceOf(groupIds), ...evidenceOf(permissionSet)],
    where: question.account === EVERY_ACCOUNT ? "any account" : accountName(grant),
  };
}

const nameWhatIsMeant = (grant: WalkedGrant): Remedy => ({
  kind: "human",
  summary: `Decide which permission set ${userName(grant)} needs, and assign it to a group of theirs or to them`,
  risk: "medium",
  steps: [
    ...(grant.facts.question.account === EVERY_ACCOUNT
      ? [`Ask about one account, which also shows what others have there: ${own("why", grant, "<account>")}`]
      : []),
    `Assign it, after a rehearsal: ${own("fix", grant, accountWord(grant), "<permission set>")}`,
    "If they had access before: --thorough looks through all of CloudTrail for who took it away.",
  ],
});

const accountWord = ({ facts }: WalkedGrant): string =>
  facts.question.account === EVERY_ACCOUNT ? "<account>" : facts.accountId;

const own = (command: "why" | "fix", grant: WalkedGrant, ...words: readonly string[]): string =>
  `idc-doctor ${[command, shellWord(userName(grant)), ...words].join(" ")}`;
