/** What STS reads of a SAML assertion. The signature is not verified: the lab does not keep identity providers' certificates. */

export interface SamlAssertion {
  readonly issuer: string;
  readonly audience: string;
  readonly subject: string;
  /** `<role ARN>,<provider ARN>` in either order (STS API reference). */
  readonly roles: readonly string[];
  readonly sessionName: string;
}

const ROLE = "https://aws.amazon.com/SAML/Attributes/Role";
const SESSION_NAME = "https://aws.amazon.com/SAML/Attributes/RoleSessionName";

/** The assertion in a base64 text; undefined where it is none. */
export function samlAssertionOf(base64: string): SamlAssertion | undefined {
  const xml = Buffer.from(base64, "base64").toString("utf8");
  if (!/<(?:\w+:)?Assertion[\s>]/.test(xml)) return undefined;
  return {
    issuer: elements(xml, "Issuer")[0] ?? "",
    audience: elements(xml, "Audience")[0] ?? "",
    subject: elements(xml, "NameID")[0] ?? "",
    roles: attribute(xml, ROLE),
    sessionName: attribute(xml, SESSION_NAME)[0] ?? "",
  };
}

const elements = (xml: string, name: string): readonly string[] =>
  [...xml.matchAll(new RegExp(`<(?:\\w+:)?${name}(?:\\s[^>]*)?>([^<]*)<`, "g"))].map(([, text = ""]) => text.trim());

function attribute(xml: string, name: string): readonly string[] {
  const found = [...xml.matchAll(/<(?:\w+:)?Attribute\s[^>]*Name="([^"]*)"[^>]*>([\s\S]*?)<\/(?:\w+:)?Attribute>/g)];
  return found.filter(([, own]) => own === name).flatMap(([, , inner = ""]) => elements(inner, "AttributeValue"));
}
