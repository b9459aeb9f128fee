/** The table of routes as one application: what takes a request and gives a response, without a socket. */
import type { HttpBindings } from "@hono/node-server";
import { Hono } from "hono";
import { type ServerParts, serve } from "./answer.ts";
import { fullPath } from "./paths.ts";
import type { Route } from "./route.ts";

/** Without a socket there are none. */
interface Bindings {
  readonly Bindings: Partial<HttpBindings>;
}
export type Application = Hono<Bindings>;

const peerOf = ({ incoming }: Partial<HttpBindings> = {}): string => incoming?.socket.remoteAddress ?? "";

export function createApplication(parts: ServerParts, routes: readonly Route[]): Application {
  const application = new Hono<Bindings>();
  for (const route of routes) {
    const path = fullPath(route).replaceAll(/\{(\w+)\}/g, ":$1");
    application.on(route.method, path, ({ req, env }) =>
      serve({ route, request: req.raw, params: req.param(), peer: peerOf(env) }, parts),
    );
  }
  application.notFound(({ req, env }) =>
    serve({ route: undefined, request: req.raw, params: {}, peer: peerOf(env) }, parts),
  );
  return application;
}
