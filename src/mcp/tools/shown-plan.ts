/** A plan as an assistant and the person behind it see it: what it does, who gains what, which hash an approval is of. */
import * as z from "zod/mini";
import type { RehearsedPortal } from "../../app/rehearse.ts";
import type { TeamPlan } from "../../app/team/propose.ts";
import { portalEntry } from "../../model/portal-entry.ts";
import { members } from "../tool.ts";

const { described } = members;

export const planShape = z.object({
  id: z.string(),
  hash: described(z.string(), "What an approval is of; the tool apply takes it"),
  state: z.enum(["proposed", "approved", "applying", "applied", "failed", "withdrawn"]),
  proposedBy: z.string(),
  cause: z.string(),
  steps: z.array(
    z.object({
      number: z.int(),
      description: z.string(),
      effects: z.array(z.string()),
      risk: z.enum(["low", "medium", "high"]),
      command: z.string(),
    }),
  ),
  gains: described(z.array(z.string()), "What people gain or lose, as the rehearsal on a local twin showed"),
  warnings: z.array(z.string()),
  unchecked: z.array(z.string()),
  writer: described(z.string(), "Whose credentials would write, and where"),
});

export function shownToAssistant({ id, hash, state, proposedBy, plan, shown }: TeamPlan): z.input<typeof planShape> {
  const { promised, alsoGained, others } = shown.rehearsal;
  const { callerArn, accountId, region, endpointUrl } = shown.writer;
  return {
    id,
    hash,
    state,
    proposedBy,
    cause: plan.cause,
    steps: plan.steps.map(({ number, description, effects, risk, command }) => ({
      number,
      description,
      effects: [...effects],
      risk,
      command,
    })),
    gains: [...promised, ...alsoGained, ...others].flatMap(changeOf),
    warnings: [...plan.warnings],
    unchecked: [...shown.unchecked],
    writer: `${callerArn ?? "a caller that could not be read"} in account ${accountId ?? "not read"}, ${endpointUrl ?? region}`,
  };
}

function changeOf(line: RehearsedPortal): string[] {
  const { userName, accountId, accountName, before, after } = line;
  if (before === after) return [];
  const where = accountName === undefined ? accountId : `${accountName} (${accountId})`;
  return [`${userName} ${after ? "gets" : "loses"} ${portalEntry(line)} in ${where}`];
}

/** A screen of text for the person who is asked. Names come from elsewhere: none of them may begin a line of its own. */
export function questionText(plan: z.input<typeof planShape>): string {
  const list = (title: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : [title, ...lines.map((line) => `- ${line}`)];
  return [
    `Apply plan ${plan.id}?`,
    `Hash: ${plan.hash}`,
    ...list(
      "Steps:",
      plan.steps.flatMap(({ description, risk, effects }) => [`${description} (risk ${risk})`, ...effects]),
    ),
    ...list("Access that changes:", plan.gains),
    ...list("Warnings:", [...plan.warnings, ...plan.unchecked]),
    `Written by ${plan.writer}`,
  ]
    .map(oneLine)
    .join("\n");
}

/** Control characters and marks that reorder or hide text show as a replacement character. */
const oneLine = (text: string): string => text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, "\ufffd");
