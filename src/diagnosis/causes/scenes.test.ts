/** Every cause that AWS can be in has a scene, and every scene can be read and speaks of causes that exist. */
import { describe, expect, test } from "vitest";
import { listScenes, loadScene } from "../../../scenes/scene.ts";
import { causes } from "./index.ts";

const scenes = listScenes().map(loadScene);

describe("scenes", () => {
  test("every cause that facts can show has a scene of its name", () => {
    const ids = new Set(scenes.map(({ id }) => id));
    const fromFacts = causes.filter(({ noticedIn }) => noticedIn === "facts").map(({ id }) => id);
    expect(fromFacts.length).toBeGreaterThan(20);
    expect(fromFacts.filter((id) => !ids.has(id))).toEqual([]);
    expect(scenes.filter(({ id, expect: { cause } }) => ids.has(cause ?? "") && id === cause).length).toBe(
      fromFacts.length,
    );
  });

  test.each(scenes.map((scene) => [scene.id, scene] as const))("%s is consistent", (_id, scene) => {
    const { cause, remedy, verdict, portalBefore, portalAfter } = scene.expect;
    expect(cause === null || causes.some(({ id }) => id === cause)).toBe(true);
    expect(cause === null).toBe(remedy === null);
    expect(portalAfter).toBe(remedy === "api" ? true : undefined);
    if (["not-visible", "pending"].includes(verdict)) expect(portalBefore).toBe(false);
    expect(scene.story.split(/[.?] /).length).toBeGreaterThanOrEqual(2);
  });
});
