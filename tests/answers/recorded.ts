/** The files of recorded answers: blocks of a name and the answer that was given to it. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { SCENES } from "../../scenes/scene.ts";
import { causes } from "../../src/diagnosis/causes/index.ts";
import { scan } from "../../src/diagnosis/scan/scan.ts";
import { recordedAnswer } from "./answer-text.ts";
import { answerTo, documentNamed } from "./ask.ts";
import { scanText } from "./scan-text.ts";

const FOLDER = join(SCENES, "../tests/answers/recorded");

/** Each file with what it records of a name. */
export const RECORDED = [
  { file: "scenes.txt", answer: async (name: string) => recordedAnswer(await answerTo(name)) },
  { file: "seeds.txt", answer: async (name: string) => recordedAnswer(await answerTo(name)) },
  { file: "histories.txt", answer: async (name: string) => recordedAnswer(await answerTo(name)) },
  { file: "causes.txt", answer: async (name: string) => placeOfCause(name) },
  { file: "scans.txt", answer: async (name: string) => scanText(scan(documentNamed(name))) },
] as const;

/** Where a cause stands among the others: what decides the order of an answer. */
function placeOfCause(name: string): string {
  const cause = causes.find(({ id }) => name === `cause ${id}`);
  if (!cause) throw new TypeError(`there is no ${name}`);
  const { stage, rank, noticedIn, explains, blocksEveryRepair = false, tellUser = [] } = cause;
  return [
    `at ${stage} ${rank}, noticed in ${noticedIn}, ${blocksEveryRepair ? "blocks every repair" : "blocks no repair"}`,
    `explains ${explains.join(", ") || "nothing"}`,
    ...tellUser,
  ].join("\n");
}

const HEAD = "== ";

/** By name, in the order of the file. */
export function readRecorded(file: string): ReadonlyMap<string, string> {
  const blocks = readFileSync(join(FOLDER, file), "utf8").split(/^(?=== )/m);
  return new Map(
    blocks
      .filter((block) => block.startsWith(HEAD))
      .map((block) => {
        const [head = "", ...lines] = block.trimEnd().split("\n");
        return [head.slice(HEAD.length), lines.join("\n")];
      }),
  );
}

export function writeRecorded(file: string, answers: ReadonlyMap<string, string>): void {
  const blocks = [...answers].map(([name, text]) => `${HEAD}${name}\n${text}\n`);
  writeFileSync(join(FOLDER, file), blocks.join("\n"));
}
