/** The publicly reported cases of the casebook, each by its number: the right cause, and the repair that helped. */
import { basename, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listScenes, loadScene, type Scene } from "../scenes/scene.ts";
import type { Diagnosis } from "../src/model/diagnosis.ts";
import { openLab, type TestLab } from "./support/lab.ts";
import { putScene } from "./support/scene-on-lab.ts";

const paths = listScenes(join(import.meta.dirname, "../scenes/casebook"));
const scenes = new Map(paths.map((path) => [basename(path).slice(0, 3), loadScene(path)]));
const caseOf = (number: string): Scene => {
  const scene = scenes.get(number);
  if (!scene) throw new TypeError(`the casebook has no scene ${number}`);
  return scene;
};

let lab: TestLab;
beforeAll(async () => {
  lab = await openLab({ limits: "off" });
});
afterAll(() => lab.close());

const answerOf = ({ verdict, causes: [first] }: Diagnosis) => ({
  verdict,
  cause: first?.id ?? null,
  confidence: first?.confidence ?? null,
  remedy: first?.remedy.kind ?? null,
});

describe("names the cause, and its repair helps", () => {
  test.each([...scenes].map(([number, scene]) => [number, scene.title, scene] as const))(
    "%s %s",
    async (_number, _title, scene) => {
      const { verdict, cause, confidence, remedy, portalBefore, portalAfter } = scene.expect;
      const onLab = await putScene(lab, scene);
      expect(await onLab.sees()).toBe(portalBefore);
      expect(answerOf(await onLab.why())).toEqual({ verdict, cause, confidence, remedy });
      if (remedy === "api")
        expect(await onLab.fix()).toMatchObject({ kind: "applied", verification: { kind: "verified" } });
      if (scene.human.length > 0) {
        await onLab.takeHumanSteps();
        expect((await onLab.why()).verdict).toBe("works");
      }
      const isRepaired = remedy === "api" || scene.human.length > 0;
      expect(await onLab.sees()).toBe(isRepaired ? (portalAfter ?? true) : portalBefore);
      expect(await onLab.hasCredentials()).toBe(isRepaired || portalBefore);
    },
  );
});
