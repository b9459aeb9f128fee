/** SARIF as GitHub's code scanning takes it: the worst first, no more than it accepts, and never silently less than there is. */
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import type { Finding, Findings, Severity } from "../../model/finding.ts";
import {
  type AccountId,
  certain,
  type PermissionSetArn,
  parseAccountId,
  parsePermissionSetArn,
} from "../../model/ids.ts";
import { findingsSarif } from "./sarif.ts";

const account: AccountId = certain(parseAccountId("111122223333"));
const arn: PermissionSetArn = certain(
  parsePermissionSetArn("arn:aws:sso:::permissionSet/ssoins-1111111111111111/ps-1111111111111111"),
);

const finding = (at: number, severity: Severity, name = `Set ${at}`): Finding => ({
  key: `outdated ${account} ${at}`,
  cause: severity === "high" ? "not-provisioned" : "outdated",
  severity,
  confidence: "proved",
  title: "The set was changed [and] not provisioned",
  summary: `${name} is older in {account}.`,
  subject: { account: { id: account, name: "sandbox" }, permissionSet: { arn, name } },
  affected: { users: 1, sample: [] },
  remedy: { kind: "wait", summary: "Wait.", steps: [] },
});

const findingsOf = (findings: readonly Finding[]): Findings => ({
  schema: "idc-doctor/findings/1",
  takenAt: "2026-11-28T12:00:00.000Z",
  collectedAt: "2026-11-28T12:00:00.000Z",
  refreshedAt: null,
  findings,
  counts: { high: 0, medium: 0, low: 0 },
  groups: [],
  affectedUsers: 0,
  accepted: [],
  scanned: { accounts: 1, permissionSets: 1, users: 1, groups: 0, assignments: 1 },
  blindSpot: null,
  unread: [],
  notExamined: [],
});

/** What of a log the tests read. */
interface Log {
  readonly runs: readonly [
    {
      readonly tool: { readonly driver: { readonly rules: readonly Record<string, unknown>[] } };
      readonly invocations: readonly [
        { readonly toolExecutionNotifications?: readonly { readonly message: { readonly text: string } }[] },
      ];
      readonly results: readonly {
        readonly ruleIndex: number;
        readonly level: string;
        readonly message: { readonly text: string };
        readonly locations: readonly [
          {
            readonly physicalLocation: { readonly artifactLocation: { readonly uri: string }; readonly region: object };
          },
        ];
        readonly partialFingerprints: { readonly primaryLocationLineHash: string };
      }[];
    },
  ];
}

const runOf = (text: string) => (JSON.parse(text) as Log).runs[0];

test("a result has what GitHub requires: a file, a region, a fingerprint of its own", () => {
  const { text } = findingsSarif(findingsOf([finding(1, "high", "Power/User é"), finding(2, "low")]));
  const { results, tool } = runOf(text);
  expect(results.map(({ locations: [{ physicalLocation }] }) => physicalLocation)).toEqual([
    {
      artifactLocation: { uri: "aws-identity-center/111122223333/Power%2FUser%20%C3%A9" },
      region: { startLine: 1, startColumn: 1, endLine: 1, endColumn: 1 },
    },
    expect.objectContaining({ artifactLocation: { uri: "aws-identity-center/111122223333/Set%202" } }),
  ]);
  const hashes = results.map(({ partialFingerprints }) => partialFingerprints.primaryLocationLineHash);
  expect(new Set(hashes).size).toBe(2);
  expect(hashes.every((hash) => /^[0-9a-f]{16}:1$/.test(hash))).toBe(true);
  expect(results[0]?.message.text).toBe("Power/User é is older in {{account}}. Wait.");
  expect(tool.driver.rules).toEqual([
    expect.objectContaining({ id: "not-provisioned", defaultConfiguration: { level: "error" } }),
    expect.objectContaining({ id: "outdated", defaultConfiguration: { level: "note" } }),
  ]);
  expect(tool.driver.rules[0]?.["help"]).toEqual({ text: "The set was changed \\[and\\] not provisioned" });
});

/** The bound of 25,000 results is tested where 30,000 findings are there anyway: tests/action.test.ts. */
test("the worst where they are too large together, and the log says how many are left out", () => {
  const many = findingsOf([
    ...Array.from({ length: 40 }, (_, at) => finding(at, "high")),
    ...Array.from({ length: 2960 }, (_, at) => finding(40 + at, "low")),
  ]);
  const { text, listed } = findingsSarif(many, { mostBytes: 20_000 });
  expect(gzipSync(text, { level: 1 }).length).toBeLessThanOrEqual(20_000);
  const { results, invocations } = runOf(text);
  expect(results.length).toBe(listed);
  expect(listed).toBeGreaterThan(60);
  expect(results.slice(0, 40).every(({ level }) => level === "error")).toBe(true);
  expect(results.slice(40).every(({ level }) => level === "note")).toBe(true);
  expect(invocations[0].toolExecutionNotifications?.[0]?.message.text).toBe(
    `${3000 - listed} less severe findings left out: GitHub accepts no larger file`,
  );
});

test("all of them where they fit: nothing is said to be left out", () => {
  const { text, listed } = findingsSarif(findingsOf([finding(1, "high")]));
  expect(listed).toBe(1);
  expect(runOf(text).invocations[0]).not.toHaveProperty("toolExecutionNotifications");
});
