/** Findings as SARIF 2.1.0 (OASIS), for tools that collect results of analyses; rules are causes, places are ARNs, not files. */
import type { Finding, FindingSubject, Findings, Severity } from "../../model/finding.ts";
import { plain, printableJson } from "../sanitize.ts";

const LEVELS: Readonly<Record<Severity, "error" | "warning" | "note">> = {
  high: "error",
  medium: "warning",
  low: "note",
};

/** The log as a value, to be written as JSON. */
function findingsSarif({ findings, takenAt, unread }: Findings): unknown {
  const rules = [...new Map(findings.map(({ cause, title }) => [cause, title]))];
  const places = new Map(rules.map(([cause], index) => [cause, index]));
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "idc-doctor",
            rules: rules.map(([id, title]) => ({ id, shortDescription: { text: sarifMessage(title) } })),
          },
        },
        invocations: [{ executionSuccessful: unread.length === 0, endTimeUtc: takenAt }],
        results: findings.map((finding) => resultOf(finding, places.get(finding.cause) ?? 0)),
      },
    ],
  };
}

/** The log as text: what a terminal would obey is escaped, never changed. */
export const findingsSarifText = (findings: Findings): string =>
  `${printableJson(JSON.stringify(findingsSarif(findings), undefined, 2))}\n`;

/** In a message, `[text](target)` is a link and `{0}` a placeholder (SARIF 2.1.0, 3.11.5 and 3.11.6): names must be neither. */
const sarifMessage = (text: string): string =>
  plain(text)
    .replace(/[\\[\]]/g, (character) => `\\${character}`)
    .replace(/[{}]/g, (character) => character.repeat(2));

const resultOf = ({ cause, severity, summary, subject, key, remedy }: Finding, ruleIndex: number) => ({
  ruleId: cause,
  ruleIndex,
  level: LEVELS[severity],
  message: { text: sarifMessage(`${summary} ${remedy.summary.replace(/[.!?]$/, "")}.`) },
  locations: [{ logicalLocations: [{ fullyQualifiedName: placeOf(subject), kind: "resource" }] }],
  // The same finding keeps its fingerprint from scan to scan.
  partialFingerprints: { "idcDoctorKey/v1": plain(key) },
});

const placeOf = ({ account, permissionSet, role, principal }: FindingSubject): string =>
  plain(
    [account?.id, permissionSet?.arn, role?.arn, principal?.id].filter((part) => part !== undefined).join("/") ||
      "instance",
  );
