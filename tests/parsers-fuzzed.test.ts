/** Every parser of other people's text against text that nobody wrote: it answers or refuses, never crashes, and in time. FUZZ_CASES=10000 for more. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { loadScene } from "../scenes/scene.ts";
import { explain } from "../src/app/explain.ts";
import { decodedText } from "../src/app/text-file.ts";
import { AccessError } from "../src/model/errors.ts";
import { duplicateKey } from "../src/model/json-keys.ts";
import { parseOrganizationDocument } from "../src/model/organization-document/load.ts";
import { writtenForm } from "../src/model/organization-document/write.ts";
import { parseAccessTests } from "../src/model/organization-document/written/access-tests.ts";
import { readWrittenPlan } from "../src/model/organization-document/written/plan.ts";
import { parsePlannedChanges } from "../src/model/organization-document/written/planned-changes.ts";
import { parseTerraformPlan } from "../src/model/organization-document/written/terraform-plan.ts";
import { parseAwsConfig, profileNames, usedProfiles } from "../src/sources/client/aws-config.ts";
import { parseCachedToken } from "../src/sources/client/cached-sign-in.ts";
import { openCollectionLog } from "../src/store/collection-log.ts";
import { isThorough } from "./support/in-turn.ts";

const CASES = Number(process.env["FUZZ_CASES"] ?? (isThorough ? 500 : 150));
const LONGEST_MILLISECONDS = 3000;

const TEMPLATE = `AWSTemplateFormatVersion: 2010-09-09
Parameters: { Stage: { Type: String, Default: "prod" } }
Mappings: { A: { B: { C: "111122223333" } } }
Conditions:
  IsProd: !And [!Equals [!Ref Stage, prod], !Not [!Condition Other]]
  Other: !Equals [!Ref Stage, !Sub "\${Stage}x"]
Resources:
  Set:
    Type: AWS::SSO::PermissionSet
    Properties: { InstanceArn: a, Name: !Join ["-", [a, !Ref Stage]] }
  Fn::ForEach::Loop:
    - Who
    - [a, b]
    - Assign&{Who}:
        Type: AWS::SSO::Assignment
        Condition: IsProd
        Properties:
          TargetId: !FindInMap [A, B, C]
          PermissionSetArn: !Select [1, !Split ["|", !Ref Set]]
          PrincipalType: !If [IsProd, USER, !Ref AWS::NoValue]
          PrincipalId: !Ref Who
`;
const CHANGE_SET = JSON.stringify({
  ChangeSetId: "arn:aws:cloudformation:us-east-1:123456789012:changeSet/c/1",
  Status: "CREATE_COMPLETE",
  ExecutionStatus: "AVAILABLE",
  Changes: [
    {
      Type: "Resource",
      ResourceChange: {
        Action: "Modify",
        LogicalResourceId: "Assign",
        PhysicalResourceId: "a|111122223333|AWS_ACCOUNT|b|USER|c",
        ResourceType: "AWS::SSO::Assignment",
        Replacement: "True",
        AfterContext: '{"Properties":{"TargetId":"111122223333","PrincipalType":"USER"}}',
      },
    },
  ],
});

const folder = mkdtempSync(join(tmpdir(), "idc-doctor-fuzz-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Keys and values that mean something to a parser, or to the language. */
const WORDS = [
  ...[
    "__proto__",
    "constructor",
    "toString",
    "schema",
    "users",
    "groups",
    "Events",
    "Records",
    "expect",
    "steps",
    "changes",
  ],
  ...[
    "idc-doctor/organization/1",
    "arn:aws:sso:::permissionSet/ssoins-1/ps-1",
    "123456789012",
    "AccessDenied",
    "not authorized to perform",
  ],
  ...[
    "eventName",
    "userIdentity",
    "resource_changes",
    "planned_values",
    "after",
    "address",
    "type",
    "[profile a]",
    "sso_session = b",
  ],
  ...[
    "source_profile = a",
    "role_arn",
    "accessToken",
    "expiresAt",
    "2026-99-99T00:00:00Z",
    "&a",
    "*a",
    "<<: *a",
    "!!js/function",
    "\ufeff",
  ],
];
const word = fc.oneof(fc.constantFrom(...WORDS), fc.string({ unit: "binary", maxLength: 20 }));

/** Trees of JSON with keys of the formats. */
const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
  tree: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    word,
    fc.constantFrom(null, true, 0, -1, 1e308, ""),
    fc.array(tie("tree"), { maxLength: 5 }),
    fc.dictionary(word, tie("tree"), { maxKeys: 6, noNullPrototype: false }),
  ),
}));

/** A true text with something else in some places. */
function damaged(text: string): fc.Arbitrary<string> {
  const place = fc.nat(text.length);
  return fc
    .array(
      fc.tuple(
        place,
        fc.nat(40),
        fc.oneof(word, fc.constantFrom("{", "}", "[", "]", '"', ",", ":", "\n", "\\", "\0", "\u001b")),
      ),
      { minLength: 1, maxLength: 6 },
    )
    .map((changes) =>
      changes.reduce((now, [at, length, instead]) => now.slice(0, at) + instead + now.slice(at + length), text),
    );
}

const texts = (example: string): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 4, arbitrary: damaged(example) },
    { weight: 3, arbitrary: tree.map((value) => JSON.stringify(value) ?? "") },
    { weight: 2, arbitrary: fc.array(word, { maxLength: 40 }).map((words) => words.join(" ")) },
    { weight: 1, arbitrary: fc.array(word, { maxLength: 40 }).map((words) => words.join("\n")) },
    // Long and repetitive: where a pattern may go back and forth.
    {
      weight: 1,
      arbitrary: fc
        .tuple(word, fc.integer({ min: 1000, max: 10_000 }))
        .map(([one, times]) => one.repeat(times).slice(0, 60_000)),
    },
  );

const { document } = loadScene(join(import.meta.dirname, "../scenes/works-through-group.yaml"));
const saved = JSON.stringify(writtenForm(document));

const EVENT = JSON.stringify({
  eventVersion: "1.08",
  userIdentity: {
    type: "AssumedRole",
    arn: "arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_ReadOnly_0123456789abcdef/alice",
    accountId: "111122223333",
  },
  eventTime: "2026-11-01T10:00:00Z",
  eventSource: "s3.amazonaws.com",
  eventName: "GetObject",
  awsRegion: "us-east-1",
  errorCode: "AccessDenied",
  errorMessage:
    "User: arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_ReadOnly_0123456789abcdef/alice is not authorized to perform: s3:GetObject on resource: arn:aws:s3:::b/k because no identity-based policy allows the s3:GetObject action",
});
const TESTS =
  'expect:\n  - { user: alice@example.com, account: "111122223333", set: ReadOnly, can: true }\n  - { group: Contractors, account: "*", set: "*", can: false }\n';
const CONFIG =
  "[profile dev]\nsso_session = corp\nsso_account_id = 111122223333\nsso_role_name = ReadOnly\n[sso-session corp]\nsso_region = us-east-1\nsso_start_url = https://d-1234567890.awsapps.com/start\n";
const TOKEN =
  '{"startUrl": "https://x.awsapps.com/start", "accessToken": "abc", "expiresAt": "2026-11-28T10:00:00UTC"}';
const TERRAFORM = JSON.stringify({
  format_version: "1.2",
  resource_changes: [
    {
      address: "aws_ssoadmin_account_assignment.a",
      type: "aws_ssoadmin_account_assignment",
      change: {
        actions: ["create"],
        before: null,
        after: { instance_arn: "arn:aws:sso:::instance/ssoins-1234567890abcdef", target_id: "111122223333" },
      },
    },
  ],
});
const PLAN = JSON.stringify({
  schema: "idc-doctor/plan/1",
  id: "a",
  createdAt: "2026-11-28T10:00:00Z",
  region: "us-east-1",
  steps: [{ number: 1, change: { kind: "provision-permission-set" } }],
});

/** A value that may be no JSON at all. */
function jsonOr<T>(text: string, use: (value: unknown) => T): T | undefined {
  try {
    return use(JSON.parse(text));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

let logs = 0;
const PARSERS: Readonly<Record<string, { readonly example: string; readonly parse: (text: string) => unknown }>> = {
  "organization document": { example: saved, parse: parseOrganizationDocument },
  "access tests": { example: TESTS, parse: parseAccessTests },
  "Terraform plan": { example: TERRAFORM, parse: parseTerraformPlan },
  "CloudFormation template": { example: TEMPLATE, parse: parsePlannedChanges },
  "CloudFormation template, pasted": { example: TEMPLATE, parse: explain },
  "CloudFormation change set": { example: CHANGE_SET, parse: parsePlannedChanges },
  "plan file": { example: PLAN, parse: (text) => jsonOr(text, readWrittenPlan) },
  "pasted event": { example: EVENT, parse: explain },
  "pasted message": { example: (JSON.parse(EVENT) as { errorMessage: string }).errorMessage, parse: explain },
  "aws configuration": {
    example: CONFIG,
    parse: (text) => [parseAwsConfig(text), usedProfiles(text), profileNames(text)],
  },
  "kept sign-in": { example: TOKEN, parse: (text) => parseCachedToken("a", text) },
  "keys of JSON": { example: saved, parse: (text) => jsonOr(text, () => duplicateKey(text)) },
  "collection that was interrupted": {
    example:
      '{"schema":"idc-doctor/collection/1","owner":{"instanceArn":"a/b","callerAccountId":"1","endpointUrl":null},"startedAt":"2026-11-28T10:00:00Z"}\n["key",{"rows":[]}]\n',
    parse: (text) => {
      logs += 1;
      const below = join(folder, `log-${logs % 8}`);
      openCollectionLog(below, OWNER, new Date("2026-11-28T10:00:01Z")).close();
      writeFileSync(join(below, "collection-b.jsonl"), text);
      const log = openCollectionLog(below, OWNER, new Date("2026-11-28T10:00:01Z"));
      log.get("key");
      return log.close();
    },
  },
};
const OWNER = { instanceArn: "a/b", callerAccountId: "1", endpointUrl: null };

/** The work, and that it ends in time; an error that says what is wrong with the text is an answer. */
function inTime(work: () => unknown): void {
  // Of this process: others may keep the machine busy.
  const begun = process.cpuUsage();
  try {
    work();
  } catch (error) {
    if (!(error instanceof AccessError)) throw error;
  }
  const { user, system } = process.cpuUsage(begun);
  expect((user + system) / 1000).toBeLessThan(LONGEST_MILLISECONDS);
}

describe.each(Object.entries(PARSERS))("%s", (_, { example, parse }) => {
  test("the example is understood without an error", () => {
    expect(() => parse(example)).not.toThrow();
  });

  test(`${CASES} texts`, { timeout: 60_000 + CASES * 100 }, () => {
    fc.assert(
      fc.property(texts(example), (text) => inTime(() => parse(text))),
      { numRuns: CASES },
    );
  });
});

test(`${CASES} encodings`, () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => inTime(() => decodedText("file", Buffer.from(bytes)))),
    { numRuns: CASES },
  );
});

test("no key of a text reaches the prototype of all objects", () => {
  expect(Object.keys(Object.prototype)).toEqual([]);
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
});
