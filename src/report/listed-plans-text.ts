/** The plans of the journal for people: two lines each. */
import { counted } from "./counted.ts";
import { hanging } from "./layout.ts";
import { markdownText, plain } from "./sanitize.ts";
import type { TextStyle } from "./text-style.ts";

/** A plan of the journal as the report sees it; the use case's own type has these members. */
export interface ListedPlanView {
  readonly id: string;
  readonly createdAt: string;
  readonly caller: string | null;
  readonly region: string;
  readonly endpointUrl: string | null;
  readonly cause: string;
  readonly steps: readonly string[];
  readonly state: "not-started" | "interrupted" | "failed" | "not-verified" | "verified" | "edited";
  readonly undoneBy: readonly string[];
}

/** Steps that are written out. */
const STEPS_SHOWN = 3;
const SHORT_ID = 8;

const STATES: Readonly<Record<ListedPlanView["state"], string>> = {
  "not-started": "not started",
  interrupted: "interrupted",
  failed: "failed",
  "not-verified": "applied, not verified",
  verified: "applied and verified",
  edited: "edited: its description and its changes disagree",
};

export function listedPlansText(
  { plans }: { readonly plans: readonly ListedPlanView[] },
  { palette, width }: TextStyle,
): string {
  if (plans.length === 0) return "The journal has no plans.\n";
  const lines = plans.flatMap(({ id, createdAt, cause, steps, state, undoneBy, ...where }) => [
    `${palette.strong(plain(id.slice(0, SHORT_ID)))}  ${plain(createdAt)}  ${STATES[state]}${undoneBy.length > 0 ? `, undone by ${undoneBy.map((one) => plain(one.slice(0, SHORT_ID))).join(", ")}` : ""}`,
    ...hanging(
      "  ",
      `${plain(cause)}, by ${plain(where.caller ?? "an unknown caller")} in ${plain(where.region)}${where.endpointUrl === null ? "" : ` at ${plain(where.endpointUrl)}`}`,
      width,
    ),
    ...steps.slice(0, STEPS_SHOWN).flatMap((step) => hanging("  - ", plain(step), width)),
    ...(steps.length > STEPS_SHOWN ? [`  and ${counted(steps.length - STEPS_SHOWN, "more step")}`] : []),
  ]);
  return `${lines.join("\n")}\n`;
}

/** The same as a table. */
export function listedPlansMarkdown({ plans }: { readonly plans: readonly ListedPlanView[] }): string {
  const rows = plans.map(
    ({ id, createdAt, caller, steps, state, undoneBy }) =>
      `| ${[id, createdAt, caller ?? "unknown", steps.join("; "), STATES[state], undoneBy.join(", ")].map(markdownText).join(" | ")} |`,
  );
  return `${["| plan | when | who | what | state | undone by |", "|---|---|---|---|---|---|", ...rows].join("\n")}\n`;
}
