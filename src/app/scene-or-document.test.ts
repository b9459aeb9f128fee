/** Scenes go by their names; a slip, or a path of a clone, is answered with the name. */
import { join } from "node:path";
import { expect, test } from "vitest";
import { sceneFolder } from "./scene-folder.ts";
import { sceneOrDocument } from "./scene-or-document.ts";

test("a scene by its name, and a document by its path", async () => {
  const scene = await sceneOrDocument("not-a-member");
  expect(scene.users.length).toBeGreaterThan(0);
  expect(await sceneOrDocument(join(sceneFolder(), "not-a-member.yaml"))).toEqual(scene);
});

test.each(["not-a-membr", "no-clone/scenes/not-a-member.yaml"])("%s is answered with the scene", async (words) => {
  await expect(sceneOrDocument(words)).rejects.toMatchObject({
    code: "not-found",
    next: "Did you mean the scene not-a-member?",
  });
});

test("what comes near to no scene is a file that is not there", async () => {
  await expect(sceneOrDocument("missing.yaml")).rejects.toMatchObject({
    code: "unreadable-document",
  });
});
