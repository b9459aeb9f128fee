/** The identity store has no such user: whoever they are, nothing can be assigned to them and they cannot sign in. */
import type { Remedy } from "../../../model/diagnosis.ts";
import { parseUserId } from "../../../model/ids.ts";
import { evidenceOf, knownValue } from "../../../model/reading.ts";
import { defineCause } from "../../cause.ts";
import { askedAgain } from "../../families/asked-again.ts";
import { byWhom, deletedUsers, eventEvidence, refusedUsers } from "../../families/history.ts";
import { isDirectoryExternal } from "../../families/reach.ts";
import type { WalkedGrant } from "../../path/walked-grant.ts";

export const userNotFound = defineCause({
  id: "user-not-found",
  stage: "user",
  rank: 10,
  title: "Identity Center has no such user",
  facts: ["A8"],
  noticedIn: "facts",
  explains: [],
  blocksEveryRepair: true,
  standsAlone: true,
  confidenceRule: "Proved when the identity store answered that it has no such user.",
  documentation: {
    symptoms: [
      "ResourceNotFoundException: USER not found",
      "An unexpected error has occurred",
      "Invalid MFA credentials",
      "It's not you, it's us",
      "Value at 'name.familyName' failed to satisfy constraint: Member must have length greater than or equal to 1",
      "The user signs in at the identity provider but never reaches the access portal",
      "AADSTS50105",
      "List attribute emails exceeds allowed limit of 1",
    ],
    why: "Identity Center does not create users at their first sign-in. A user must already exist, created manually or synced from the identity provider; until then nothing can be assigned to them.",
    whatToDo:
      "Assign the user to the AWS application in the identity provider and let it sync, or add the user in Identity Center if it is the identity source. Check the spelling first: the user name must be the same as at the identity provider.",
    sources: [
      "https://docs.aws.amazon.com/singlesignon/latest/userguide/troubleshooting.html",
      "https://docs.aws.amazon.com/singlesignon/latest/userguide/provision-automatically.html",
    ],
  },
  find: (grant) => {
    const { user } = grant.facts;
    if (user.state !== "known" || user.value !== null) return undefined;
    const isInTrail = `${deletedLately(grant)}${refusedUser(grant)}` !== "";
    const evidence = [...evidenceOf(user), ...evidenceOf(grant.facts.instance)];
    return { confidence: "proved", evidence: isInTrail ? [...evidence, ...eventEvidence(grant)] : evidence };
  },
  explain: (_found, grant) =>
    `The identity store${storeInBrackets(grant.facts.instance)} has no user "${grant.facts.question.user}"${deletedLately(grant) || "."} Identity Center does not create users at sign-in, so nothing can be assigned to this one.${refusedUser(grant)}`,
  remedy: (_found, grant) => bringTheUser(grant),
});

const storeInBrackets = (instance: WalkedGrant["facts"]["instance"]): string => {
  const store = knownValue(instance)?.identityStoreId;
  return store ? ` (${store})` : "";
};

/** Ends the sentence. Deletions of the last day; AWS hides the names, so the id alone tells whether it was this user. */
const LATELY_MILLISECONDS = 24 * 3_600_000;

function deletedLately(grant: WalkedGrant): string {
  const { at, question } = grant.facts;
  const lately = deletedUsers(grant).filter((event) => Date.parse(at) - Date.parse(event.at) <= LATELY_MILLISECONDS);
  const own = lately.find(({ request }) => request["userId"] === question.user);
  if (own) return `: it was deleted ${byWhom(own, grant)}.`;
  // A slip of the pen is likelier than that somebody else's deletion was this one's.
  if (question.nearUsers !== undefined) return "";
  const [last] = lately;
  if (!last) return "";
  const id = typeof last.request["userId"] === "string" ? ` (user id ${last.request["userId"]})` : "";
  const rest = lately.length === 1 ? "" : `, and ${lately.length - 1} more within the last day`;
  return `, and a user${id} was deleted ${byWhom(last, grant)}${rest}. CloudTrail does not record the name.`;
}

/** AWS hides whose record it was; that it was this user's is a guess. */
function refusedUser(grant: WalkedGrant): string {
  const [refused] = refusedUsers(grant);
  if (!refused) return "";
  const words = refused.errorMessage ? ` "${refused.errorMessage}"` : "";
  return ` AWS refused a user from the identity provider (${refused.at}): ${refused.errorCode}${words}. Likely it was this one.`;
}

/** Somebody has almost this name: nobody is created before it is known that they are not meant. */
const askAgain = (nearUsers: readonly string[], { facts }: WalkedGrant): Remedy => ({
  kind: "human",
  summary:
    nearUsers.length === 1
      ? "Ask again with the user name that comes close"
      : "Ask again with one of the user names that come close",
  risk: "low",
  steps: [
    ...nearUsers.map((user) => askedAgain(facts, { user })),
    `If "${facts.question.user}" is spelled right, the identity provider has not sent the user, or nobody has added them.`,
  ],
});

function bringTheUser(grant: WalkedGrant): Remedy {
  const { user, nearUsers } = grant.facts.question;
  if (nearUsers !== undefined) return askAgain(nearUsers, grant);
  // An id is never given to a second user: whoever had it gets another.
  const whom = parseUserId(user).kind === "ok" ? "the person again" : `"${user}"`;
  const inProvider = `In the identity provider, assign "${user}" to the AWS IAM Identity Center application and let it sync (Entra ID: about every 40 minutes).`;
  const byHand = `In the IAM Identity Center console, choose Users, then Add user, and give the user name "${user}".`;
  return {
    kind: "human",
    summary: isDirectoryExternal(grant)
      ? `Have the identity provider send ${whom} to Identity Center`
      : `Check the spelling, else create ${whom} in the identity store`,
    risk: "high",
    steps: [
      `Check the spelling: users are found by user name, e-mail address, display name or id.`,
      ...(isDirectoryExternal(grant)
        ? [
            inProvider,
            "Do not add the user manually: the later sync would conflict with a record of the same user name or e-mail address.",
          ]
        : [`If an identity provider owns the users: ${inProvider}`, `If Identity Center owns them: ${byHand}`]),
      ...(refusedUsers(grant).length > 0
        ? [
            "Correct the record at the identity provider first: AWS requires first name, last name, user name and display name, and accepts only one value for each attribute.",
          ]
        : []),
      "Then run the command again: the access itself may still have to be assigned.",
    ],
  };
}
