/** The baseline file of a scan: read and checked, and what each of its entries came to. */
import {
  type Acceptance,
  accepts,
  FINDING_IDS,
  hasEnded,
  type NameOfNothing,
  namesOfNothing,
} from "../model/baseline.ts";
import { AccessError } from "../model/errors.ts";
import type { Finding, Findings } from "../model/finding.ts";
import { type FindingHistory, formerlyKnownAs } from "../model/finding-history.ts";
import { formerKeyOf, isFormerKey } from "../model/former-keys.ts";
import type { OrganizationDocument } from "../model/organization-document/document.ts";
import { describeProblems } from "../model/organization-document/load.ts";
import { parseBaseline } from "../model/organization-document/written/baseline.ts";
import { counted } from "../report/counted.ts";
import { closest } from "./near-misses.ts";
import { readText } from "./text-file.ts";

/** The acceptances of a file; `-` is standard input. @throws AccessError `bad-input` with the path of every bad field. */
export async function readBaseline(path: string): Promise<readonly Acceptance[]> {
  const read = parseBaseline(await readText(path));
  if (read.kind === "ok") return withKnownCauses(path, read.acceptances);
  throw new AccessError("bad-input", `${path} is not a baseline file:\n${describeProblems(read.problems)}`, {
    next: "docs/organization.md has an example",
  });
}

/** @throws AccessError `bad-input` for a cause that no finding can have: it would accept nothing. */
function withKnownCauses(path: string, acceptances: readonly Acceptance[]): readonly Acceptance[] {
  const unknown = acceptances.flatMap(({ cause }, at) =>
    cause === undefined || FINDING_IDS.includes(cause) ? [] : [{ path: `accept[${at}].cause`, cause }],
  );
  if (unknown.length === 0) return acceptances;
  const lines = unknown.map(
    ({ path: field, cause }) => `${field}: there is no cause "${cause}"${meant(cause, FINDING_IDS)}`,
  );
  throw new AccessError("bad-input", `${path} is not a baseline file:\n${lines.join("\n")}`, {
    next: "idc-doctor causes lists all of them",
  });
}

const meant = (written: string, known: readonly string[]): string => {
  const [nearest] = closest(written, known);
  return nearest === undefined ? "" : `. Did you mean ${nearest}?`;
};

/** What a scan made of a baseline. */
export interface BaselineUsed {
  readonly findings: Findings;
  /** What earlier scans found. */
  readonly history: FindingHistory | undefined;
  readonly document: OrganizationDocument;
}

/** A line for each entry that accepts nothing, or less than it says: why, and what to write instead. */
export function baselineNotes(acceptances: readonly Acceptance[], used: BaselineUsed): readonly string[] {
  const unknown = new Map(namesOfNothing(acceptances, used.document).map((one) => [one.entry, one]));
  return acceptances.flatMap((acceptance, entry) => {
    const why = whyOf(acceptance, unknown.get(entry), used);
    return why === undefined ? [] : [`Entry ${entry + 1} of the baseline ${why}`];
  });
}

/** Undefined: it accepts something, and all that it says. */
function whyOf(
  acceptance: Acceptance,
  unknown: NameOfNothing | undefined,
  { findings, history }: BaselineUsed,
): string | undefined {
  if (hasEnded(acceptance, findings.takenAt)) return `accepts nothing: its last day was ${acceptance.until}`;
  const key = acceptance.finding;
  if (key !== undefined && isFormerKey(key)) return whyFormer(key, findings, history);
  const found = allOf(findings);
  if (found.some((one) => accepts(acceptance, one))) return undefined;
  if (unknown)
    return `accepts nothing: there is no ${unknown.what} "${unknown.name}"${meant(unknown.name, unknown.known)}`;
  if (key === undefined) return "accepts nothing: no finding is as it says";
  return `accepts nothing: no finding has the key ${key}`;
}

const allOf = ({ findings, accepted }: Findings): readonly Finding[] => [
  ...findings,
  ...accepted.map(({ finding }) => finding),
];

/** Keys that are written out. */
const KEYS_SHOWN = 5;

/** The key of an earlier version stands for what it stood for then; from now on each assignment has a key of its own. */
function whyFormer(key: string, findings: Findings, history: FindingHistory | undefined): string {
  const own = allOf(findings).filter((one) => formerKeyOf(one) === key);
  if (own.length === 0) return `accepts nothing: no finding has the key ${key}`;
  // Only these, so that nobody pastes the acceptance of one that came later.
  const before = own.filter((one) => formerlyKnownAs(one, history) === key);
  const wanted = before.length > 0 ? before : own;
  const shown = wanted.slice(0, KEYS_SHOWN).map((one) => `"${one.key}"`);
  const more =
    wanted.length > shown.length ? ` and ${wanted.length - shown.length} more (scan --output csv lists the keys)` : "";
  const entries = `Write an entry for each that you accept: ${shown.join(", ")}${more}`;
  return before.length === 0
    ? `accepts nothing: the key ${key} is of an earlier version and would accept every later assignment, too. ${entries}`
    : `accepts ${counted(before.length, "assignment")} of before and no later one: the key ${key} is of an earlier version. ${entries}`;
}
