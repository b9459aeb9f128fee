/** The user has this very set, but in another account than the one that was asked about. */
import type { OtherGrant } from "../../../facts/grant/grant-facts.ts";
import { evidenceOf } from "../../../model/reading.ts";
import { defineCause, type Found } from "../../cause.ts";
import { isKnownUnassigned, type KnownGrant, knownGrant } from "../../families/reach.ts";
import { assignUser, newAccess } from "../../families/remedies.ts";
import { accountName, listed, setName, userName } from "../../path/names.ts";

interface InOtherAccount extends Found {
  readonly known: KnownGrant;
  readonly elsewhere: readonly OtherGrant[];
}

/** How many accounts a sentence names before it only counts. */
const NAMED = 3;

export const otherAccountAssigned = defineCause<InOtherAccount>({
  id: "other-account-assigned",
  stage: "assignment",
  rank: 60,
  title: "The permission set is assigned to the user in another account",
  facts: ["B5", "A1"],
  noticedIn: "facts",
  explains: ["no-assignment"],
  standsAlone: false,
  confidenceRule: "Proved when all assignments of this account and all assignments of the user elsewhere were read.",
  documentation: {
    symptoms: [
      "The permission set is assigned, but the account is missing from the access portal",
      "The user sees another account with this permission set",
    ],
    why: "An assignment is for one account. The same set in a second account needs a second assignment, and accounts with similar names are easily confused.",
    whatToDo:
      "Check which account is meant. If it is this one, assign the set here; if the other assignment was a mistake, remove it separately.",
    sources: ["https://docs.aws.amazon.com/singlesignon/latest/userguide/useraccess.html"],
  },
  find: (grant) => {
    const { attached, otherGrants, accountId } = grant.facts;
    const known = knownGrant(grant);
    if (!known || otherGrants.state !== "known" || !isKnownUnassigned(grant)) return undefined;
    const elsewhere = otherGrants.value.filter(
      (one) => one.permissionSet.arn === known.permissionSet.arn && one.accountId !== accountId,
    );
    if (elsewhere.length === 0) return undefined;
    return {
      confidence: "proved",
      evidence: [...evidenceOf(attached), ...evidenceOf(otherGrants)],
      known,
      elsewhere,
    };
  },
  explain: ({ elsewhere }, grant) =>
    `${userName(grant)} has ${setName(grant)} in ${accountsOf(elsewhere)}, but not in ${accountName(grant)}: each account needs an assignment of its own.`,
  remedy: ({ known, elsewhere }, grant) =>
    assignUser(grant, known, {
      notes: [
        newAccess(grant),
        `Nothing changes in ${accountsOf(elsewhere)}. If the wrong account was chosen there, remove that assignment separately.`,
      ],
    }),
});

function accountsOf(grants: readonly OtherGrant[]): string {
  const ids = [...new Set(grants.map(({ accountId }) => accountId))];
  return ids.length > NAMED
    ? listed([...ids.slice(0, NAMED), `${ids.length - NAMED} more accounts`])
    : `${ids.length === 1 ? "account" : "the accounts"} ${listed(ids)}`;
}
