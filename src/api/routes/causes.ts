/** The catalogue of causes. */
import * as z from "zod/mini";
import { causeById, causesFor, listCauses } from "../../app/causes.ts";
import { route, words } from "../route.ts";

export const causesRoute = route({
  method: "GET",
  path: "/causes",
  summary: "List the causes, or those that fit the words of a symptom",
  needs: "viewer",
  writes: false,
  query: z.strictObject({ words: z.optional(words) }),
  answer: { kind: "published", name: "causes" },
  handle: async ({ query }) => (query.words === undefined ? listCauses() : causesFor(query.words.split(/\s+/))),
});

export const causeRoute = route({
  method: "GET",
  path: "/causes/{id}",
  summary: "Show one cause",
  needs: "viewer",
  writes: false,
  params: z.strictObject({ id: words }),
  answer: { kind: "published", name: "cause" },
  handle: async ({ params }) => causeById(params.id),
});
