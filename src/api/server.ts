/** The server on its socket: starts, says where it is, and stops without cutting off what is being answered. */
import type { Server } from "node:http";
import { createAdaptorServer } from "@hono/node-server";
import type { Team } from "../app/team/team.ts";
import { createMcpEndpoint } from "../mcp/endpoint.ts";
import { AccessError } from "../model/errors.ts";
import type { ServerSettings } from "../model/server-settings.ts";
import { type Application, createApplication } from "./application.ts";
import { securityHeaders } from "./guard/headers.ts";
import { ownAddress } from "./guard/origin.ts";
import { createRateLimits } from "./guard/rate.ts";
import { chosenSignIn, needsSignIn, refuseOpenDoor } from "./identity/choose.ts";
import { requestLog } from "./log.ts";
import { routes } from "./routes/index.ts";
import { pageRoutes } from "./routes/page.ts";

export interface ServerOptions {
  readonly team: Team;
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  readonly settings: ServerSettings;
  /** Of the sign-in provider; undefined: it gave none. */
  readonly clientSecret: string | undefined;
  /** Whether assistants may apply a plan that a person approved. */
  readonly allowsMcpApply?: boolean | undefined;
  readonly writeLog: (line: string) => void;
}

export interface RunningServer {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  /** Takes nothing new, ends event streams, waits for what is being answered; resolves when the port is free. */
  readonly stop: () => Promise<void>;
}

/** Milliseconds: a client that sends slower than this is no client. */
const TIMES = { headersTimeout: 10_000, requestTimeout: 30_000, keepAliveTimeout: 65_000 } as const;
const LARGEST_HEADERS_BYTES = 16 * 1024;
/** Milliseconds that answers have to end when the server stops. */
const LONGEST_STOP = 10_000;

/** @throws AccessError `bad-input` where it would be open to others without sign-in; `port-in-use` */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { team, settings } = options;
  await refuseOpenDoor(options);
  const stopping = new AbortController();
  let application: Application | undefined;
  const server = createAdaptorServer({
    // What arrives before the application is there has no route yet.
    fetch: (request, env) => application?.fetch(request, env) ?? new Response(null, { status: 503 }),
    serverOptions: { ...TIMES, maxHeaderSize: LARGEST_HEADERS_BYTES },
  }) as Server;
  await listen(server, options);
  const url = urlOf(server, options.host);
  const signIn = chosenSignIn(options, url);
  application = createApplication(
    {
      team,
      signIn,
      mcp: createMcpEndpoint({ team, allowsApply: options.allowsMcpApply === true }),
      address: ownAddress(url, settings.url),
      headers: securityHeaders(settings.url?.startsWith("https:") === true),
      rates: needsSignIn(options) ? createRateLimits(team.context.monotonic) : undefined,
      log: requestLog(options.writeLog),
      stopping: stopping.signal,
    },
    [...routes, ...pageRoutes],
  );
  return { url, stop: () => stop(server, stopping) };
}

function listen(server: Server, { host, port }: Pick<ServerOptions, "host" | "port">): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EADDRINUSE") return reject(error);
      reject(
        new AccessError("port-in-use", `Port ${port} is in use`, {
          next: "Choose another with --port, or any free port with --port 0",
          cause: error,
        }),
      );
    });
    server.listen({ host, port, backlog: 1024 }, resolve);
  });
}

function urlOf(server: Server, host: string): string {
  return `http://${host.includes(":") ? `[${host}]` : host}:${portOf(server)}`;
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}

async function stop(server: Server, stopping: AbortController): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  stopping.abort();
  server.closeIdleConnections();
  const late = setTimeout(() => server.closeAllConnections(), LONGEST_STOP);
  await closed;
  clearTimeout(late);
}
