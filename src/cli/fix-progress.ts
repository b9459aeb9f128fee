/** What `fix` shows while it works: the diagnosis, the plan, the rehearsal, and each step. */
import type { WriteProgress, Writer } from "../app/write/services.ts";
import { diagnosisText } from "../report/diagnosis-text.ts";
import { planText, rehearsalText } from "../report/plan-text.ts";
import { plain } from "../report/sanitize.ts";
import type { TextStyle } from "../report/text-style.ts";
import { applyLine } from "./progress.ts";

export function fixProgressText(progress: WriteProgress, style: TextStyle): string {
  switch (progress.kind) {
    case "diagnosed":
      return diagnosisText(progress.diagnosis, { ...style, isRepaired: true });
    case "writer":
      return writerText(progress.writer);
    case "changed-meanwhile":
      return [
        style.palette.warn("Nothing was written, because this changed since the plan was shown:"),
        ...progress.changes.map((change) => `  - ${plain(change)}`),
        "The plan is made again.",
      ].join("\n");
    case "planned":
      return `${planText(progress.plan, style)}\n`;
    case "rehearsed":
      return `${rehearsalText(progress.rehearsal, style)}\n`;
    case "held-elsewhere":
      return style.palette.warn(`The plan is being carried out by ${plain(progress.holder)}. Waiting for it …`);
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

/** Who writes, and where. */
function writerText({ callerArn, accountId, region, endpointUrl }: Writer): string {
  const caller =
    callerArn === undefined ? "an unknown caller" : `${plain(callerArn)} (account ${accountId ?? "unknown"})`;
  return `As ${caller} in ${region}${endpointUrl === undefined ? "" : ` at ${plain(endpointUrl)}`}`;
}
