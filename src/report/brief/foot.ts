/** The last line of a short answer: what was not looked at, what it cost, and how to see the rest. */
import type { Diagnosis } from "../../model/diagnosis.ts";
import { shortCost } from "../diagnosis-full.ts";
import { hanging } from "../layout.ts";
import type { TextStyle } from "../text-style.ts";
import { notExaminedWords } from "./parts.ts";

export function footLines(diagnosis: Diagnosis, { palette, width }: TextStyle): readonly string[] {
  const unseen = notExaminedWords(diagnosis);
  const cost = `${shortCost(diagnosis)} · --full: path and proof`;
  if (unseen === undefined) return [palette.faint(`  ${cost}`)];
  const together = `  Not looked at: ${unseen}. ${cost}`;
  const lines = together.length <= width ? [together] : [...hanging("  Not looked at: ", unseen, width), `  ${cost}`];
  return lines.map(palette.faint);
}
