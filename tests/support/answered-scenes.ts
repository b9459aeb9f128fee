/** The diagnosis of every scene: from its document where that can answer, else from a lab. */
import { join } from "node:path";
import { listScenes, loadScene, type Scene } from "../../scenes/scene.ts";
import { why } from "../../src/app/why.ts";
import type { Diagnosis } from "../../src/model/diagnosis.ts";
import { createDocumentReader } from "../../src/sources/document/reader.ts";
import { openLab } from "./lab.ts";
import { testContext } from "./reader.ts";
import { putScene, questionOf } from "./scene-on-lab.ts";

/** Scenes whose cause lies in the caller, in a live session or in a refusal of the API: a saved document has none of them. */
export const LIVE_ONLY: readonly string[] = [
  "account-instance-only",
  "caller-not-permitted",
  "delegated-admin-limit",
  "identity-store-network-control",
  "kms-key-unusable",
  "portal-not-refreshed",
];

export interface AnsweredScene {
  readonly scene: Scene;
  readonly diagnosis: Diagnosis;
}

/** The scenes of the casebook: publicly reported cases. */
export const CASEBOOK = join(import.meta.dirname, "../../scenes/casebook");

/** All scenes in the order of their names. @param folder of other scenes than those of the causes */
export async function answeredScenes(folder?: string): Promise<readonly AnsweredScene[]> {
  const lab = await openLab({ limits: "off" });
  const answered: AnsweredScene[] = [];
  try {
    for (const scene of listScenes(folder).map((path) => loadScene(path))) {
      const needsLab = LIVE_ONLY.includes(scene.id) || scene.question.asMe || scene.question.awsConfig !== undefined;
      const diagnosis = needsLab ? await (await putScene(lab, scene)).why() : await fromDocument(scene);
      answered.push({ scene, diagnosis });
    }
    return answered;
  } finally {
    await lab.close();
  }
}

async function fromDocument(scene: Scene): Promise<Diagnosis> {
  const { takenAt } = scene.document;
  const context = testContext({ now: () => new Date(takenAt) });
  const reader = createDocumentReader(scene.document, scene.question.region);
  return (await why(questionOf(scene), reader, context)).diagnosis;
}
