/** A diagnosis as six lines of plain text for a ticket, and two lines to send to the user. */

import type { DiagnosedCause, Diagnosis } from "../../model/diagnosis.ts";
import { hindrancesOf } from "../../model/reading.ts";
import { commandFor } from "../cause-lines.ts";
import { counted } from "../counted.ts";
import { answerSentence, nothingThere } from "./answer-sentence.ts";
import { causeWords } from "./headline.ts";
import { missingPermissions, nearWords, notExaminedWords, todoWords, whyWords } from "./parts.ts";
import { userMessage } from "./user-message.ts";

/** A line of a ticket is not wrapped, but it stays a line that somebody reads. */
const LONGEST = 300;

/** One line each: what, why, what to do, how, how sure, what was not looked at. Then the message, in the user's words. */
export function diagnosisTicket(diagnosis: Diagnosis): string {
  const [cause, ...others] = diagnosis.causes;
  const nothing = nothingThere(diagnosis);
  const isWorking = diagnosis.verdict === "works" && !cause;
  const message = userMessage(diagnosis) ?? {
    matter: "We are still looking for the reason.",
    todo: "You do not have to do anything until you hear from us.",
  };
  return `${[
    `Answer: ${answerSentence(diagnosis)}.`,
    `Cause: ${nothing ?? (cause ? [whyWords(cause, LONGEST), nearWords(diagnosis)].filter((one) => one !== undefined).join(" ") : isWorking ? "none" : "not found")}`,
    `Do: ${nothing ? "Decide which permission set they need there, and assign it." : cause ? todoWords(cause, LONGEST) : isWorking ? "nothing" : openTodo(diagnosis)}`,
    `With: ${withWords(diagnosis, cause)}`,
    `Found as: ${[...(cause ? [causeWords(cause)] : [diagnosis.verdict]), ...(others.length > 0 ? [counted(others.length, "further cause")] : [])].join(", ")}`,
    `Not looked at: ${notExaminedWords(diagnosis) ?? "nothing was left out"}`,
    "",
    "To the user:",
    message.matter,
    message.todo,
  ].join("\n")}\n`;
}

/** The command that does it, or where the steps are. */
function withWords(diagnosis: Diagnosis, cause: DiagnosedCause | undefined): string {
  if (nothingThere(diagnosis)) return commandFor("fix", diagnosis, {});
  switch (cause?.remedy.kind) {
    case "api":
      return commandFor("fix", diagnosis, cause);
    case "human":
      return `the steps of ${commandFor("why", diagnosis, cause, ["--full"])}`;
    case "wait":
    case undefined:
      return "no change needed";
  }
}

function openTodo(diagnosis: Diagnosis): string {
  const missing = missingPermissions(diagnosis);
  if (missing.length > 0) return `give the caller ${missing.join(", ")}, then ask again`;
  const others = hindrancesOf(diagnosis.couldNotRead);
  return others.length > 0 ? `ask again (in the way: ${others.join(", ")})` : "look further with --full and --thorough";
}
