/** Scenes of the catalogue: what they show, and one of them put on a lab where this server plays them. */
import * as z from "zod/mini";
import { sceneOffers } from "../../app/scenes.ts";
import { AccessError } from "../../model/errors.ts";
import { route, words } from "../route.ts";

const offer = z.strictObject({
  id: z.string(),
  title: z.string(),
  story: z.string(),
  cause: z.nullable(z.string()),
  verdict: z.string(),
  isPlayable: z.boolean(),
});

export const scenesRoute = route({
  method: "GET",
  path: "/scenes",
  summary: "List the scenes of the catalogue, and whether this server plays them",
  needs: "viewer",
  writes: false,
  answer: { kind: "own", schema: z.strictObject({ isPlaying: z.boolean(), scenes: z.array(offer) }) },
  handle: async ({ team }) => ({ isPlaying: team.playScene !== undefined, scenes: sceneOffers() }),
});

export const playRoute = route({
  method: "POST",
  path: "/scenes/{id}/play",
  summary: "Put a scene on a lab of its own, as an organization of that name; only demo --web does it",
  needs: "operator",
  writes: true,
  isCostly: true,
  params: z.strictObject({ id: words }),
  body: z.strictObject({}),
  answer: {
    kind: "own",
    schema: z.strictObject({
      organization: z.string(),
      question: z.strictObject({
        user: z.string(),
        account: z.string(),
        permissionSet: z.string(),
        action: z.optional(z.string()),
        resource: z.optional(z.string()),
        region: z.optional(z.string()),
      }),
    }),
  },
  handle: async ({ params, team }) => {
    if (team.playScene) return team.playScene(params.id);
    throw new AccessError("not-found", "This server plays no scenes", {
      next: "idc-doctor demo --web does; idc-doctor lab --load <scene> puts one on a lab",
    });
  },
});
