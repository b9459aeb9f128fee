/** A permission set that was deleted and created again is noticed by the name that was read before, without any snapshot (facts B6). */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { loadScene } from "../scenes/scene.ts";
import { why } from "../src/app/why.ts";
import type { OrganizationDocument } from "../src/model/organization-document/document.ts";
import { writtenForm } from "../src/model/organization-document/write.ts";
import { openLab, type TestLab } from "./support/lab.ts";
import { labReader, testContext } from "./support/reader.ts";

const scene = loadScene(join(import.meta.dirname, "../scenes/set-recreated.yaml"));
const cacheFolder = mkdtempSync(join(tmpdir(), "idc-doctor-names-"));

let lab: TestLab;
beforeAll(async () => {
  lab = await openLab({ limits: "off" });
});
afterAll(async () => {
  await lab.close();
  rmSync(cacheFolder, { recursive: true });
});

async function askIn(document: OrganizationDocument | undefined) {
  if (!document) throw new TypeError("the scene has a snapshot from before");
  await lab.put(writtenForm(document));
  const { user, account, permissionSet } = scene.question;
  const question = { user, account, permissionSet, isRegionGiven: true };
  return (await why(question, labReader(lab, { cacheFolder }), testContext())).diagnosis;
}

test("the name stood for another set when it was last read", async () => {
  expect((await askIn(scene.before)).verdict).toBe("works");
  const after = await askIn(scene.document);
  expect(after.causes[0]).toMatchObject({ id: "no-assignment", confidence: "proved" });
  const recreated = after.causes.find(({ id }) => id === "set-recreated");
  expect(recreated).toMatchObject({ confidence: "possible" });
  expect(recreated?.summary).toContain(scene.before?.permissionSets[0]?.arn);
});

test("a set that stayed what it was is none", async () => {
  expect((await askIn(scene.document)).causes.map(({ id }) => id)).not.toContain("set-recreated");
});
