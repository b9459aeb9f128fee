/** A diagnosis for people: the verdict, the cause with its proof, the path, what to do, what it cost. */
import type { AccessPath, Link } from "../model/access-path.ts";
import type { DiagnosedCause, Diagnosis, GrantSince, Remedy, Verdict } from "../model/diagnosis.ts";
import type { Evidence, EvidenceId } from "../model/evidence.ts";
import { commandOf } from "../plan/changes/index.ts";
import { shellWord } from "../plan/shell.ts";
import { counted } from "./counted.ts";
import { decisionRows } from "./decision-lines.ts";
import { hanging, table, wrap } from "./layout.ts";
import type { Palette } from "./palette.ts";
import { plain, plainDeep } from "./sanitize.ts";

export interface TextStyle {
  readonly palette: Palette;
  /** Characters. */
  readonly width: number;
}

const HEADLINES: Readonly<Record<Verdict, string>> = {
  works: "Works",
  "not-visible": "Not visible",
  denied: "Denied",
  stale: "Works, but with old permissions",
  pending: "Not yet: still in progress",
  undecided: "Undecided",
};

/** The whole diagnosis as lines. */
export function diagnosisText(diagnosis: Diagnosis, style: TextStyle): string {
  const [first, ...others] = diagnosis.causes;
  const blocks = [
    headline(diagnosis, style),
    ...(first ? [causeBlock(first, diagnosis, style)] : []),
    ...(others.length > 0 ? [otherCauses(others, style)] : []),
    ...grantBlocks(diagnosis, style),
    ...sinceBlocks(diagnosis, style),
    ...pathBlocks(diagnosis, style),
    ...decisionBlocks(diagnosis, style),
    ...unreadBlocks(diagnosis, style),
    [style.palette.faint(costLine(diagnosis))],
  ];
  return `${blocks.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

/** Who, where, which: in the names of AWS where they are known, else in the words of the question. */
export function subjectOf({ question }: Diagnosis): string {
  const { user, account, permissionSet } = question;
  const who = user.userName ?? user.asked;
  const where = account.id
    ? account.name
      ? `${account.name} (${account.id})`
      : account.id
    : (account.asked ?? "every account");
  const what = permissionSet.name ?? permissionSet.asked;
  return plain(what ? `${who} → ${what} in ${where}` : `${who} → ${where}`);
}

function headline(diagnosis: Diagnosis, { palette }: TextStyle): readonly string[] {
  const { verdict } = diagnosis;
  const paint =
    verdict === "works"
      ? palette.good
      : verdict === "undecided" || verdict === "pending" || verdict === "stale"
        ? palette.warn
        : palette.bad;
  return [`${palette.strong(paint(HEADLINES[verdict]))}  ${subjectOf(diagnosis)}`];
}

function causeBlock(cause: DiagnosedCause, diagnosis: Diagnosis, style: TextStyle): readonly string[] {
  const { palette, width } = style;
  return [
    `${palette.strong("Cause")}  ${palette.accent(cause.id)} ${palette.faint(`(${cause.confidence})`)}`,
    ...wrap(plain(cause.summary), width, "  "),
    ...proofLines(cause, diagnosis, style),
    "",
    ...remedyLines(cause.remedy, diagnosis, style),
  ];
}

/** How many calls are shown as proof of a cause; the JSON has all. */
const PROOFS_SHOWN = 4;

function proofLines(
  { evidence }: DiagnosedCause,
  diagnosis: Diagnosis,
  { palette, width }: TextStyle,
): readonly string[] {
  const shown = evidence.slice(0, PROOFS_SHOWN).flatMap((id) => evidenceLine(diagnosis.evidence[id], id) ?? []);
  const rest = evidence.length - shown.length;
  const more = rest > 0 && shown.length > 0 ? [`  ${palette.faint(`… and ${rest} more, with --output json`)}`] : [];
  return [...shown.flatMap((line) => hanging("  proof  ", line, Math.max(width, 60)).map(palette.faint)), ...more];
}

/** `ListAccountAssignments {…} → {…}` with what is long cut short. */
function evidenceLine(evidence: Evidence | undefined, id: EvidenceId): string | undefined {
  if (!evidence) return undefined;
  const brief = (value: unknown) => {
    const text = JSON.stringify(plainDeep(value));
    return text.length > 180 ? `${text.slice(0, 180)}…` : text;
  };
  return `${id} ${plain(evidence.operation)} ${brief(evidence.input)} → ${brief(evidence.output)}`;
}

const REMEDY_HEADS = { api: "Fix", human: "Do this by hand", wait: "Wait" } as const;

export function remedyLines(remedy: Remedy, diagnosis: Diagnosis, { palette, width }: TextStyle): readonly string[] {
  const risk = remedy.kind === "wait" ? "" : palette.faint(`  risk ${remedy.risk}`);
  const head = [`${palette.strong(REMEDY_HEADS[remedy.kind])}  ${plain(remedy.summary)}${risk}`];
  if (remedy.kind !== "api")
    return [...head, ...remedy.steps.flatMap((step, index) => hanging(`  ${index + 1}. `, plain(step), width))];
  const region = diagnosis.question.region.home ?? diagnosis.question.region.asked;
  return [
    ...head,
    ...remedy.changes.map((change) => `  ${palette.accent(plain(commandOf(change, region)))}`),
    ...remedy.notes.flatMap((note) => wrap(plain(note), width, "  ")),
    `  ${palette.faint("Rehearse, apply and verify:")} ${fixCommand(diagnosis)}`,
  ];
}

/** A name is somebody's text: in a shell it stays one word, and no flag. */
function fixCommand({ question }: Diagnosis): string {
  const { user, account, permissionSet } = question;
  const words = [
    shellWord(user.userName ?? user.asked),
    account.id ?? "<account>",
    permissionSet.name === null ? "<set>" : shellWord(permissionSet.name),
  ];
  const end = words.some((word) => /^'?-/.test(word)) ? "-- " : "";
  return plain(`idc-doctor fix ${end}${words.join(" ")}`);
}

function otherCauses(causes: readonly DiagnosedCause[], { palette, width }: TextStyle): readonly string[] {
  return [
    palette.strong("Also"),
    ...causes.flatMap((cause) => hanging(`  ${cause.id} (${cause.confidence})  `, plain(cause.summary), width)),
  ];
}

/** How many rows and paths are shown; the JSON has all. */
const GRANTS_SHOWN = 40;
const PATHS_SHOWN = 5;

const left = (all: number, shown: number, { palette }: TextStyle): readonly string[] =>
  all > shown ? [`  ${palette.faint(`… and ${all - shown} more, with --output json`)}`] : [];

/** Where the question covers several grants, the verdict of each. */
function grantBlocks({ grants }: Diagnosis, style: TextStyle): readonly (readonly string[])[] {
  if (grants.length < 2) return [];
  const rows = grants
    .slice(0, GRANTS_SHOWN)
    .map(({ account, permissionSet, verdict }) => [`  ${account}`, plain(permissionSet ?? "any set"), verdict]);
  return [[style.palette.strong("Grants"), ...table(rows), ...left(grants.length, GRANTS_SHOWN, style)]];
}

/** What changed since the snapshot from before, of each grant. */
function sinceBlocks({ since = [] }: Diagnosis, { palette, width }: TextStyle): readonly (readonly string[])[] {
  return since.map((grant) => [
    `${palette.strong("Since then")}  ${plain(sinceHead(grant))}`,
    ...grant.changes.flatMap(({ what, summary }) => hanging(`  ${what}  `, plain(summary), width)),
  ]);
}

/** `ReadOnly in 111122223333, compared with the snapshot of 2026-09-07T09:30:00Z: nothing changed`. */
export function sinceHead({ account, permissionSet, snapshotAt, changes }: GrantSince): string {
  const grant = `${permissionSet ?? "any set"} in ${account}`;
  if (snapshotAt === null) return `${grant}: the earlier snapshot has no such user, account or permission set`;
  return `${grant}, compared with the snapshot of ${snapshotAt}${changes.length === 0 ? ": nothing changed" : ""}`;
}

const MARKS = { ok: "✓", broken: "✗", unknown: "?", "not examined": "·" } as const;

function pathBlocks({ paths }: Diagnosis, style: TextStyle): readonly (readonly string[])[] {
  const more = left(paths.length, PATHS_SHOWN, style);
  return [...paths.slice(0, PATHS_SHOWN).map((path) => pathLines(path, style)), ...(more.length > 0 ? [more] : [])];
}

function pathLines(path: AccessPath, { palette, width }: TextStyle): readonly string[] {
  const via = path.via === "direct" ? "directly" : `through ${plain(path.via.group.name)}`;
  const set = path.permissionSet ? `${plain(path.permissionSet.name)} in ${path.account}` : path.account;
  const paint = (link: Link) =>
    link.state === "ok"
      ? palette.good
      : link.state === "broken"
        ? palette.bad
        : link.state === "unknown"
          ? palette.warn
          : palette.faint;
  const lines = path.links.flatMap((link) =>
    hanging(`  ${MARKS[link.state]} ${link.stage.padEnd(13)}`, plain(link.summary), width).map((line, index) =>
      index === 0 ? paint(link)(line) : palette.faint(line),
    ),
  );
  return [`${palette.strong("Path")}  ${set}, ${via}`, ...lines];
}

/** What each layer of policies says of the action that was asked about. */
function decisionBlocks({ decisions = [] }: Diagnosis, style: TextStyle): readonly (readonly string[])[] {
  const { palette, width } = style;
  const more = left(decisions.length, PATHS_SHOWN, style);
  const paint = { allow: palette.good, deny: palette.bad, unknown: palette.warn };
  return [
    ...decisions
      .slice(0, PATHS_SHOWN)
      .map((decision) => [
        `${palette.strong("Action")}  ${paint[decision.answer](decision.answer)}`,
        ...wrap(plain(decision.summary), width, "  "),
        ...decisionRows(decision).flatMap(([layer, answer, reason]) =>
          hanging(`  ${layer.padEnd(25)}`, reason === "" ? answer : `${answer}: ${reason}`, width),
        ),
      ]),
    ...(more.length > 0 ? [more] : []),
  ];
}

function unreadBlocks({ couldNotRead }: Diagnosis, { palette, width }: TextStyle): readonly (readonly string[])[] {
  if (couldNotRead.length === 0) return [];
  const lines = couldNotRead.flatMap(({ operation, permission, kind, message }) =>
    hanging("  ", plain(`${operation} (${permission}): ${kind}, ${message}`), width),
  );
  return [[palette.strong(palette.warn("Could not read")), ...lines]];
}

/** `11 calls in 4 rounds, 0.4 s`. */
export function costLine({ calls, evidence, at }: Diagnosis): string {
  const milliseconds = elapsed(Object.values(evidence));
  const time = milliseconds === undefined ? "" : `, ${(milliseconds / 1000).toFixed(1)} s`;
  const names = calls.nameLookups > 0 ? `, ${calls.nameLookups} of them to resolve names (cached from now on)` : "";
  return `${counted(calls.total, "call")} in ${counted(calls.rounds, "round")}${time}${names} · ${plain(at)}`;
}

/** From the first call's start to the last one's end; undefined for a snapshot, whose reads take no time. */
function elapsed(evidence: readonly Evidence[]): number | undefined {
  const timed = evidence.flatMap(({ at, duration }) => {
    const end = Date.parse(at);
    return duration === undefined || Number.isNaN(end) ? [] : [{ start: end - duration, end }];
  });
  if (timed.length === 0) return undefined;
  return timed.reduce((last, { end }) => Math.max(last, end), 0) - Math.min(...timed.map(({ start }) => start));
}
