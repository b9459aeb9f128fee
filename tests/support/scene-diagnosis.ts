/** The diagnosis of a scene, read from its document: what the components of the page are shown and tested with. */
import { join } from "node:path";
import { loadScene } from "../../scenes/scene.ts";
import { why } from "../../src/app/why.ts";
import type { Diagnosis } from "../../src/model/diagnosis.ts";
import { createDocumentReader } from "../../src/sources/document/reader.ts";
import { testContext } from "./reader.ts";

const SCENES = join(import.meta.dirname, "../../scenes");

export async function sceneDiagnosis(id: string): Promise<Diagnosis> {
  const { document, question } = loadScene(join(SCENES, `${id}.yaml`));
  const { user, account, permissionSet, region, action } = question;
  const asked = { user, account, permissionSet, action, isRegionGiven: region !== undefined };
  return (await why(asked, createDocumentReader(document, region), testContext())).diagnosis;
}
