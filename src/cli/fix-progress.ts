/** What `fix` shows while it works: the diagnosis, the plan, the rehearsal, and each step. */
import type { FixProgress } from "../app/fix.ts";
import { diagnosisText } from "../report/diagnosis-text.ts";
import { planText, rehearsalText } from "../report/plan-text.ts";
import type { TextStyle } from "../report/text-style.ts";
import { applyLine } from "./progress.ts";

export function fixProgressText(progress: FixProgress, style: TextStyle): string {
  switch (progress.kind) {
    case "diagnosed":
      return diagnosisText(progress.diagnosis, style);
    case "planned":
      return `${planText(progress.plan, style)}\n`;
    case "rehearsed":
      return `${rehearsalText(progress.rehearsal, style)}\n`;
    case "journaled": {
      const { id } = progress.plan;
      return style.palette.faint(
        `Journal ${id}. To resume after an interruption: idc-doctor fix --resume ${id.slice(0, 8)}`,
      );
    }
    case "applying":
      return applyLine(progress.progress, style);
    case "verifying":
      return style.palette.faint("Verifying with a new diagnosis …");
  }
}
