/** Writes the files of a new cause into a checkout, or says why it does not. */
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { causeTestText, causeText, sceneText } from "./templates.ts";

const FORM = /^[a-z]+(-[a-z0-9]+)*$/;
const LONGEST_ID = 50;

export type Written = { readonly files: readonly string[] } | { readonly problem: string };

/** `ids` are the words of the command line; exactly one is right. */
export function writeCause(root: string, ids: readonly string[]): Written {
  const [id] = ids;
  if (id === undefined || ids.length > 1) return { problem: "Name one cause: npm run new-cause <id>" };
  if (!FORM.test(id) || id.length > LONGEST_ID) {
    return {
      problem: `"${id}" is not an id. Ids are lower-case words joined by hyphens, at most ${LONGEST_ID} characters, such as group-empty`,
    };
  }
  const folder = `src/diagnosis/causes/${id}`;
  const scene = `scenes/${id}.yaml`;
  const taken = [folder, scene].find((path) => existsSync(join(root, path)));
  if (taken !== undefined) return { problem: `${taken} exists already. Choose another id, or edit that cause` };
  const texts = [
    [`${folder}/cause.ts`, causeText(id)],
    [`${folder}/cause.test.ts`, causeTestText(id)],
    [scene, sceneText(id)],
  ] as const;
  mkdirSync(join(root, folder));
  for (const [path, text] of texts) writeFileSync(join(root, path), text, { flag: "wx" });
  return { files: texts.map(([path]) => path) };
}
