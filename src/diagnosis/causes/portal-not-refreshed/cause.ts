/** Everything is in place in AWS, but the user's portal still shows what it showed before. */
import { STAGES } from "../../../model/access-path.ts";
import { evidenceOf, knownValue, type Reading } from "../../../model/reading.ts";
import { defineCause, type Found } from "../../cause.ts";
import { grantName, timeBetween, userName } from "../../path/names.ts";
import { firstBroken } from "../../path/walk-grant.ts";
import type { WalkedGrant } from "../../path/walked-grant.ts";

interface NotRefreshed extends Found {
  readonly grantedAt: string | undefined;
}

export const portalNotRefreshed = defineCause<NotRefreshed>({
  id: "portal-not-refreshed",
  stage: "portal",
  rank: 10,
  title: "The user's portal has not been refreshed yet",
  facts: ["A15", "S13", "N9"],
  noticedIn: "facts",
  explains: ["outdated"],
  standsAlone: false,
  tellUser: [
    "Your access was added after you signed in to the access portal.",
    "Sign out of the access portal and sign in again; otherwise it appears within an hour.",
  ],
  confidenceRule:
    "Proved when the user's own portal was read and lacks what every earlier step grants; likely when an earlier step was not read; possible when only the time of the grant, within the last hour, is known.",
  documentation: {
    symptoms: [
      "The access was just granted, but the account does not appear in the access portal",
      "ForbiddenException: No access right after being added to the group",
      "The account appears after signing out and in",
      "A new account does not appear in aws configure sso",
    ],
    why: "The portal refreshes its list when the user signs in, and every hour. A user who was already signed in when the access was granted sees the old list until then; the AWS CLI uses the same session. A sign-in can last up to 90 days, so many users rarely sign in again.",
    whatToDo: "Sign out of the portal and in again, or wait up to an hour.",
    sources: [
      "https://docs.aws.amazon.com/singlesignon/latest/userguide/portaltips.html",
      "https://docs.aws.amazon.com/singlesignon/latest/userguide/using-the-portal.html",
      "https://docs.aws.amazon.com/singlesignon/latest/userguide/authconcept.html",
      "https://github.com/aws/aws-cli/issues/9041",
    ],
  },
  find: (grant) => {
    const { portal, grantedAt } = grant.facts;
    if (!grant.isAssigned) return undefined;
    const at = knownValue(grantedAt) ?? undefined;
    if (portal.state === "known") {
      if (firstBrokenStage(grant) !== "portal") return undefined;
      const confidence = isEarlierOk(grant) ? "proved" : "likely";
      return { confidence, evidence: evidenceOfAll(grant, [portal, grantedAt]), grantedAt: at };
    }
    if (at === undefined || !isEverythingOk(grant)) return undefined;
    return { confidence: "possible", evidence: evidenceOfAll(grant, [grantedAt]), grantedAt: at };
  },
  explain: ({ grantedAt, confidence }, grant) => {
    const age = grantedAt ? timeBetween(grantedAt, grant.facts.at) : undefined;
    const since = grantedAt ? ` It was granted ${age ? `${age} ago` : "just now"}.` : "";
    return confidence === "possible"
      ? `${grantName(grant)} reaches ${userName(grant)}.${since} A portal session from before may not show it yet: the list refreshes at sign-in and every hour.`
      : `${grantName(grant)} reaches ${userName(grant)}, but the user's portal does not show it yet.${since} The portal refreshes at sign-in and every hour.`;
  },
  remedy: (_found, grant) => ({
    kind: "human",
    summary: `Ask ${userName(grant)} to sign out of the access portal and in again`,
    risk: "low",
    steps: [
      "In the access portal, choose Sign out, then sign in again. For the AWS CLI 2: `aws sso logout`, then `aws sso login`.",
      "Or wait: the portal refreshes within an hour.",
      "If it is still missing after that, check that the user signs in to this instance's start URL, and as this user.",
    ],
  }),
});

/** The first link of the best path that keeps the user out; an outdated role does not. */
const firstBrokenStage = ({ best, facts }: WalkedGrant): string | undefined => {
  const isOutdated = knownValue(facts.freshness) === "outdated";
  return isOutdated
    ? best.links.find(({ stage, state }) => state === "broken" && stage !== "provisioning")?.stage
    : firstBroken(best)?.stage;
};

/** Each link before the portal was judged and lets the user through; an outdated role does. */
const isEarlierOk = ({ best }: WalkedGrant): boolean =>
  best.links
    .slice(0, STAGES.indexOf("portal"))
    .every(({ stage, state }) => state === "ok" || (stage === "provisioning" && state === "broken"));

/** Each link up to the account is judged and ok, and none behind it is broken. */
const isEverythingOk = ({ best }: WalkedGrant): boolean =>
  best.links.every(({ stage, state }) =>
    stage === "portal" || stage === "role session" ? state === "ok" || state === "not examined" : state === "ok",
  );

const evidenceOfAll = ({ best }: WalkedGrant, more: readonly Reading<unknown>[]) => [
  ...best.links.flatMap(({ evidence }) => evidence),
  ...more.flatMap(evidenceOf),
];
