/** Findings as SARIF 2.1.0 (OASIS), for tools that collect results of analyses; rules are causes, places are accounts and ARNs. */
import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import type { Finding, FindingSubject, Findings, FindingsOrganization, Severity } from "../../model/finding.ts";
import { counted } from "../counted.ts";
import { plain } from "../sanitize.ts";
import { isFresh, stateOf } from "./state.ts";

type Level = "error" | "warning" | "note";

const LEVELS: Readonly<Record<Severity, Level>> = { high: "error", medium: "warning", low: "note" };

/** GitHub refuses a run with more (docs.github.com, "SARIF support for code scanning", as of 2026); of these it shows the first 5,000. */
const MOST_RESULTS = 25_000;
/** GitHub refuses a larger file, compressed (same page). */
const MOST_COMPRESSED_BYTES = 10_000_000;

/** A log, and how many findings it has. */
export interface SarifLog {
  readonly text: string;
  readonly listed: number;
}

interface SarifOptions {
  readonly mostBytes?: number;
  /** Tells the logs of several organizations apart that one workflow uploads. */
  readonly category?: string;
}

/** The worst findings, as many as GitHub accepts; where some are left out, the log says so. */
export function findingsSarif(
  findings: Findings,
  { mostBytes = MOST_COMPRESSED_BYTES, category }: SarifOptions = {},
): SarifLog {
  let listed = Math.min(findings.findings.length, MOST_RESULTS);
  for (;;) {
    const text = logText(findings, listed, category);
    const bytes = compressedBytes(text, mostBytes);
    if (bytes <= mostBytes || listed === 0) return { text, listed };
    listed = Math.min(listed - 1, Math.floor(((listed * mostBytes) / bytes) * 0.95));
  }
}

/** A character has at most three bytes of UTF-8; compressing fast gives a larger file than whoever sends it will. */
const compressedBytes = (text: string, mostBytes: number): number =>
  text.length * 3 <= mostBytes ? text.length * 3 : gzipSync(text, { level: 1 }).length;

export const findingsSarifText = (findings: Findings): string => findingsSarif(findings).text;

/** Every text from elsewhere is made printable below, one by one: once more over all of it would take a second. */
const logText = (findings: Findings, listed: number, category: string | undefined): string =>
  `${JSON.stringify(logOf(findings, listed, category), undefined, 2)}\n`;

function logOf(scan: Findings, listed: number, category: string | undefined): unknown {
  const { findings, takenAt, unread, organization } = scan;
  // Worst first, as the findings are: a reader that takes only the first results takes the ones that matter.
  const shown = findings.slice(0, listed);
  const rules = firstOfEachCause(shown);
  const places = new Map(rules.map(({ cause }, index) => [cause, index]));
  const left = findings.length - listed;
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "idc-doctor", rules: rules.map(ruleOf) } },
        ...(category !== undefined && { automationDetails: { id: `${category}/` } }),
        invocations: [
          {
            executionSuccessful: unread.length === 0,
            endTimeUtc: plain(takenAt),
            ...(left > 0 && { toolExecutionNotifications: [leftOut(left)] }),
          },
        ],
        ...(organization && { properties: organizationProperties(organization) }),
        results: shown.map((finding) => resultOf(finding, places.get(finding.cause) ?? 0, scan)),
      },
    ],
  };
}

const organizationProperties = ({ managementAccountId, name, instanceArn }: FindingsOrganization) => ({
  managementAccountId,
  managementAccountName: plain(name),
  ...(instanceArn !== null && { instanceArn: plain(instanceArn) }),
});

const leftOut = (count: number) => ({
  level: "warning",
  message: { text: `${counted(count, "less severe finding")} left out: GitHub accepts no larger file` },
});

const firstOfEachCause = (findings: readonly Finding[]): readonly Finding[] => {
  const seen = new Set<string>();
  return findings.filter(({ cause }) => !seen.has(cause) && seen.add(cause));
};

/** Of the worst finding of a cause. */
const ruleOf = ({ cause, title, severity }: Finding) => ({
  id: cause,
  shortDescription: { text: sarifMessage(title) },
  fullDescription: { text: sarifMessage(title) },
  help: { text: sarifMessage(title) },
  defaultConfiguration: { level: LEVELS[severity] },
  properties: { tags: ["aws", "iam-identity-center"] },
});

/** In a message, `[text](target)` is a link and `{0}` a placeholder (SARIF 2.1.0, 3.11.5 and 3.11.6): names must be neither. */
const sarifMessage = (text: string): string =>
  plain(text)
    .replace(/[\\[\]]/g, (character) => `\\${character}`)
    .replace(/[{}]/g, (character) => character.repeat(2));

/** Beside an earlier scan; `baselineState` knows no more than these two of what is still there (SARIF 2.1.0, 3.27.24). */
function stateProperties(finding: Finding, scan: Findings) {
  const state = stateOf(finding, scan);
  if (state === "") return {};
  return {
    baselineState: isFresh(finding) ? "new" : "unchanged",
    properties: { state, firstSeen: plain(finding.firstSeen ?? "") },
  };
}

const resultOf = (finding: Finding, ruleIndex: number, scan: Findings) => ({
  ...resultAlone(finding, ruleIndex),
  ...stateProperties(finding, scan),
});

const resultAlone = ({ cause, severity, summary, subject, key, remedy }: Finding, ruleIndex: number) => ({
  ruleId: cause,
  ruleIndex,
  level: LEVELS[severity],
  message: { text: sarifMessage(`${summary} ${remedy.summary.replace(/[.!?]$/, "")}.`) },
  locations: [
    {
      physicalLocation: {
        artifactLocation: { uri: uriOf(subject) },
        region: { startLine: 1, startColumn: 1, endLine: 1, endColumn: 1 },
      },
      logicalLocations: [{ fullyQualifiedName: placeOf(subject), kind: "resource" }],
    },
  ],
  // The same finding keeps its fingerprint from scan to scan; GitHub looks at `primaryLocationLineHash` only.
  partialFingerprints: {
    "idcDoctorKey/v1": plain(key),
    primaryLocationLineHash: `${createHash("sha256").update(key).digest("hex").slice(0, 16)}:1`,
  },
});

const placeOf = ({ account, permissionSet, role, principal }: FindingSubject): string =>
  plain(
    [account?.id, permissionSet?.arn, role?.arn, principal?.id].filter((part) => part !== undefined).join("/") ||
      "instance",
  );

/** GitHub shows no result without a file: the account and the permission set take its place, so that alerts can be filtered by path. */
const uriOf = ({ account, permissionSet, role, principal }: FindingSubject): string =>
  [
    "aws-identity-center",
    account?.id ?? "organization",
    permissionSet?.name ?? role?.name ?? principal?.name ?? principal?.id ?? "instance",
  ]
    .map((part) => encodeURIComponent(plain(part)))
    .join("/");
