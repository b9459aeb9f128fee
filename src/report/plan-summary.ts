/** A plan and its rehearsal in one line: what somebody reads last before saying yes. */
import type { Plan } from "../model/plan.ts";
import { counted } from "./counted.ts";
import type { RehearsalView } from "./plan-text.ts";

/** `2 adds, 1 remove; 1 person gains access, nobody loses it (3 portals checked)`. */
export function planSummary({ steps }: Pick<Plan, "steps">, rehearsal: RehearsalView): string {
  const kinds = steps.map(({ change }) => change.kind);
  const count = (prefix: string) => kinds.filter((kind) => kind.startsWith(prefix)).length;
  const parts = [
    [count("create-"), "add"],
    [count("delete-"), "remove"],
    [count("provision-"), "provisioning request"],
  ] as const;
  const does = parts.flatMap(([number, noun]) => (number > 0 ? [counted(number, noun)] : [])).join(", ");
  return rehearsal.kind === "passed" ? `${does}; ${impact(rehearsal)}` : does;
}

function impact({ promised, alsoGained, others, peopleWatched }: Extract<RehearsalView, { kind: "passed" }>): string {
  const rows = [...promised, ...alsoGained, ...others];
  const people = (isAfter: boolean) =>
    new Set(rows.filter(({ before, after }) => before !== after && after === isAfter).map(({ userName }) => userName))
      .size;
  const [gain, lose] = [people(true), people(false)];
  const gains =
    gain === 0 ? "nobody gains access" : `${counted(gain, "person", "people")} ${gain === 1 ? "gains" : "gain"} access`;
  const loses =
    lose === 0 ? "nobody loses it" : `${counted(lose, "person", "people")} ${lose === 1 ? "loses" : "lose"} it`;
  return `${gains}, ${loses} (${counted(peopleWatched, "portal")} checked)`;
}
