/** One line for each thing that happens during an apply. */
import type { WriteProgress } from "../app/write/services.ts";
import { withoutDetails } from "../report/brief/in-short.ts";
import { counted } from "../report/counted.ts";
import { plain } from "../report/sanitize.ts";
import type { TextStyle } from "../report/text-style.ts";

type ApplyProgress = Extract<WriteProgress, { kind: "applying" }>["progress"];

export function applyLine(progress: ApplyProgress, { palette }: TextStyle): string {
  if (progress.kind === "pace") return palette.faint(paceText(progress));
  const { number, description } = progress.step;
  switch (progress.kind) {
    case "step":
      return `${palette.accent("▸")} step ${number}: ${withoutDetails(description)}`;
    case "sent":
      return palette.faint(`  sent${progress.requestId ? `, request ${progress.requestId}` : ""}`);
    case "waiting":
      return palette.faint(`  ${progress.status} after ${(progress.milliseconds / 1000).toFixed(1)} s`);
    case "retrying":
      return palette.warn(
        `  step ${number}, attempt ${progress.attempt} of ${progress.of}: ${plain(progress.reason)}; retrying in ${(progress.milliseconds / 1000).toFixed(1)} s`,
      );
    case "done":
      return `${palette.good("✓")} step ${number} ${progress.wasAlreadyDone ? "was already done" : "done"}`;
    case "failed":
      return `${palette.bad("✗")} step ${number} failed: ${plain(progress.reason)}`;
  }
}

/** How far a long plan is, with the time that it will still take at this speed. */
function paceText({ done, total, millisecondsLeft }: Extract<ApplyProgress, { kind: "pace" }>): string {
  const seconds = Math.ceil(millisecondsLeft / 1000);
  const left = seconds < 90 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`;
  return `  ${done} of ${counted(total, "step")}${done < total ? `, about ${left} left` : ""}`;
}
