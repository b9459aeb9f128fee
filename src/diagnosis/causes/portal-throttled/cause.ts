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
  title: "The portal is asked too often",
  facts: ["C17", "A16", "4.1"],
  confidenceRule: "Proved: the portal's own answer says so.",
  documentation: {
    symptoms: [
      "An error occurred (TooManyRequestsException) when calling the ListAccountRoles operation",
      "operation error SSO: ListAccountRoles, exceeded maximum number of attempts, 3, https response error StatusCode: 429, TooManyRequestsException: HTTP 429 Unknown Code",
      "Accounts or roles are missing in a tool that lists them all, and in the portal they are there",
    ],
    why: "The portal limits how often its lists may be read. In a large organization a tool that asks for the roles of every account runs into it and stops midway, so accounts seem to be missing. The access itself is in order.",
    whatToDo:
      "Wait a minute and repeat; let the tool ask for one account at a time, or raise its retries (`AWS_MAX_ATTEMPTS=10 AWS_RETRY_MODE=adaptive`). What the portal's page shows is complete.",
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
    "The portal refused to answer because it was asked too often (429). A list that was being read is incomplete: what is missing in it may well be there.",
  remedy: {
    kind: "wait",
    summary: "Wait and ask more slowly",
    steps: [
      "Wait a minute, then repeat with more patience: AWS_RETRY_MODE=adaptive and AWS_MAX_ATTEMPTS=10 in the environment.",
      "Do not take a list that ended with this error for complete.",
    ],
  },
};

export const portalThrottled = pasted.cause;

/** The cause in a pasted text, or undefined where the text is about something else. */
export const portalThrottledIn = pasted.noticedIn;
