/** What orchestrators and tools ask of the server itself. */
import { teamNumbers } from "../../app/team/numbers.ts";
import { mayAct } from "../../model/roles.ts";
import { metricsText } from "../metrics-text.ts";
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

export const metricsRoute = route({
  method: "GET",
  path: "/metrics",
  summary: "Give numbers in the text format of Prometheus, of the organizations that the caller may see",
  needs: "viewer",
  writes: false,
  answer: { kind: "other", mediaType: "text/plain" },
  handle: async ({ team, who }) => {
    const wanted = [...team.organizations.values()].filter(({ name }) => mayAct(who, "viewer", name));
    return new Response(metricsText(await teamNumbers(wanted, team)), {
      headers: { "content-type": "text/plain; version=0.0.4; charset=utf-8" },
    });
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
