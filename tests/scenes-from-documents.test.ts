/** Every scene from its document alone, without a server: the mutation run uses these, too. */
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, test } from "vitest";
import { listScenes, loadScene, loadSceneHead, type Scene, type SceneHead } from "../scenes/scene.ts";
import { why } from "../src/app/why.ts";
import type { Diagnosis } from "../src/model/diagnosis.ts";
import { diagnosisTicket } from "../src/report/brief/ticket.ts";
import { createDocumentReader } from "../src/sources/document/reader.ts";
import { LIVE_ONLY } from "./support/answered-scenes.ts";
import { expectAnswer } from "./support/expected-answer.ts";
import { testContext } from "./support/reader.ts";
import { questionOf } from "./support/scene-on-lab.ts";
import { unprovedValues } from "./support/stated-values.ts";

const ROOT = join(import.meta.dirname, "..");

/** What a client or a signed-in portal shows is in no document. */
const isInDocument = ({ expect: { cause }, question }: SceneHead): boolean =>
  !LIVE_ONLY.includes(cause ?? "") && question.asMe !== true && question.awsConfig === undefined;

/** The document, which is most of the work, is read in its test: the mutation run declares the tests thousands of times. */
const scenesIn = (folder: string) =>
  listScenes(join(ROOT, folder))
    .filter((path) => isInDocument(loadSceneHead(path)))
    .map((path) => [basename(path, ".yaml"), path] as const);

async function answerOf(scene: Scene): Promise<Diagnosis> {
  const reader = createDocumentReader(scene.document, scene.question.region);
  const context = testContext({ now: () => new Date(scene.document.takenAt) });
  return (await why(questionOf(scene), reader, context)).diagnosis;
}

describe("a scene", () => {
  const tickets = readFileSync(join(ROOT, "docs/tickets.md"), "utf8");
  test.each(scenesIn("scenes"))("%s", async (_id, path) => {
    const scene = loadScene(path);
    const diagnosis = await answerOf(scene);
    expectAnswer(diagnosis, scene);
    expect(unprovedValues(diagnosis)).toEqual([]);
    expect(tickets).toContain(`## ${scene.title}\n`);
    expect(tickets).toContain(diagnosisTicket(diagnosis).trimEnd());
  });
});

describe("a case of the casebook", () => {
  test.each(scenesIn("scenes/casebook"))("%s", async (_id, path) => {
    const scene = loadScene(path);
    const diagnosis = await answerOf(scene);
    expectAnswer(diagnosis, scene);
    expect(unprovedValues(diagnosis)).toEqual([]);
  });
});
