/** What `lab --load` names: a shipped scene, or the file of a document. */
import { existsSync } from "node:fs";
import { basename } from "node:path";
import { AccessError } from "../model/errors.ts";
import type { OrganizationDocument } from "../model/organization-document/document.ts";
import { readDocumentFile } from "./document-file.ts";
import { knownScenes } from "./known-names.ts";
import { closest } from "./near-misses.ts";
import { sceneFile } from "./scene-folder.ts";

/** @throws AccessError `not-found` with the nearest scene; as `readDocumentFile` does */
export async function sceneOrDocument(words: string): Promise<OrganizationDocument> {
  const scene = sceneFile(words);
  if (scene === undefined && words !== "-" && !existsSync(words)) refuseMisspelt(words);
  return readDocumentFile(scene ?? words);
}

/** A path to a scene works in a clone only; its name works everywhere. */
function refuseMisspelt(words: string): void {
  const ids = knownScenes().map(({ id }) => id);
  const name = basename(words).replace(/\.ya?ml$/, "");
  // What is written as a file is meant as one, unless it has the name of a scene.
  const [near] = ids.includes(name) ? [name] : name === words ? closest(name, ids) : [];
  if (near === undefined) return;
  throw new AccessError("not-found", `There is no scene and no file called ${words}`, {
    next: `Did you mean the scene ${near}?`,
  });
}
