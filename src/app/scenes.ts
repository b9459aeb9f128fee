/** The scenes as the catalogue offers them, and those among them that a server can play: their question needs nothing of its user's own machine. */
import { listScenes, loadScene, loadSceneHead, type Scene, type SceneHead } from "../../scenes/scene.ts";
import { AccessError } from "../model/errors.ts";
import type { SceneOffer } from "../model/scene-offer.ts";
import { sceneFile, sceneFolder } from "./scene-folder.ts";

/** Read by the first request: they are files of the package. */
let offers: readonly SceneOffer[] | undefined;

export function sceneOffers(): readonly SceneOffer[] {
  offers ??= listScenes(sceneFolder()).map((path) => {
    const head = loadSceneHead(path);
    const { id, title, story, expect } = head;
    return { id, title, story, cause: expect.cause, verdict: expect.verdict, isPlayable: isPlayable(head) };
  });
  return offers;
}

/** @throws AccessError `not-found` */
export function playableScene(id: string): Scene {
  const path = sceneFile(id);
  if (path !== undefined && isPlayable(loadSceneHead(path))) return loadScene(path);
  throw new AccessError("not-found", `There is no scene ${JSON.stringify(id)} that a server can play`, {
    next: "GET /api/v1/scenes lists the scenes and says which can be played",
  });
}

const isPlayable = ({ question, hasBefore }: Pick<SceneHead, "question" | "hasBefore">): boolean =>
  question.asMe !== true && question.awsConfig === undefined && question.userProfile === undefined && !hasBefore;
