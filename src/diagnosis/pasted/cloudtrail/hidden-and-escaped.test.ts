/** Names that CloudTrail hides are nobody's, and names that were escaped are read as they are. */
import { describe, expect, test } from "vitest";
import { explainPasted } from "../index.ts";

const first = (text: string) => explainPasted(text)[0];

test("a hidden name is nobody's, and a password that was refused is no matter of the second factor", () => {
  const event = {
    eventSource: "signin.amazonaws.com",
    eventName: "CredentialVerification",
    userIdentity: { type: "Unknown", userName: "HIDDEN_DUE_TO_SECURITY_REASONS" },
    serviceEventDetails: { CredentialVerification: "Failure" },
    additionalEventData: { UserName: "HIDDEN_DUE_TO_SECURITY_REASONS", CredentialType: "PASSWORD" },
  };
  const explained = first(JSON.stringify(event));
  expect(explained?.who?.name ?? null).toBeNull();
  expect(JSON.stringify(explained?.next)).not.toMatch(/HIDDEN|MFA/);
  expect(explained?.next.at(-1)).toBe("idc-doctor why <user>");
});

describe("a name with an accent", () => {
  const members = (name: string, quote: string) =>
    `{${quote}eventName${quote}: ${quote}Federate${quote}, ${quote}eventSource${quote}: ${quote}sso.amazonaws.com${quote}, ${quote}userIdentity${quote}: {${quote}type${quote}: ${quote}IdentityCenterUser${quote}, ${quote}userName${quote}: ${quote}${name}${quote}}`;

  test.each([
    [
      "escaped in JSON that is cut short",
      `${members("jos\\u00e9@example.com", '"')}, "serviceEventDetails": {"role_name": "Ad`,
    ],
    ["as Python prints what was JSON", `${members("jos\\u00e9@example.com", "'")}}`],
    ["as Python 2 prints it", `${members("jos\\xe9@example.com", "'")}}`],
  ])("%s", (_what, text) => {
    expect(first(text)?.who?.name).toBe("josé@example.com");
  });
});
