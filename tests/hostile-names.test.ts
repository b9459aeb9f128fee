/** Every command that is printed for a scene whose names are hostile: for a shell it is words, and no name among them is a flag. */
import { expect, test } from "vitest";
import { listScenes, loadScene, type Scene } from "../scenes/scene.ts";
import { why } from "../src/app/why.ts";
import { loadOrganizationDocument } from "../src/model/organization-document/load.ts";
import { writtenForm } from "../src/model/organization-document/write.ts";
import { briefDiagnosisText } from "../src/report/brief/diagnosis.ts";
import { diagnosisTicket } from "../src/report/brief/ticket.ts";
import { fullDiagnosisText } from "../src/report/diagnosis-full.ts";
import { palette } from "../src/report/palette.ts";
import { createDocumentReader } from "../src/sources/document/reader.ts";
import { LIVE_ONLY } from "./support/answered-scenes.ts";
import { testContext } from "./support/reader.ts";
import { questionOf } from "./support/scene-on-lab.ts";
import { readShellWords } from "./support/shell-words.ts";

const USER = "-x'$(touch owned)'; y";
const SET = "--all=x";
const STYLE = { palette: palette({ isColored: false }), width: 100_000 };

/** The scene with these names in place of its own. */
function hostile({ document, question }: Scene) {
  const json = JSON.stringify(writtenForm(document))
    .replaceAll(JSON.stringify(question.user), JSON.stringify(USER))
    .replaceAll(JSON.stringify(question.permissionSet), JSON.stringify(SET))
    .replaceAll(`role/team/${question.permissionSet}"`, `role/team/${SET}"`)
    .replaceAll(`AWSReservedSSO_${question.permissionSet}_`, `AWSReservedSSO_${SET}_`);
  const loaded = loadOrganizationDocument(JSON.parse(json));
  if (loaded.kind === "invalid") throw new Error(JSON.stringify(loaded.problems));
  return loaded.document;
}

async function diagnosed(scene: Scene) {
  const document = hostile(scene);
  const reader = createDocumentReader(document, scene.question.region);
  const context = testContext({ now: () => new Date(document.takenAt) });
  const question = { ...questionOf(scene), user: USER, permissionSet: SET };
  return (await why(question, reader, context)).diagnosis;
}

/** In backticks, on a line of their own, or after the words that announce them. */
const commandsIn = (text: string): readonly string[] =>
  [
    ...text.matchAll(/`((?:aws|idc-doctor) [^`]*)`/g),
    ...text.matchAll(/^\s*((?:aws|idc-doctor) .*)$/gm),
    ...text.matchAll(/(?:With|steps of|verify|Fix it):? (idc-doctor .*?)(?: {2}|$)/gim),
  ].map(([, command = ""]) => command.trim().replace(/\.$| > policy\.json$/g, ""));

/** What is wrong with a command; undefined where nothing is. */
function problemOf(command: string): string | undefined {
  const read = readShellWords(command);
  if (read.kind === "more-than-words") return `${command}: a shell sees more than words at ${read.at}`;
  const end = read.words.indexOf("--");
  const [before, behind] = end < 0 ? [read.words, []] : [read.words.slice(0, end), read.words.slice(end + 1)];
  if (before.some((word) => word === USER || word === SET)) return `${command}: a name is a flag`;
  return behind.some((word) => word.startsWith("--") && word !== SET) ? `${command}: a flag is a name` : undefined;
}

test("commands for hostile names in every scene", async () => {
  const commands = new Set<string>();
  for (const scene of listScenes().map((path) => loadScene(path))) {
    if (LIVE_ONLY.includes(scene.id)) continue;
    const diagnosis = await diagnosed(scene);
    const texts = [
      fullDiagnosisText(diagnosis, STYLE),
      briefDiagnosisText(diagnosis, STYLE),
      diagnosisTicket(diagnosis),
    ];
    for (const command of texts.flatMap(commandsIn)) commands.add(command);
  }
  expect(commands.size).toBeGreaterThan(40);
  expect([...commands].flatMap((command) => problemOf(command) ?? [])).toEqual([]);
});

test.each([
  { line: "a 'b c' d", words: ["a", "b c", "d"] },
  { line: "'it'\\''s' <permission set ARN>", words: ["it's", "<permission set ARN>"] },
])("a shell reads $line as words", ({ line, words }) => {
  expect(readShellWords(line)).toEqual({ kind: "words", words });
});

test.each(["a; b", "$(a)", "'a", "a > b", "=a", "a `b`", "*"])("a shell reads more than words in %s", (line) => {
  expect(readShellWords(line).kind).toBe("more-than-words");
});
