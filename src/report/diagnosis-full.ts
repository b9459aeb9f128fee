/** A diagnosis for people: the verdict, the cause with its proof, the path, what to do, what it cost. */

import type { EntitledPath, EntitledStage, LinkAt, Stage, Via } from "../model/access-path.ts";
import type { Diagnosis, GrantSince } from "../model/diagnosis.ts";
import type { Evidence } from "../model/evidence.ts";
import { inTheWay } from "../model/reading.ts";
import { nearWords } from "./brief/parts.ts";
import { counted } from "./counted.ts";
import { decisionRows } from "./decision-lines.ts";
import { grantBlocks, grantsBlocks } from "./grant-blocks.ts";
import { hanging, wrap } from "./layout.ts";
import { partWords } from "./part-words.ts";
import { plain } from "./sanitize.ts";
import type { TextStyle } from "./text-style.ts";

/** The whole diagnosis as lines. */
export function fullDiagnosisText(diagnosis: Diagnosis, style: TextStyle): string {
  const blocks = [
    ...(diagnosis.grants.length > 1 ? grantsBlocks(diagnosis, style) : grantBlocks(diagnosis, style)),
    ...nearBlocks(diagnosis, style),
    ...sinceBlocks(diagnosis, style),
    ...pathBlocks(diagnosis, style),
    ...decisionBlocks(diagnosis, style),
    ...unreadBlocks(diagnosis, style),
    ...notExaminedBlocks(diagnosis, style),
    [style.palette.faint(costLine(diagnosis))],
  ];
  return `${blocks.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

/** How many paths are shown; the JSON has all. */
const PATHS_SHOWN = 5;

const left = (all: number, shown: number, { palette }: TextStyle): readonly string[] =>
  all > shown ? [`  ${palette.faint(`… and ${all - shown} more, with --output json`)}`] : [];

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

function pathBlocks({ paths, entitledPaths = [] }: Diagnosis, style: TextStyle): readonly (readonly string[])[] {
  const all: readonly DrawnPath[] = [
    ...entitledPaths.map((path) => ({ ...path, what: entitledWords(path) })),
    ...paths.map(({ permissionSet, ...path }) => ({
      ...path,
      what: permissionSet ? `${permissionSet.name} in ${path.account}` : path.account,
    })),
  ];
  const more = left(all.length, PATHS_SHOWN, style);
  return [...all.slice(0, PATHS_SHOWN).map((path) => pathLines(path, style)), ...(more.length > 0 ? [more] : [])];
}

/** `account access manager, role Developer in 111122223333`. */
export const entitledWords = ({ role, account }: EntitledPath): string =>
  `account access manager, role ${role.name} in ${account}`;

/** A path of either road. */
interface DrawnPath {
  readonly what: string;
  readonly via: Via;
  readonly links: readonly LinkAt<Stage | EntitledStage>[];
}

function pathLines({ what, via, links }: DrawnPath, { palette, width }: TextStyle): readonly string[] {
  const paint = { ok: palette.good, broken: palette.bad, unknown: palette.warn, "not examined": palette.faint };
  const lines = links.flatMap((link) =>
    hanging(`  ${MARKS[link.state]} ${link.stage.padEnd(13)}`, plain(link.summary), width).map((line, index) =>
      index === 0 ? paint[link.state](line) : palette.faint(line),
    ),
  );
  return [`${palette.strong("Path")}  ${plain(what)}, ${viaWords(via)}`, ...lines];
}

const viaWords = (via: Via): string => (via === "direct" ? "directly" : `through ${plain(via.group.name)}`);

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
  const lines = couldNotRead.flatMap((failure) =>
    hanging("  ", plain(`${failure.operation} (${inTheWay(failure)}): ${failure.kind}, ${failure.message}`), width),
  );
  return [[palette.strong(palette.warn("Could not read")), ...lines]];
}

function nearBlocks(diagnosis: Diagnosis, { width }: TextStyle): readonly (readonly string[])[] {
  const near = nearWords(diagnosis);
  return near === undefined ? [] : [wrap(near, width)];
}

/** How many are listed; the JSON has all. */
const NOT_EXAMINED_SHOWN = 8;

/** A verdict says how far it looked. */
function notExaminedBlocks({ notExamined }: Diagnosis, { palette, width }: TextStyle): readonly (readonly string[])[] {
  if (notExamined.length === 0) return [];
  const shown = notExamined.slice(0, NOT_EXAMINED_SHOWN);
  const more = notExamined.length - shown.length;
  return [
    [
      palette.strong("Not examined"),
      ...shown.flatMap(({ what, reason }) => hanging("  · ", plain(`${partWords(what)}: ${reason}`), width)),
      ...(more > 0 ? [`  ${palette.faint(`… and ${more} more, with --output json`)}`] : []),
    ],
  ];
}

/** `11 calls in 4 rounds, 0.4 s`. */
export function costLine({ calls, evidence, at }: Diagnosis): string {
  const time = timeWords(evidence);
  const names = calls.nameLookups > 0 ? `, ${calls.nameLookups} of them to resolve names (cached from now on)` : "";
  return `${counted(calls.total, "call")} in ${counted(calls.rounds, "round")}${time}${names} · ${plain(at)}`;
}

/** `11 calls, 0.4 s`. */
export const shortCost = ({ calls, evidence }: Diagnosis): string =>
  `${counted(calls.total, "call")}${timeWords(evidence)}`;

function timeWords(evidence: Diagnosis["evidence"]): string {
  const milliseconds = elapsed(Object.values(evidence));
  return milliseconds === undefined ? "" : `, ${(milliseconds / 1000).toFixed(1)} s`;
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
