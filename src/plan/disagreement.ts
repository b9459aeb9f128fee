/** Whether a kept plan says what it does: its words are made from its changes, so words that differ were edited. */
import type { Plan } from "../model/plan.ts";
import { worded } from "./numbered.ts";

/** The numbers of the steps whose words and change disagree. */
export const disagreeingSteps = ({ steps, region }: Pick<Plan, "steps" | "region">): readonly number[] =>
  steps
    .filter((step, index) => step.number !== index + 1 || !isAsWorded(step, worded(step, region)))
    .map(({ number }) => number);

const isAsWorded = (step: Plan["steps"][number], made: Plan["steps"][number]): boolean =>
  step.description === made.description &&
  step.command === made.command &&
  step.risk === made.risk &&
  JSON.stringify(step.effects) === JSON.stringify(made.effects);
