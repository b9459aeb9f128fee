/** Finds the scenes that are shipped beside the program. */
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/** The `scenes` folder above this file, wherever the bundler put it. */
export function sceneFolder(): string {
  for (let folder = import.meta.dirname; folder !== dirname(folder); folder = dirname(folder)) {
    const scenes = join(folder, "scenes");
    if (existsSync(join(scenes, "works.yaml"))) return scenes;
  }
  throw new Error("the folder `scenes` is missing beside the program");
}

/** The file of a shipped scene; undefined where the words are not the name of one. */
export function sceneFile(words: string): string | undefined {
  if (!/^[\w-]+$/.test(words)) return undefined;
  const path = join(sceneFolder(), `${words}.yaml`);
  return existsSync(path) ? path : undefined;
}
