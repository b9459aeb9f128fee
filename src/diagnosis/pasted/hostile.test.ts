/** Hostile and unknown texts: nothing throws, nothing is injected, nothing is guessed, and no secret is shown again. */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { explanationsMarkdown, explanationsText } from "../../report/explanation-text.ts";
import { palette } from "../../report/palette.ts";
import { explainPasted } from "./index.ts";
import { PASTED_CASES } from "./testing/all-cases.ts";

const REAL = Object.values(PASTED_CASES)
  .flat()
  .map(({ text }) => text);
/** `.ci/run` sets it, and has time. */
const isThorough = process.env["IDC_DOCTOR_THOROUGH"] !== undefined;
const RUNS = isThorough ? 500 : 80;
/** Milliseconds of work: nobody waits longer for an explanation. Other programs of a busy machine do not count. */
const LONGEST_WAIT = 3000;
const TRIES = 3;

/** Explains the text in time: what else this worker has in memory is collected meanwhile, now and then, and is not its work. */
function expectInTime(text: string): void {
  const tries: number[] = [];
  while (tries.length < TRIES && tries.every((work) => work >= LONGEST_WAIT)) {
    const start = process.cpuUsage();
    expect(explainPasted(text).length).toBeGreaterThan(0);
    tries.push(process.cpuUsage(start).user / 1000);
  }
  expect(Math.min(...tries)).toBeLessThan(LONGEST_WAIT);
}

const printed = (text: string) => {
  const found = explainPasted(text);
  return `${explanationsText(found, { palette: palette({ isColored: false }), width: 100 })}${explanationsMarkdown(found)}`;
};
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROLS = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/;

test("any text, and any real text with something else in it, is explained without throwing or printing controls", () => {
  const part = fc.oneof(
    fc.string({ maxLength: 60 }),
    fc.constantFrom(...REAL),
    fc.json(),
    fc.string({ unit: "binary", maxLength: 40 }),
  );
  const cut = fc.tuple(fc.constantFrom(...REAL), fc.nat(400), fc.string({ unit: "binary", maxLength: 20 }));
  const text = fc.oneof(
    fc.array(part, { maxLength: 3 }).map((parts) => parts.join("\n")),
    cut.map(([real, at, noise]) => `${real.slice(0, at)}${noise}${real.slice(at)}`),
  );
  void fc.assert(
    fc.property(text, (one) => {
      expectInTime(one);
      expect(printed(one)).not.toMatch(CONTROLS);
    }),
    { numRuns: RUNS },
  );
});

test("events of any shape are explained without throwing", () => {
  const names = [
    "CreateAccountAssignment",
    "GetRoleCredentials",
    "PatchGroup",
    "CredentialVerification",
    "CreateSAMLProvider",
    "X",
  ];
  const members = [
    "userIdentity",
    "requestParameters",
    "responseElements",
    "serviceEventDetails",
    "additionalEventData",
    "errorCode",
    "errorMessage",
    "eventSource",
    "recipientAccountId",
  ];
  const hostile = fc.record({
    eventName: fc.constantFrom(...names),
    ...Object.fromEntries(members.map((name) => [name, fc.anything({ maxDepth: 3 })])),
  });
  void fc.assert(
    fc.property(hostile, (event) => {
      const text = JSON.stringify(event, (_, value) => (typeof value === "bigint" ? String(value) : value));
      expect(printed(text)).not.toMatch(CONTROLS);
    }),
    { numRuns: RUNS },
  );
});

test.each([
  {
    what: "__proto__",
    text: '{"__proto__":{"eventName":"GetRoleCredentials"},"eventName":"X","userIdentity":{"__proto__":{"type":"Root"}}}',
  },
  { what: "deep nesting", text: `${'{"a":['.repeat(5000)}` },
  { what: "brackets without an end", text: "{".repeat(60) + '{"eventName":'.repeat(50) },
  { what: "megabytes of one word", text: "a".repeat(3_000_000) },
  { what: "megabytes of blanks", text: " ".repeat(3_000_000) },
  { what: "megabytes of ARNs", text: "arn:aws:iam::1:role/".repeat(150_000) },
  {
    what: "megabytes of sentences",
    text: "User: is not authorized to perform: s3:GetObject on resource: ".repeat(50_000),
  },
  { what: "megabytes of frames", text: "operation error S: O, RequestID ".repeat(100_000) },
  { what: "megabytes of names", text: `${"A".repeat(90)} `.repeat(30_000) },
  { what: "megabytes of quotes", text: '"message":"'.repeat(100_000) },
  { what: "megabytes of lines", text: "x\n".repeat(500_000) },
  { what: "megabytes of failures", text: "Error: x\n".repeat(100_000) },
  { what: "megabytes of structs", text: '{"eventName":"x","userIdentity":"{a={"}'.repeat(25_000) },
  { what: "megabytes of table rows", text: `eventname,a\n${"x,y\n".repeat(200_000)}` },
  { what: "megabytes of Python's quotes", text: "'eventName': b'".repeat(60_000) },
  { what: "megabytes of refusals without a word", text: "ForbiddenException No access ".repeat(30_000) },
  { what: "megabytes of accounts", text: "account 111122223333 ".repeat(50_000) },
  {
    what: "megabytes of profiles",
    text: "Profile x is configured with invalid SSO credentials. Required parameters Got a, ".repeat(12_000),
  },
])("$what takes neither forever nor the process down", ({ text }) => {
  expectInTime(text);
});

test("the same real text again and again is explained in time", () => {
  const repeated = fc
    .tuple(fc.constantFrom(...REAL), fc.constantFrom("\n", " ", "\n\n", ""), fc.integer({ min: 2, max: 2000 }))
    .map(([real, between, count]) => Array(count).fill(real).join(between).slice(0, 400_000));
  void fc.assert(fc.property(repeated, expectInTime), { numRuns: isThorough ? 40 : 15 });
});

test("a hostile name is one word of a command, never a flag, and no markup", () => {
  const arn = "arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_A_0123456789abcdef/-x;rm&<img>`id`$(id)";
  const [one] = explainPasted(arn);
  expect(one?.next.at(-1)).toBe("idc-doctor why -- '-x;rm&<img>`id`$(id)' 111122223333 A");
  const markdown = explanationsMarkdown(one ? [one] : []);
  // To the letter inside of the code span, and no markup outside of it.
  const [, span = ""] = /\d\. `` (.*) ``/.exec(markdown) ?? [];
  expect(span).toBe(one?.next.at(-1));
  expect(markdown.replace(span, "")).not.toMatch(/[^\\]<img/);
});

test("what is unknown is shown as it was pasted, and nothing is guessed", () => {
  const [one] = explainPasted("The printer is on fire\nand nobody knows why");
  expect(one).toMatchObject({
    kind: "not-recognised",
    verbatim: "The printer is on fire\nand nobody knows why",
    fits: [],
  });
  const [framed] = explainPasted("An error occurred (PaperJam) when calling the Print operation: Tray 2 is empty");
  expect(framed).toMatchObject({ kind: "api-error", title: "PaperJam from Print", causes: [], fits: [] });
  expect(framed?.verbatim).toContain("Tray 2 is empty");
});

test("names that are other services' words are not taken for Identity Center's", () => {
  for (const text of [
    "An error occurred (TooManyRequestsException) when calling the Invoke operation: Rate Exceeded",
    "An error occurred (ConflictException) when calling the CreateFunction operation: busy",
    "An error occurred (ForbiddenException) when calling the GetThing operation: no",
    "An error occurred (ThrottlingException) when calling the DescribeInstances operation: Rate exceeded",
  ]) {
    const [one] = explainPasted(text);
    expect([one?.causes, one?.fits]).toEqual([[], []]);
  }
});

test("secrets in a pasted log are not shown again", () => {
  const secrets = [
    "wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY",
    "aoaAAAAAGZ0eXAtdG9rZW4tdmFsdWUtdGhhdC1pcy1sb25nLWVub3VnaA",
    "IQoJb3JpZ2luX2VjEXAMPLE",
  ];
  const log = `weird failure\naws_secret_access_key = ${secrets[0]}\nx-amz-sso_bearer_token: ${secrets[1]}\n"sessionToken": "${secrets[2]}"\nAuthorization: Bearer ${secrets[0]}`;
  const [one] = explainPasted(log);
  expect(one?.verbatim).toContain("weird failure");
  for (const secret of secrets) expect(JSON.stringify(one)).not.toContain(secret);
});

test("a file's events without a part in Identity Center are counted, not told", () => {
  const other = { eventName: "DescribeInstances", eventSource: "ec2.amazonaws.com", userIdentity: { type: "IAMUser" } };
  const ours = { eventName: "GetRoleCredentials", eventSource: "sso.amazonaws.com" };
  const found = explainPasted(JSON.stringify({ Records: [other, ours, ...Array(3000).fill(other)] }));
  expect(found.map(({ kind }) => kind)).toEqual(["cloudtrail-event", "not-recognised"]);
  expect(found[1]?.title).toContain("3001 more events");
});
