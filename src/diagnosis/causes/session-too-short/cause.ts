/** Sessions end sooner than people need them (facts E6). */
import type { Remedy } from "../../../model/diagnosis.ts";
import { isAboutAnotherProduct } from "../../families/other-products.ts";
import { definePastedCause } from "../../families/pasted-cause.ts";

const SHORT =
  /SessionNotOnOrAfter|\b(?:sign|log|kick)(?:s|ed|ged)?[ -]?(?:(?:me|us|people|users) )?(?:in|out|off)\b.{0,50}\b(?:every|each|after)\b.{0,20}\b(?:hour|hours|60 minutes|few minutes|\d{1,3} ?(?:minutes|min|h)\b)|\b(?:credentials|session|token)s?\b.{0,30}\b(?:expires?|ends?|times? out)\b.{0,20}\b(?:every|each|after)\b.{0,20}\b(?:hour|hours|60 minutes|few minutes)|session (?:\w+ ){0,2}too short/i;

const lengthen: Remedy = {
  kind: "human",
  summary: "Find which session ends, and lengthen it",
  risk: "medium",
  steps: [
    "If only the console or credentials of an account end, it is the permission set's session duration:",
    "aws sso-admin describe-permission-set --instance-arn <instance ARN> --permission-set-arn <set ARN> --query PermissionSet.SessionDuration",
    "Raise it (PT8H, at most PT12H), and provision the set:",
    "aws sso-admin update-permission-set --instance-arn <instance ARN> --permission-set-arn <set ARN> --session-duration PT8H",
    "aws sso-admin provision-permission-set --instance-arn <instance ARN> --permission-set-arn <set ARN> --target-type ALL_PROVISIONED_ACCOUNTS",
    "If the access portal itself asks to sign in again: Settings > Authentication > Session duration, and SessionNotOnOrAfter at the identity provider. The shorter one counts.",
  ],
};

const pasted = definePastedCause({
  id: "session-too-short",
  stage: "portal",
  rank: 22,
  title: "Sessions end sooner than expected",
  facts: ["E6"],
  confidenceRule: "Possible: the text describes it, but does not show which of the three durations ended the session.",
  documentation: {
    symptoms: [
      "I have to sign in again every hour",
      "Credentials expire after one hour",
      "SessionNotOnOrAfter",
      "The console signs me out after 60 minutes",
      "The session is too short",
    ],
    why: "Three durations apply. A role session in an account (console or credentials) lasts as long as the permission set's session duration: 1 hour by default, up to 12. The sign-in to the access portal lasts 8 hours by default, up to 90 days. If the identity provider sends SessionNotOnOrAfter, the portal session ends at the earlier of the two.",
    whatToDo:
      "Raise the session duration of the permission set and provision it, or that of the portal (Settings > Authentication > Session duration). Remove or raise SessionNotOnOrAfter at the identity provider. With an sso-session profile the AWS CLI renews credentials by itself as long as the portal session lasts.",
    sources: [
      "https://docs.aws.amazon.com/singlesignon/latest/userguide/howtosessionduration.html",
      "https://docs.aws.amazon.com/singlesignon/latest/userguide/configure-user-session.html",
      "https://docs.aws.amazon.com/singlesignon/latest/userguide/user-session-duration-prereqs-considerations.html",
    ],
  },
  notice: (text) => {
    if (isAboutAnotherProduct(text)) return undefined;
    if (!SHORT.test(text)) return undefined;
    return {
      confidence: "possible",
      summary:
        "A role session lasts 1 hour unless the permission set says otherwise, the portal session 8 hours unless the instance or the identity provider (SessionNotOnOrAfter) says otherwise. One of them likely ends sooner than needed.",
      remedy: lengthen,
    };
  },
});

export const sessionTooShort = pasted.cause;

/** The cause in a pasted text, or undefined where the text is about something else. */
export const sessionTooShortIn = pasted.noticedIn;
