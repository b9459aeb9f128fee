/** What is wrong with the attributes of a SAML response: too many, one twice, or one with several values; only those for access control count. */
import { describe, expect, test } from "vitest";
import { idpAttributesRefusedIn } from "./cause.ts";

const PREFIX = "https://aws.amazon.com/SAML/Attributes/AccessControl:";
const values = (count: number, open = "AttributeValue"): string => `<${open}>v</${open.split(" ")[0]}>`.repeat(count);
const attribute = (name: string, inside = values(1)): string => `<Attribute Name="${name}">${inside}</Attribute>`;
const own = (count: number): string =>
  Array.from({ length: count }, (_, at) => attribute(`${PREFIX}team${at}`)).join("\n");
const summaryOf = (text: string) => idpAttributesRefusedIn(text)?.summary ?? "";

describe("a SAML response", () => {
  test("with more than fifty attributes", () => {
    expect(idpAttributesRefusedIn(own(50))).toBeUndefined();
    expect(summaryOf(own(51))).toContain("the SAML response maps 51 attributes, and 50 are allowed.");
    expect(idpAttributesRefusedIn(`${own(50)}${attribute("groups")}`)).toBeUndefined();
  });

  test("with the same attribute twice", () => {
    expect(summaryOf(`${own(2)}${attribute(`${PREFIX}team1`)}`)).toContain(": team1 is in the SAML response twice.");
    expect(idpAttributesRefusedIn(attribute("team").repeat(2))).toBeUndefined();
  });

  test.each([
    { what: "plain", inside: values(2) },
    { what: "with a prefix", inside: values(2, "saml2:AttributeValue") },
    { what: "with a type", inside: values(2, 'saml:AttributeValue xsi:type="xs:string"') },
    { what: "on several lines", inside: `\n${values(1)}\n${values(1)}\n` },
  ])("with several values, $what", ({ inside }) => {
    const text = `${attribute(`${PREFIX}one`)}${attribute(`${PREFIX}two`, inside)}`;
    expect(summaryOf(text)).toContain(": two has several values in the SAML response.");
  });

  test("with one value, with none, or with something else beside it", () => {
    expect(idpAttributesRefusedIn(attribute(`${PREFIX}team`, "text"))).toBeUndefined();
    expect(idpAttributesRefusedIn(attribute(`${PREFIX}team`, `${values(1)}<AttributeValues/>`))).toBeUndefined();
    expect(idpAttributesRefusedIn(attribute(`x${PREFIX}team`, values(2)))).toBeUndefined();
  });
});
