/** The reply address at the identity provider is not that of the instance (facts C19). */
import type { Remedy } from "../../../model/diagnosis.ts";
import { isAboutAnotherProduct } from "../../families/other-products.ts";
import { definePastedCause } from "../../families/pasted-cause.ts";

const MISMATCH =
  /AADSTS(?:50011|700016)\b|(?:reply|redirect) UR[IL] specified in the request does not match|\bACS\b.{0,60}\b(?:mismatch|(?:does not|doesn'?t|do not) match|wrong|invalid|not (?:valid|found))|(?:AssertionConsumerService\w{0,4}|assertion consumer service)\b.{0,80}\b(?:mismatch|(?:does not|doesn'?t) match|invalid|not (?:valid|found|match))/i;
const OF_AWS = /signin\.aws\b|awsapps\.com|\bAWS\b|Identity Center|amazonaws\.com|platform\/saml/i;

const copyAddresses: Remedy = {
  kind: "human",
  summary: "Copy the instance's ACS and issuer URLs to the identity provider",
  risk: "medium",
  steps: [
    "In Identity Center, Settings > Identity source > Actions > Manage authentication, read the IAM Identity Center Assertion Consumer Service (ACS) URL and the issuer URL.",
    "In the AWS application at the identity provider, set reply URL (ACS) and identifier (entity id, audience) to exactly these values, or upload the instance's metadata file. A replicated instance has one ACS URL for each Region: add all of them.",
    "Then have a test user sign in before everybody else.",
  ],
};

const pasted = definePastedCause({
  id: "idp-acs-mismatch",
  stage: "portal",
  rank: 28,
  title: "The ACS URL at the identity provider is not that of this instance",
  facts: ["C19", "E12"],
  confidenceRule:
    "Likely when the identity provider names the mismatch and the text is about AWS; possible without the latter, because the code is used for every application.",
  documentation: {
    symptoms: [
      "AADSTS50011: The reply URL specified in the request does not match the reply URLs configured for the application",
      "ACS URL mismatch",
      "AADSTS700016: Application with identifier was not found in the directory",
      "The sign-in worked until the identity source was set up again",
    ],
    why: 'The identity provider sends its SAML response to the ACS address (reply URL) that is configured there, for an audience (entity id). Both must be exactly those of the Identity Center instance. They change when the instance or its identity source is set up again, and each Region that the instance is replicated to has its own ACS address. AWS\'s page then shows only "An unexpected error has occurred".',
    whatToDo:
      "Copy the ACS URL and issuer URL from Identity Center (Settings > Identity source > Manage authentication) into the application at the identity provider, or upload the instance's metadata file there.",
    sources: [
      "https://docs.aws.amazon.com/singlesignon/latest/userguide/troubleshooting.html",
      "https://docs.aws.amazon.com/singlesignon/latest/userguide/other-idps.html",
    ],
    notOnLab:
      "Not shown: the reply address is kept and checked by the identity provider, which is not part of the lab.",
  },
  notice: (text) => {
    if (isAboutAnotherProduct(text)) return undefined;
    if (!MISMATCH.test(text)) return undefined;
    const isOfAws = OF_AWS.test(text);
    return {
      confidence: isOfAws ? "likely" : "possible",
      summary: `The reply URL or audience configured at the identity provider is not the one in the request. ${isOfAws ? "Likely the ACS or issuer URL there is not that of this Identity Center instance." : "If this is the IAM Identity Center application, its ACS or issuer URL there is not that of the instance."}`,
      remedy: copyAddresses,
    };
  },
});

export const idpAcsMismatch = pasted.cause;

/** The cause in a pasted text, or undefined where the text is about something else. */
export const idpAcsMismatchIn = pasted.noticedIn;
