/** What orchestrators and tools ask of the server itself. */
import { openApiDocument } from "../openapi.ts";
import { type Route, route } from "../route.ts";

export const healthRoute = route({
  method: "GET",
  path: "/healthz",
  summary: "Say whether the process is alive",
  needs: "anyone",
  writes: false,
  answer: { kind: "other", mediaType: "text/plain" },
  handle: async () => new Response("ok\n"),
});

export const readyRoute = route({
  method: "GET",
  path: "/readyz",
  summary: "Say whether requests can be answered: 503 while the server stops or its database does not answer",
  needs: "anyone",
  writes: false,
  answer: { kind: "other", mediaType: "text/plain" },
  handle: async ({ team }) => {
    const isReady = !team.context.signal.aborted && (await team.store.isReady());
    return new Response(isReady ? "ready\n" : "not ready\n", { status: isReady ? 200 : 503 });
  },
});

/** @param all every route, this one too */
export const openApiRoute = (all: () => readonly Route[]): Route =>
  route({
    method: "GET",
    path: "/openapi.json",
    summary: "Describe every request as an OpenAPI 3.1 document",
    needs: "anyone",
    writes: false,
    answer: { kind: "other", mediaType: "application/json" },
    handle: async () => openApiDocument(all()),
  });
