/** The last line of a short answer: what was not looked at, what it cost, and how to see the rest. */
import type { Diagnosis } from "../../model/diagnosis.ts";
import { counted } from "../counted.ts";
import { shortCost } from "../diagnosis-full.ts";
import { wrap } from "../layout.ts";
import type { TextStyle } from "../text-style.ts";
import { notExaminedWords } from "./parts.ts";

/** One line where it fits, if need be in fewer words; else the cost stays in one piece, on the last line or below it. */
export function footLines(diagnosis: Diagnosis, { palette, width }: TextStyle): readonly string[] {
  const unseen = notExaminedWords(diagnosis);
  const costs = restWords(diagnosis).map((rest) => `${shortCost(diagnosis)} · ${rest}`);
  const [inFull = ""] = costs;
  if (unseen === undefined) return [palette.faint(`  ${inFull}`)];
  const lines = wrap(`Not looked at: ${unseen}.`, width, "  ");
  const together = costs.map((cost) => `${lines.at(-1)} ${cost}`).find((line) => line.length <= width);
  const whole = together === undefined ? [...lines, `  ${inFull}`] : [...lines.slice(0, -1), together];
  return whole.map(palette.faint);
}

/** `--full: 3 steps and proof`, and shorter words for it. The steps of a repair that the tool makes are its own. */
function restWords({ causes: [cause], grants }: Diagnosis): readonly string[] {
  const count = cause && cause.remedy.kind !== "api" && grants.length < 2 ? cause.remedy.steps.length : 0;
  const steps = counted(count, "step");
  return count === 0
    ? ["--full: path and proof", "--full: proof", "see --full"]
    : [`--full: ${steps} and proof`, `--full: ${steps}`, "see --full"];
}
