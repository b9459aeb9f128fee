/** The identity provider sends more attributes, or more values, than Identity Center takes (facts C20). */
import type { Remedy } from "../../../model/diagnosis.ts";
import { isAboutAnotherProduct } from "../../families/other-products.ts";
import { definePastedCause } from "../../families/pasted-cause.ts";

/** What SCIM answers, word for word (facts C20). */
const TOO_MANY_VALUES = /List attribute (\w{1,40}) (?:exceeds )?allowed limit of 1\b/i;
const IN_WORDS =
  /\b(?:more than|over|exceeds?|above) 50 (?:\w+ ){0,2}attributes|\bmulti-?valued? (?:\w+ ){0,2}attributes?|attributes? (?:\w+ ){0,3}(?:multiple|several) values/i;
const OF_SAML = /SAML|assertion|identity provider|IdP|Okta|Entra|SCIM|Identity Center/i;
/** Attributes for access control in a SAML response; others are not limited. */
const ATTRIBUTE =
  /<(?:[\w-]{1,20}:)?Attribute\s[^>]{0,400}?\bName="([^"]{1,200})"[^>]{0,400}>(.{0,4000}?)<\/(?:[\w-]{1,20}:)?Attribute>/gs;
const ACCESS_CONTROL = "https://aws.amazon.com/SAML/Attributes/AccessControl:";
const MOST_ATTRIBUTES = 50;

/** What is wrong with the attributes of a SAML response. */
function problemOf(text: string): string | undefined {
  const attributes = [...text.matchAll(ATTRIBUTE)].map(([, name = "", values = ""]) => ({ name, values }));
  const own = attributes.filter(({ name }) => name.startsWith(ACCESS_CONTROL));
  if (own.length > MOST_ATTRIBUTES)
    return `the SAML response maps ${own.length} attributes, and ${MOST_ATTRIBUTES} are allowed`;
  const twice = own.find(({ name }, at) => own.findIndex((other) => other.name === name) < at);
  if (twice) return `${shortName(twice.name)} is in the SAML response twice`;
  const several = own.find(({ values }) => (values.match(/<(?:[\w-]{1,20}:)?AttributeValue\b/g) ?? []).length > 1);
  return several && `${shortName(several.name)} has several values in the SAML response`;
}

const shortName = (name: string): string => name.slice(ACCESS_CONTROL.length);

const sendOneValue: Remedy = {
  kind: "human",
  summary: "Send one value for each attribute, and only the attributes that AWS needs",
  risk: "low",
  steps: [
    "At the identity provider, look at the attribute mappings of the AWS application (SAML and SCIM). Map one value for each attribute; remove mappings that AWS does not need.",
    "See which attributes Identity Center itself uses for access control:",
    "aws sso-admin describe-instance-access-control-attribute-configuration --instance-arn <instance ARN>",
    "Sync the user, then have them sign in. Check that the user has arrived:",
    "idc-doctor why <user>",
  ],
};

const pasted = definePastedCause({
  id: "idp-attributes-refused",
  stage: "portal",
  rank: 29,
  title: "The identity provider sends attributes that Identity Center does not accept",
  facts: ["C20", "C10"],
  confidenceRule:
    "Proved when SCIM names the attribute with too many values; likely when a SAML response shows it, because the limits apply only with attributes for access control enabled; possible from a description.",
  documentation: {
    symptoms: [
      "List attribute emails exceeds allowed limit of 1",
      "More than 50 attributes in the SAML assertion",
      "Multi-valued attributes in the SAML assertion",
      "An unexpected error has occurred, since attributes for access control were enabled",
    ],
    why: 'Identity Center accepts one value per attribute. Through SCIM, a second e-mail address or phone number makes AWS reject the whole user. In a SAML response, with attributes for access control enabled, at most 50 attributes may be mapped, none of them with several values, twice under the same name, or with XML as its value; the sign-in page then shows only "An unexpected error has occurred".',
    whatToDo:
      "At the identity provider, map a single value for each attribute and remove mappings that AWS does not need.",
    sources: [
      "https://docs.aws.amazon.com/singlesignon/latest/userguide/troubleshooting.html",
      "https://docs.aws.amazon.com/singlesignon/latest/userguide/attributesforaccesscontrol.html",
    ],
  },
  notice: (text) => {
    if (isAboutAnotherProduct(text)) return undefined;
    const attribute = TOO_MANY_VALUES.exec(text)?.[1];
    if (attribute !== undefined)
      return {
        confidence: "proved",
        summary: `The identity provider sends more than one value of ${attribute}, and Identity Center accepts one: the user was not created or updated.`,
        remedy: sendOneValue,
      };
    const problem = problemOf(text);
    if (problem !== undefined)
      return {
        confidence: "likely",
        summary: `With attributes for access control enabled, Identity Center refuses this sign-in: ${problem}.`,
        remedy: sendOneValue,
      };
    if (!IN_WORDS.test(text) || !OF_SAML.test(text)) return undefined;
    return {
      confidence: "possible",
      summary:
        "Identity Center accepts one value per attribute and, with attributes for access control enabled, at most 50 attributes in a SAML response.",
      remedy: sendOneValue,
    };
  },
});

export const idpAttributesRefused = pasted.cause;

/** The cause in a pasted text, or undefined where the text is about something else. */
export const idpAttributesRefusedIn = pasted.noticedIn;
