/** Secrets are taken out of messages in every spelling in which an endpoint may send them back. */
import { expect, test } from "vitest";
import { keepSecret, withoutSecrets, withoutSecretsDeep } from "./secrets.ts";

const SECRET = 'pl4nted/"secret"+key==';
keepSecret(SECRET, "lab", undefined);

test.each([
  { what: "as it is", spelling: SECRET },
  { what: "in an address", spelling: encodeURIComponent(SECRET) },
  { what: "in JSON", spelling: JSON.stringify(SECRET).slice(1, -1) },
  { what: "with escaped slashes", spelling: SECRET.replaceAll("/", "\\/") },
  { what: "as base64", spelling: btoa(SECRET) },
])("$what", ({ spelling }) => {
  const message = withoutSecrets(`before ${spelling} after`);
  expect(message).toMatch(/^before \[secret\]=* after$/);
});

test("short words are no secrets", () => {
  expect(withoutSecrets("idc-doctor lab, available")).toBe("idc-doctor lab, available");
});

test("bearer tokens and passwords of addresses that nobody has named", () => {
  expect(withoutSecrets("authorization: Bearer abc.def-123456, no")).toBe("authorization: Bearer [secret], no");
  expect(withoutSecrets("http://someone:hunter22@127.0.0.1:4747/x")).toBe("http://[secret]@127.0.0.1:4747/x");
  expect(withoutSecrets("https://alice@example.com is an address")).toBe("https://[secret]@example.com is an address");
  expect(withoutSecrets("mail alice@example.com")).toBe("mail alice@example.com");
});

test("values: every string, but not what was asked for, which is known afterwards", () => {
  const at = new Date();
  const answer = {
    Name: `x ${SECRET}`,
    List: [{ Deep: SECRET }],
    At: at,
    Credentials: { SessionToken: "fresh-session-token" },
  };
  expect(withoutSecretsDeep(answer)).toEqual({
    Name: "x [secret]",
    List: [{ Deep: "[secret]" }],
    At: at,
    Credentials: { SessionToken: "fresh-session-token" },
  });
  expect(withoutSecrets("echo fresh-session-token")).toBe("echo [secret]");
});
