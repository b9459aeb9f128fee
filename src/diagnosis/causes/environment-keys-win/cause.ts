/** Access keys in the environment are used instead of the profile (facts C21). */
import type { Remedy } from "../../../model/diagnosis.ts";
import { isAboutAnotherProduct } from "../../families/other-products.ts";
import { definePastedCause } from "../../families/pasted-cause.ts";

/** `aws configure list`: the key's source is the environment, and so is the profile's. */
const KEY_OF_ENVIRONMENT = /\baccess_key\s.{0,60}?\s(?::\s?)?env\b/i;
const PROFILE_NAMED =
  /\bprofile\s{1,40}(?!<not set>)\S{1,64}\s.{0,60}?(?:env|AWS_PROFILE|manual|--profile)|AWS_PROFILE=\S/i;
const BOTH = /Multiple credential sources detected|\bBoth AWS_PROFILE and the pair AWS_ACCESS_KEY_ID/i;
const FROM_ENVIRONMENT = /Found credentials in environment variables/i;
const IN_WORDS =
  /AWS_PROFILE\b.{0,60}\b(?:ignored?|has no effect|not used|overridden)|(?:AWS_ACCESS_KEY_ID|environment variables?|keys in the environment)\b.{0,60}\b(?:overrides?|wins?|takes? precedence|instead of)\b.{0,60}\b(?:profile|AWS_PROFILE)/i;

const unsetKeys: Remedy = {
  kind: "human",
  summary: "Remove the keys from the environment, or name the profile on the command line",
  risk: "low",
  steps: [
    "See where the keys come from, and whose they are:",
    "aws configure list",
    "aws sts get-caller-identity",
    "Remove them from this shell, and from whatever sets them (shell profile, CI settings, .env file):",
    "unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN",
    "Or name the profile, which overrides the environment:",
    "aws sts get-caller-identity --profile <profile>",
  ],
};

const pasted = definePastedCause({
  id: "environment-keys-win",
  stage: "portal",
  rank: 18,
  title: "Access keys in the environment override the profile",
  facts: ["C21", "4.4"],
  tellUser: [
    "Access keys in your environment are used instead of your sign-in.",
    "Remove AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN from your environment, then try again.",
  ],
  confidenceRule:
    "Proved when the client says that it uses keys from the environment although a profile is named; likely when the text names both without saying which was used; possible when it names only the keys, as logs of programs on servers do.",
  documentation: {
    symptoms: [
      "Multiple credential sources detected: AWS_PROFILE and AWS_ACCESS_KEY_ID",
      "AWS_PROFILE is ignored",
      "aws configure list shows access_key of type env",
      "Access denied in the CLI although the portal works: another user or account is used",
      "Found credentials in environment variables",
    ],
    why: "The AWS CLI and most SDKs look for AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the environment before they look at AWS_PROFILE. Keys that were copied from the portal, set by a CI system or left in a shell then override the Identity Center profile, whatever it allows. Only --profile on the command line overrides them. The SDK for JavaScript warns and still uses the profile.",
    whatToDo:
      "Unset the variables, or name the profile with --profile. `aws configure list` shows where the keys come from, `aws sts get-caller-identity` whose they are.",
    sources: [
      "https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-envvars.html",
      "https://github.com/boto/botocore/pull/486",
    ],
  },
  notice: (text) => {
    if (isAboutAnotherProduct(text)) return undefined;
    const areKeysThere = KEY_OF_ENVIRONMENT.test(text) || FROM_ENVIRONMENT.test(text);
    const isProved = BOTH.test(text) || (KEY_OF_ENVIRONMENT.test(text) && PROFILE_NAMED.test(text));
    const isLikely = IN_WORDS.test(text) || (areKeysThere && PROFILE_NAMED.test(text));
    if (!isProved && !isLikely && !areKeysThere) return undefined;
    return {
      // Keys of the environment alone are how programs run on servers: no profile lost to them.
      confidence: isProved ? "proved" : isLikely ? "likely" : "possible",
      summary:
        "Access keys are set in the environment (AWS_ACCESS_KEY_ID), and most programs use them instead of the profile in AWS_PROFILE. What the Identity Center profile may do then does not matter.",
      remedy: unsetKeys,
    };
  },
});

export const environmentKeysWin = pasted.cause;

/** The cause in a pasted text, or undefined where the text is about something else. */
export const environmentKeysWinIn = pasted.noticedIn;
