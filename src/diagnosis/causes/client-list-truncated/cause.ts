/** The user's portal has the account, and their client shows an old or a short list (facts A16). */
import { EVERY_ACCOUNT } from "../../../facts/grant/grant-facts.ts";
import { isSameStartUrl } from "../../../facts/grant/start-url.ts";
import type { Remedy } from "../../../model/diagnosis.ts";
import { LARGEST_PAGE } from "../../../model/quotas.ts";
import { evidenceOf, knownValue } from "../../../model/reading.ts";
import { defineCause, type Found } from "../../cause.ts";
import { firstInProfiles, profileOption } from "../../families/user-configuration.ts";
import { accountName, grantName, timeBetween } from "../../path/names.ts";
import type { WalkedGrant } from "../../path/walked-grant.ts";

interface Truncated extends Found {
  readonly summary: string;
  readonly remedy: Remedy;
}

export const clientListTruncated = defineCause<Truncated>({
  id: "client-list-truncated",
  stage: "portal",
  rank: 40,
  title: "The client shows an old or a truncated list",
  facts: ["A16", "4.4"],
  noticedIn: "facts",
  explains: [],
  standsAlone: true,
  tellUser: [
    "Your AWS tool shows an old or short list of accounts.",
    "Run `aws sso logout` and `aws sso login`, then list them again.",
  ],
  confidenceRule:
    "Proved when the cached sign-in is for another start URL than the profile's; likely when the user's portal lists the account after the first hundred; possible when the portal lists access that was granted within the last hour.",
  documentation: {
    symptoms: [
      "The new account is in the access portal, but not in aws configure sso or in my tool",
      "A deleted account is still listed by the client",
      `The tool shows exactly ${LARGEST_PAGE} accounts`,
      "The start URL was changed, and aws sso login still opens the old list",
    ],
    why: "ListAccounts returns at most a hundred accounts at a time. A client that reads only one page, stops when it is throttled, or has its own cache shows fewer accounts than the portal. The AWS CLI also stores the token under the name of the sso-session: if its start URL was changed, the CLI keeps using the token of the old one.",
    whatToDo:
      "Check the access portal itself, which shows the complete list. Refresh the tool's cache. With the AWS CLI, write account and role into the profile instead of choosing from the list, or sign out and in again.",
    sources: [
      "https://docs.aws.amazon.com/singlesignon/latest/PortalAPIReference/API_ListAccounts.html",
      "https://github.com/synfinatic/aws-sso-cli/issues/574",
      "https://github.com/fwdcloudsec/granted/issues/811",
    ],
  },
  find: (grant) => oldToken(grant) ?? notInTheList(grant),
  explain: ({ summary }) => summary,
  remedy: ({ remedy }) => remedy,
});

/** Facts A16: the file of the token is named after the session; what it holds may be of an earlier start URL. */
function oldToken(grant: WalkedGrant): Truncated | undefined {
  const { additional } = grant.facts;
  return firstInProfiles(grant, ({ name, startUrl, sessionName }, { signIn }) => {
    if (signIn.kind !== "kept" || signIn.startUrl === undefined || startUrl === undefined) return undefined;
    if (isSameStartUrl(signIn.startUrl, startUrl)) return undefined;
    return {
      confidence: "proved" as const,
      evidence: evidenceOf(additional.client),
      summary: `The cached sign-in ${sessionName === undefined ? "" : `for the sso-session ${sessionName} `}is for ${signIn.startUrl}, and the profile ${name} says ${startUrl}. The client keeps using the old one and lists what that portal has.`,
      remedy: {
        kind: "human" as const,
        summary: "Delete the cached sign-in and sign in at the right address",
        risk: "low" as const,
        steps: [
          "`aws sso logout` (aws CLI 2), which deletes the cached tokens. Then:",
          `aws sso login${profileOption(name)}`,
        ],
      },
    };
  });
}

/** The portal has it: behind its first page (facts A16), or since so short a time that a tool's own list may be older (casebook C45). */
function notInTheList(grant: WalkedGrant): Truncated | undefined {
  const { portal, question, permissionSet, grantedAt } = grant.facts;
  const shown = knownValue(portal);
  const set = knownValue(permissionSet)?.name;
  // Asked about everything, nobody misses this account.
  if (!shown || question.account === EVERY_ACCOUNT) return undefined;
  if (set === undefined || !shown.roleNames.includes(set)) return undefined;
  const page = shown.page ?? 1;
  const age = timeBetween(knownValue(grantedAt) ?? undefined, grant.facts.at);
  if (page >= 2)
    return {
      confidence: "likely",
      evidence: evidenceOf(portal),
      summary: `The user's portal has ${grantName(grant)}, on page ${page} of its list of accounts. A client that does not show it likely reads only the first hundred, or has cached an old list.`,
      remedy: readTheListAgain(grant, set),
    };
  if (age === undefined) return undefined;
  return {
    confidence: "possible",
    evidence: [...evidenceOf(portal), ...evidenceOf(grantedAt)],
    summary: `The user's portal has ${grantName(grant)}, which was granted ${age} ago. A client that does not show it may have cached an older list.`,
    remedy: readTheListAgain(grant, set),
  };
}

const readTheListAgain = (grant: WalkedGrant, set: string): Remedy => ({
  kind: "human",
  summary: "Refresh the client's list, or write account and role into the profile",
  risk: "low",
  steps: [
    `Open the access portal in a browser: ${accountName(grant)} is there.`,
    "If the tool has its own cache, refresh it. Have it read all pages and retry when it is throttled.",
    `Or write a profile with \`sso_account_id = ${grant.facts.accountId}\` and \`sso_role_name = ${set}\`: then no list is needed.`,
  ],
});
