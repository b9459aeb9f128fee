/** Plans, rehearsals and the progress of an apply for people. */
import type { Plan } from "../model/plan.ts";
import type { TextStyle } from "./diagnosis-text.ts";
import { hanging, wrap } from "./layout.ts";
import { plain } from "./sanitize.ts";

export function planText(plan: Plan, { palette, width }: TextStyle): string {
  const steps = plan.steps.flatMap((step) => [
    ...hanging(`  ${step.number}. `, `${plain(step.description)} [risk ${step.risk}]`, width),
    ...step.effects.flatMap((effect) => wrap(plain(effect), width, "     ").map(palette.faint)),
    `     ${palette.accent(plain(step.command))}`,
  ]);
  const warnings = plan.warnings.flatMap((warning) => hanging("  note: ", plain(warning), width));
  return [
    `${palette.strong("Plan")}  ${plain(`${plan.id.slice(0, 8)} for ${plan.cause}`)}`,
    ...steps,
    ...warnings,
  ].join("\n");
}

/** The rehearsal as the report sees it; the use case's own type has these members. */
export interface RehearsalView {
  readonly kind: "passed" | "failed" | "not-possible";
  readonly reason?: string;
  readonly portal?: { readonly userName: string; readonly before: boolean; readonly after: boolean };
  readonly others?: readonly { readonly userName: string; readonly after: boolean }[];
  readonly assumptions?: readonly string[];
}

const shown = (isShown: boolean): string => (isShown ? "shows it" : "does not show it");

export function rehearsalText(rehearsal: RehearsalView, { palette, width }: TextStyle): string {
  const { portal } = rehearsal;
  if (!portal)
    return `${palette.strong("Rehearsal")}  ${palette.warn(rehearsal.kind)}: ${plain(rehearsal.reason ?? "")}`;
  const others = rehearsal.others ?? [];
  const lines = [
    `${palette.strong("Rehearsal")}  ${palette.good("passed")} on a local twin: the portal of ${plain(portal.userName)} ${shown(portal.before)} before, ${shown(portal.after)} after`,
    `  nobody else's access ${others.length === 0 ? "changes" : `changes, except: ${others.map(({ userName, after }) => `${plain(userName)} ${after ? "gains" : "loses"} it`).join(", ")}`}`,
    ...(rehearsal.assumptions ?? []).flatMap((assumption) => wrap(plain(assumption), width, "  ").map(palette.faint)),
  ];
  return lines.join("\n");
}
