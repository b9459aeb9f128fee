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

  const event = (userName: string) =>
    JSON.stringify({
      eventName: "Federate",
      eventSource: "sso.amazonaws.com",
      userIdentity: { type: "IdentityCenterUser", userName },
      serviceEventDetails: { role_name: "Admin", account_id: "222222222222" },
    });
  const refused = (name: string) =>
    `User: arn:aws:sts::222222222222:assumed-role/AWSReservedSSO_Admin_0123456789abcdef/${name} is not authorized to perform: s3:ListAllMyBuckets because no identity-based policy allows the s3:ListAllMyBuckets action`;

  test.each([
    "josé.müller@example.com",
    "jos\\u00e9.m\\u00FCller@example.com",
    "jos&#233;.m&#252;ller@example.com",
    "jos&#xE9;.m&#xfc;ller@example.com",
    "jos&eacute;.m&uuml;ller@example.com",
    "josÃ©.mÃ¼ller@example.com",
    "jos\\xc3\\xa9.m\\xc3\\xbcller@example.com",
  ])("%s is one person, in an event, in a row and in a sentence", (name) => {
    const row = `eventname\tuseridentity\tserviceeventdetails\nFederate\t{type=IdentityCenterUser, username=${name}}\t{"role_name":"Admin","account_id":"222222222222"}`;
    for (const text of [event(name), row, refused(name)])
      expect(first(text)?.who?.name, text).toBe("josé.müller@example.com");
  });

  test("says where it was read in another encoding, and only there", () => {
    expect(first(event("josÃ©@example.com"))?.meaning.join(" ")).toContain(
      'The text has "josÃ©@example.com", which is "josé@example.com" in another encoding',
    );
    expect(first(event("josé@example.com"))?.meaning.join(" ")).not.toContain("encoding");
  });

  test("the source of a page, with entities for its quotes, is read as the JSON that it shows", () => {
    expect(first(event("josé@example.com").replaceAll('"', "&quot;"))?.who?.name).toBe("josé@example.com");
  });
});

describe("what hides a name is nobody's, wherever it stands", () => {
  const arn = (name: string) =>
    `arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_ReadOnly_0123456789abcdef/${name}`;
  test.each(["HIDDEN_DUE_TO_SECURITY_REASONS", "***", "[REDACTED]", "<user>"])("%s", (name) => {
    for (const text of [
      JSON.stringify({
        eventName: "GetObject",
        eventSource: "s3.amazonaws.com",
        errorCode: "AccessDenied",
        userIdentity: { type: "AssumedRole", principalId: `AROAEXAMPLE:${name}`, arn: arn(name) },
      }),
      `User: ${arn(name)} is not authorized to perform: s3:GetObject because no identity-based policy allows the s3:GetObject action`,
      `User '${name}' not found in Identity Store`,
      JSON.stringify({
        eventName: "CreateUser",
        eventSource: "identitystore.amazonaws.com",
        requestParameters: { userName: name },
      }),
    ]) {
      const explained = first(text);
      expect(explained?.who?.name ?? null, text).toBeNull();
      expect(explained?.next.join(" "), text).not.toContain(name === "<user>" ? "'<user>'" : name);
    }
  });
});
