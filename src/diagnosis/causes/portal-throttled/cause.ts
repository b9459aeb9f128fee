/** The access portal answers 429: the client asks more often than it may, and its lists stay incomplete. */
import { evidenceOf } from "../../../model/reading.ts";
import { definePastedCause, type Noticed } from "../../families/pasted-cause.ts";

/** The portal's operations: `TooManyRequestsException` alone is a word of many services (facts 4.1). */
const PORTAL =
  /\b(?:ListAccountRoles|ListAccounts|GetRoleCredentials)\b|switchboard\.portal|portal\.sso\.|\bservices\.sso\.model\b|\(Service: Sso[,;]|Amazon\.SSO\.Model/;
const TOO_MANY = /TooManyRequestsException|HTTP 429|Status ?Code: ?429|Too Many Requests/i;

const pasted = definePastedCause({
  id: "portal-throttled",
  stage: "portal",
  rank: 50,
  title: "The access portal throttles the client",
  facts: ["C17", "A16", "4.1"],
  tellUser: [
    "Your AWS tool asks the access portal too often, so some answers fail.",
    "Wait a minute, then try again with fewer requests at the same time.",
  ],
  confidenceRule: "Proved: the portal's own answer says so.",
  documentation: {
    symptoms: [
      "An error occurred (TooManyRequestsException) when calling the ListAccountRoles operation",
      "operation error SSO: ListAccountRoles, exceeded maximum number of attempts, 3, https response error StatusCode: 429, TooManyRequestsException: HTTP 429 Unknown Code",
      "Accounts or roles are missing in a tool that lists them all, but are in the portal",
    ],
    why: "The portal limits how often its lists can be read. In a large organization, a tool that reads the roles of every account hits this limit and stops midway, so accounts seem to be missing. The access itself is fine.",
    whatToDo:
      "Wait a minute and try again; have the tool read one account at a time, or raise its retries (`AWS_MAX_ATTEMPTS=10 AWS_RETRY_MODE=adaptive`). The portal's own page is complete.",
    sources: [
      "https://docs.aws.amazon.com/singlesignon/latest/PortalAPIReference/API_ListAccountRoles.html",
      "https://github.com/fwdcloudsec/granted/issues/811",
      "https://github.com/fwdcloudsec/granted/issues/458",
    ],
  },
  notice: (text) => (TOO_MANY.test(text) && PORTAL.test(text) ? askedTooOften : undefined),
  noticeInFacts: ({ facts: { portal } }) =>
    portal.state === "unknown" && portal.failure.service === "sso" && portal.failure.kind === "throttled"
      ? { ...askedTooOften, evidence: evidenceOf(portal) }
      : undefined,
});

const askedTooOften: Noticed = {
  confidence: "proved",
  summary:
    "The portal throttled the client (429). A list that was being read is incomplete: what is missing in it may well exist.",
  remedy: {
    kind: "wait",
    summary: "Wait, then send requests more slowly",
    steps: [
      "Wait a minute, then try again with AWS_RETRY_MODE=adaptive and AWS_MAX_ATTEMPTS=10 in the environment.",
      "Do not treat a list that ended with this error as complete.",
    ],
  },
};

export const portalThrottled = pasted.cause;

/** The cause in a pasted text, or undefined where the text is about something else. */
export const portalThrottledIn = pasted.noticedIn;
