/**
 * Records the answers in `src/diagnosis/pasted/testing/answers.json` again, texts with the same answer together. A text is
 * added by putting it among the texts of any answer.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { answerTo } from "../src/diagnosis/pasted/testing/answer.ts";

interface Recorded {
  readonly answer: readonly string[];
  readonly texts: readonly string[];
}

const FILE = join(import.meta.dirname, "../src/diagnosis/pasted/testing/answers.json");

const before: readonly Recorded[] = JSON.parse(readFileSync(FILE, "utf8"));
const groups = new Map<string, Recorded>();
for (const text of new Set(before.flatMap(({ texts }) => texts))) {
  const answer = answerTo(text);
  const key = JSON.stringify(answer);
  groups.set(key, { answer, texts: [...(groups.get(key)?.texts ?? []), text] });
}
const after = [...groups.values()];

writeFileSync(FILE, `${JSON.stringify(after, null, 2)}\n`);
