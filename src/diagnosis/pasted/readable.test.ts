/** What is taken off a pasted text before it is read, and what is never shown again. */
import { describe, expect, test } from "vitest";
import { readMessage, shownAgain } from "./readable.ts";

describe("a message is read", () => {
  test.each([
    ["\ufeffwords", "words", "words"],
    ["\u001b[1;31mred\u001b[0m and \u001b]8;;https://x\u0007link\u001b]8;;\u001b\\", "red and link", "red and link"],
    ["a\r\nb", "a\nb", "a b"],
    ["╷\n│ Error: x\n│   at y\n╵", "\nError: x\n  at y\n", "Error: x at y"],
    ["> quoted\n>> twice\n  > behind", "quoted\ntwice\nbehind", "quoted twice behind"],
    ["5 > 3", "5 > 3", "5 > 3"],
    ["\u2018a\u2019 \u201cb\u201d", "'a' \"b\"", "'a' \"b\""],
    ['one\\ntwo\\tthree \\"four\\"', 'one\\ntwo\\tthree \\"four\\"', 'one two three "four"'],
    ["&quot;a&#34; &apos;b&#39;", "&quot;a&#34; &apos;b&#39;", "\"a\" 'b'"],
    ["  many \t\n  blanks  ", "  many \t\n  blanks  ", "many blanks"],
  ])("%j", (raw, text, line) => {
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
      [`${name}=${SECRET} end`, `${name}=[left out] end`],
      [`"${name}": "${SECRET}" end`, `"${name}": "[left out]" end`],
    ]),
    [`Authorization: Bearer ${SECRET} end`, "Authorization: Bearer [left out] end"],
    [`--token bearer ${SECRET} end`, "--token bearer [left out] end"],
    [`accessToken: bearer ${SECRET} end`, "accessToken: [left out] end"],
    [`x eyJ${"a".repeat(10)}.${"b".repeat(10)} y`, "x [left out] y"],
    [`x eyJ${"a".repeat(12)}.${"b".repeat(12)}.c-d_e y`, "x [left out] y"],
    [`x aoa${"Z".repeat(40)} y`, "x [left out] y"],
  ])("%s", (text, expected) => {
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
