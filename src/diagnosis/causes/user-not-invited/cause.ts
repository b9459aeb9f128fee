/** A user who was created through the API has no password, and nobody sent an invitation (facts A23). */
import type { Remedy } from "../../../model/diagnosis.ts";
import { isAboutAnotherProduct } from "../../families/other-products.ts";
import { definePastedCause } from "../../families/pasted-cause.ts";

const MADE_BY_API = String.raw`(?:\bAPI\b|\bCLI\b|\bSDK\b|create-user|CreateUser|Terraform|aws_identitystore_user|IdentityStore)`;
const NOTHING_SENT = String.raw`(?:\b(?:no|not|never|without|n't)\b.{0,40}\b(?:e-?mails?|invitations?|invites?|passwords?)\b)`;
/** In either order; `Not Sending Email` is the title of a known thread. */
const NOT_INVITED = new RegExp(`${MADE_BY_API}.{0,120}${NOTHING_SENT}|${NOTHING_SENT}.{0,120}${MADE_BY_API}`, "i");
/** Whoever speaks of SCIM or keys means something else. */
const OTHERWISE = /\bSCIM\b|access keys?\b|\bIAM user/i;

const sendPassword: Remedy = {
  kind: "human",
  summary: "Give the user a first password",
  risk: "low",
  steps: [
    "Check that the user has an e-mail address:",
    "aws identitystore describe-user --identity-store-id <store> --user-id <user id> --query Emails",
    'In the console, Settings > Authentication > Standard authentication > Configure, enable "Send email OTP". Then let the user sign in once: AWS sends the e-mail after this attempt.',
    "Or in the console, Users > the user > Reset password: send instructions by e-mail, or generate a one-time password.",
  ],
};

const pasted = definePastedCause({
  id: "user-not-invited",
  stage: "user",
  rank: 40,
  title: "The user was created through the API and has no password yet",
  facts: ["A23"],
  tellUser: [
    "Your user exists, but has no password yet.",
    "Wait for the e-mail with the link to set your password, or choose Forgot password.",
  ],
  confidenceRule:
    "Likely when the text says both that the user was created through the API and that no e-mail or password arrived; Identity Center does not show whether a user has a password.",
  documentation: {
    symptoms: [
      "Users created through the API do not get an invitation e-mail",
      "A user from aws identitystore create-user has no password",
      "aws_identitystore_user: the new user never received an email",
      "First sign-in of a user created with Terraform",
    ],
    why: 'Only the console sends an invitation. A user created with CreateUser (CLI, SDK or Terraform) has no password, and gets no e-mail when they are created. With "Send email OTP" enabled, AWS sends a verification e-mail after the first attempt to sign in, if the user has an e-mail address.',
    whatToDo:
      'Enable "Send email OTP" (Settings > Authentication > Standard authentication) and let the user sign in once, or generate a one-time password for them in the console (Users > the user > Reset password).',
    sources: [
      "https://docs.aws.amazon.com/singlesignon/latest/userguide/userswithoutpwd.html",
      "https://github.com/aws/aws-sdk-net/discussions/3288",
    ],
    notOnLab:
      "Not shown: passwords are set only in the console. No AWS API exposes them. Every user of the lab has a password.",
  },
  notice: (text) => {
    if (isAboutAnotherProduct(text)) return undefined;
    if (!NOT_INVITED.test(text) || OTHERWISE.test(text)) return undefined;
    return {
      confidence: "likely",
      summary:
        "A user who is created through the API has no password and gets no invitation: AWS sends an e-mail only after the first attempt to sign in, and only where that is enabled.",
      remedy: sendPassword,
    };
  },
});

export const userNotInvited = pasted.cause;

/** The cause in a pasted text, or undefined where the text is about something else. */
export const userNotInvitedIn = pasted.noticedIn;
