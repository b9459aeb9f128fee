/** The user did not get through the sign-in: password, second factor, or what the identity provider sent. */
import type { Confidence, Remedy } from "../../../model/diagnosis.ts";
import { definePastedCause } from "../../families/pasted-cause.ts";

interface Sign {
  readonly words: RegExp;
  readonly confidence: Confidence;
  readonly summary: string;
  /** Whether a new attempt is all that is needed: it was not the user's credentials that failed. */
  readonly isOver?: boolean;
}

/** What the sign-in page, the clients and CloudTrail say (facts A8, C3, C16). */
const SIGNS: readonly Sign[] = [
  {
    words: /It'?s not you, it'?s us|It'?s not you, it is us/i,
    confidence: "likely",
    summary:
      "AWS could not use what the identity provider sent: likely its SAML certificate was changed, or its clock is wrong.",
  },
  {
    words: /Invalid MFA credentials/i,
    confidence: "likely",
    summary:
      "The second factor was not accepted. Likely the clock of the device is wrong, or the user was never provisioned: both show this message.",
  },
  {
    // A sentence of many programs: only alone it is likely to be the sign-in page's.
    words: /^.{0,40}An unexpected error has occurred.{0,60}$/is,
    confidence: "possible",
    summary:
      "The sign-in page shows this, among other reasons, to people whom the identity provider knows and Identity Center does not: Identity Center does not create users at sign-in.",
  },
  {
    words: /pending authorization to retrieve an SSO token has expired|"error"\s*:\s*"expired_token"/i,
    confidence: "proved",
    summary: "The sign-in in the browser was not completed in time: its code is valid for ten minutes.",
    isOver: true,
  },
  {
    words:
      /"error"\s*:\s*"access_denied"|\bAccessDeniedException\b.{0,60}CreateToken\b|CreateToken\b.{0,120}\bAccessDeniedException\b/i,
    confidence: "likely",
    summary: "The request to sign in was not allowed: likely somebody refused it in the browser.",
    isOver: true,
  },
  {
    words: /"CredentialVerification"\s*:\s*"Failure"/,
    confidence: "proved",
    summary: "Identity Center did not accept the user's credentials.",
  },
];

const pasted = definePastedCause({
  id: "sign-in-failed",
  stage: "portal",
  rank: 30,
  title: "The sign-in fails",
  facts: ["C16", "A8", "5.4"],
  confidenceRule:
    "Proved when CloudTrail or the client names the failed step; likely when this is the usual reason for the sign-in page's message; possible when there are several.",
  documentation: {
    symptoms: [
      "It's not you, it is us",
      "Invalid MFA credentials",
      "An unexpected error has occurred",
      "CloudTrail: CredentialVerification with serviceEventDetails Failure, and no UserAuthentication after it",
      "CloudTrail: ExternalIdPDirectoryLogin with an error",
      "The pending authorization to retrieve an SSO token has expired",
      "It's not you, it's us",
      "Browser not supported",
      "We couldn't update your password",
      "Not receiving emails from Identity Center",
    ],
    why: "Before any assignment matters, the user must get through the sign-in: password and second factor, or a SAML assertion whose NameID is exactly the user's userName, signed with the certificate that Identity Center knows. Identity Center does not create users at sign-in.",
    whatToDo:
      "Look at the sign-in events (CredentialVerification, UserAuthentication, ExternalIdPDirectoryLogin) for the step that failed. Then check the clock of the MFA device, register the device again, correct the NameID, or upload the identity provider's new certificate. With Active Directory and context-aware or always-on MFA, people sign in as DOMAIN\\user.",
    sources: [
      "https://docs.aws.amazon.com/singlesignon/latest/userguide/troubleshooting.html",
      "https://docs.aws.amazon.com/singlesignon/latest/userguide/understanding-sign-in-events.html",
    ],
  },
  notice: (text) => {
    const sign = SIGNS.find(({ words }) => words.test(text));
    return (
      sign && {
        confidence: sign.confidence,
        summary: sign.summary,
        remedy: sign.isOver ? signInOnceMore : lookAtSignIn,
      }
    );
  },
});

const signInOnceMore: Remedy = {
  kind: "human",
  summary: "Sign in again",
  risk: "low",
  steps: ["Sign in again (AWS CLI 2), and allow the request in the browser within ten minutes:", "aws sso login"],
};

const lookAtSignIn: Remedy = {
  kind: "human",
  summary: "Find the step of the sign-in that fails",
  risk: "low",
  steps: [
    "Check the clock of the MFA device; register the device again if that does not help.",
    "With an external identity provider: compare its SAML certificate with the one in Identity Center, and its NameID with the userName.",
    "In CloudTrail of the instance's account, look at CredentialVerification, UserAuthentication and ExternalIdPDirectoryLogin of the user.",
    "Check that the user exists and is enabled under exactly the name that the identity provider sends:",
    "idc-doctor why <user>",
  ],
};

export const signInFailed = pasted.cause;

/** The cause in a pasted text or in the JSON of a sign-in event, or undefined where the text is about something else. */
export const signInFailedIn = pasted.noticedIn;
