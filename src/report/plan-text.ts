/** Plans, rehearsals and the progress of an apply for people: in names; the ids are in the commands. */

import type { Plan } from "../model/plan.ts";
import { portalEntry } from "../model/portal-entry.ts";
import { ownCommand, shellWord } from "../model/shell-word.ts";
import { withoutDetails } from "./brief/in-short.ts";
import { counted } from "./counted.ts";
import { hanging, headed, wrap } from "./layout.ts";
import { plain } from "./sanitize.ts";
import type { TextStyle } from "./text-style.ts";

export function planText(plan: Plan, { palette, width }: TextStyle): string {
  const steps = plan.steps.flatMap((step) => [
    ...hanging(`  ${step.number}. `, `${withoutDetails(step.description)} [risk ${step.risk}]`, width),
    ...step.effects.flatMap((effect) => wrap(withoutDetails(effect), width, "     ").map(palette.faint)),
    `     ${palette.accent(plain(step.command))}`,
  ]);
  const leftOut = (plan.leftOut ?? []).flatMap(({ description, reason }) =>
    hanging("  not done: ", withoutDetails(`${description}. Reason: ${reason}`), width),
  );
  const warnings = plan.warnings.flatMap((warning) => hanging("  note: ", withoutDetails(warning), width));
  return [
    `${palette.strong("Plan")}  ${plain(`${plan.id.slice(0, 8)} for ${plan.cause}`)}`,
    ...steps,
    ...leftOut,
    ...warnings,
  ].join("\n");
}

/** A predicted refusal with what to do about it. */
export function refusalLines(
  { summary, steps }: { readonly summary: string; readonly steps: readonly string[] },
  width: number,
): readonly string[] {
  return [
    ...hanging("  - ", sentence(plain(summary)), width),
    ...steps.flatMap((step) => hanging("      ", plain(step), width)),
  ];
}

/** Ends with a full stop, unless it has its own end already. */
const sentence = (words: string): string => (/[.!?…]$/.test(words) ? words : `${words}.`);

interface PortalLine {
  readonly userName: string;
  readonly accountId: string;
  readonly accountName?: string | undefined;
  readonly permissionSetName: string;
  /** Of a line of the account access portal. */
  readonly roleArn?: string | undefined;
  readonly before: boolean;
  readonly after: boolean;
}

/** The rehearsal as the report sees it; the use case's own type has these members. */
export type RehearsalView =
  | {
      readonly kind: "passed";
      readonly promised: readonly PortalLine[];
      readonly alsoGained: readonly PortalLine[];
      readonly others: readonly PortalLine[];
      readonly peopleWatched: number;
      readonly assumptions: readonly string[];
    }
  | { readonly kind: "failed" | "not-possible"; readonly reason: string };

/** Lines of one kind that are written out; JSON has them all. */
const LINES_SHOWN = 12;

export function rehearsalText(rehearsal: RehearsalView, { palette, width }: TextStyle): string {
  if (rehearsal.kind !== "passed")
    return headed(`Rehearsal  ${rehearsal.kind}:`, plain(rehearsal.reason), width, palette.warn).join("\n");
  const list = (rows: readonly string[]) => rows.flatMap((row) => hanging("    ", plain(row), width));
  return [
    ...headed("Rehearsal  passed", `on a local twin: ${plain(promisedText(rehearsal.promised))}`, width, palette.good),
    ...(rehearsal.alsoGained.length > 0 ? ["  also gained:", ...list(linesOf(rehearsal.alsoGained))] : []),
    ...(rehearsal.others.length > 0
      ? [
          `  for other people (${counted(rehearsal.peopleWatched, "portal")} checked):`,
          ...list(linesOf(rehearsal.others)),
        ]
      : [`  nobody else's access changes (${counted(rehearsal.peopleWatched, "portal")} checked)`]),
    ...rehearsal.assumptions.flatMap((assumption) => wrap(plain(assumption), width, "  ").map(palette.faint)),
  ].join("\n");
}

const shown = (isShown: boolean): string => (isShown ? "shows it" : "does not show it");

function promisedText(promised: readonly PortalLine[]): string {
  const [first, ...more] = promised;
  if (!first) return "every step succeeded";
  const { userName, before, after } = first;
  const text = first.roleArn
    ? `${userName} ${before ? "can" : "cannot"} use ${portalEntry(first)} in the account access portal before, ${after ? "can" : "cannot"} after`
    : `the portal of ${userName} ${shown(before)} before, ${shown(after)} after`;
  return more.length === 0 ? text : `${text}; ${counted(more.length, "other grant")} as planned, too`;
}

/** `sandbox (111122223333)`, or the id alone where the name is not known. */
export const placeWords = ({ accountId, accountName }: Pick<PortalLine, "accountId" | "accountName">): string =>
  accountName === undefined || accountName === accountId ? accountId : `${accountName} (${accountId})`;

/** `alice gains ReadOnly in sandbox`, the first of them. */
function linesOf(rows: readonly PortalLine[]): readonly string[] {
  const lines = rows
    .slice(0, LINES_SHOWN)
    .map(
      (line) =>
        `${line.userName} ${line.after ? "gains" : "loses"} ${portalEntry(line)} in ${line.accountName ?? line.accountId}`,
    );
  return rows.length > LINES_SHOWN ? [...lines, `and ${rows.length - LINES_SHOWN} more`] : lines;
}

/** After access was given to a role with an older content: how to bring the role up to date. */
export const outdatedRoleLine = (permissionSetName: string, accountId: string): string =>
  `The role still has an older version of ${plain(permissionSetName)}. Update it: ${ownCommand("provision", [shellWord(permissionSetName), accountId])}`;
