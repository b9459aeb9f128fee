/** What is taken off a pasted text before it is read, and what is never shown again. */
import { describe, expect, test } from "vitest";
import { readMessage, shownAgain } from "./readable.ts";

describe("a message is read", () => {
  test.each([
    { raw: "\ufeffwords", text: "words", line: "words" },
    {
      raw: "\u001b[1;31mred\u001b[0m and \u001b]8;;https://x\u0007link\u001b]8;;\u001b\\",
      text: "red and link",
      line: "red and link",
    },
    { raw: "a\r\nb", text: "a\nb", line: "a b" },
    { raw: "╷\n│ Error: x\n│   at y\n╵", text: "\nError: x\n  at y\n", line: "Error: x at y" },
    { raw: "> quoted\n>> twice\n  > behind", text: "quoted\ntwice\nbehind", line: "quoted twice behind" },
    { raw: "5 > 3", text: "5 > 3", line: "5 > 3" },
    { raw: "\u2018a\u2019 \u201cb\u201d", text: "'a' \"b\"", line: "'a' \"b\"" },
    { raw: 'one\\ntwo\\tthree \\"four\\"', text: 'one\\ntwo\\tthree \\"four\\"', line: 'one two three "four"' },
    { raw: "&quot;a&#34; &apos;b&#39;", text: "&quot;a&#34; &apos;b&#39;", line: "\"a\" 'b'" },
    { raw: "  many \t\n  blanks  ", text: "  many \t\n  blanks  ", line: "many blanks" },
  ])("$raw", ({ raw, text, line }) => {
    expect(readMessage(raw)).toEqual({ text, line, raw });
  });
});

const shown = (text: string) => shownAgain(readMessage(text));
const SECRET = "abcDEF123+/=_.:-xyz";

describe("secrets are left out", () => {
  test.each([
    ...[
      "secretAccessKey",
      "aws_secret_access_key",
      "sessionToken",
      "aws_session_token",
      "accessToken",
      "access_token",
      "refreshToken",
      "clientSecret",
      "id_token",
      "deviceCode",
      "code_verifier",
      "x-amz-security-token",
      "x-amz-sso_bearer_token",
      "password",
      "SAMLResponse",
    ].flatMap((name) => [
      { text: `${name}=${SECRET} end`, expected: `${name}=[left out] end` },
      { text: `"${name}": "${SECRET}" end`, expected: `"${name}": "[left out]" end` },
    ]),
    { text: `Authorization: Bearer ${SECRET} end`, expected: "Authorization: Bearer [left out] end" },
    { text: `--token bearer ${SECRET} end`, expected: "--token bearer [left out] end" },
    { text: `accessToken: bearer ${SECRET} end`, expected: "accessToken: [left out] end" },
    { text: `x eyJ${"a".repeat(10)}.${"b".repeat(10)} y`, expected: "x [left out] y" },
    { text: `x eyJ${"a".repeat(12)}.${"b".repeat(12)}.c-d_e y`, expected: "x [left out] y" },
    { text: `x aoa${"Z".repeat(40)} y`, expected: "x [left out] y" },
  ])("$text", ({ text, expected }) => {
    expect(shown(text)).toBe(expected);
  });

  test.each(["password=short12", "password = short", "eyJabc.def", "aoa is no token", "the passwords are kept"])(
    "%s stays",
    (text) => {
      expect(shown(text)).toBe(text);
    },
  );
});

describe("what is shown again", () => {
  test("is trimmed, and cut at two thousand characters", () => {
    expect(shown("  x  ")).toBe("x");
    expect(shown("y ".repeat(1000))).toHaveLength(1999);
    expect(shown("z".repeat(2000))).toBe("z".repeat(2000));
    expect(shown("z".repeat(2001))).toBe(`${"z".repeat(2000)}…`);
    expect(shown(`password=${"s".repeat(3000)} end`)).toBe("password=[left out] end");
  });
});
