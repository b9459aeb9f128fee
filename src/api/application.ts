/** The table of routes as one application: what takes a request and gives a response, without a socket. */
import { Hono } from "hono";
import { type ServerParts, serve } from "./answer.ts";
import { fullPath } from "./paths.ts";
import type { Route } from "./route.ts";

export function createApplication(parts: ServerParts, routes: readonly Route[]): Hono {
  const application = new Hono();
  for (const route of routes) {
    const path = fullPath(route).replaceAll(/\{(\w+)\}/g, ":$1");
    application.on(route.method, path, ({ req }) => serve({ route, request: req.raw, params: req.param() }, parts));
  }
  application.notFound(({ req }) => serve({ route: undefined, request: req.raw, params: {} }, parts));
  return application;
}
