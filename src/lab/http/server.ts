/** The lab's HTTP server: one port for every service, faults on purpose, and the control routes. */
import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { ApiError } from "../protocol/api-error.ts";
import type { WireAnswer, WireRequest } from "../protocol/wire.ts";
import type { Site } from "../services/site.ts";
import { type CallLog, createCallLog } from "./call-log.ts";
import { isControlPath, serveControl } from "./control.ts";
import { refusalOf } from "./guard.ts";
import { latencies } from "./latency.ts";
import { serveCall } from "./serve-call.ts";
import type { LabServerOptions, Serving } from "./serving.ts";
import { jsonRefusal, labUrlOf, readBody, send, sendTorn, singleHeaders, urlOf } from "./transport.ts";
import { later } from "./wait.ts";

export type { ControlRoute } from "./serving.ts";

/** The largest inputs are inline policies and SAML metadata, far below this. */
const MAXIMUM_BODY_BYTES = 4 * 1024 * 1024;
/** Organization documents of large companies. */
const CONTROL_BODY_BYTES = 512 * 1024 * 1024;
/** Node's default drops connections of clients that open hundreds at once. */
const BACKLOG = 1024;

export interface LabServer {
  readonly server: Server;
  readonly calls: CallLog;
}

/** A server that does not listen yet. */
export function createLabServer(options: LabServerOptions): LabServer {
  const calls = createCallLog();
  const serving: Serving = { options, calls, nextLatency: latencies(options.latency) };
  const server = createServer((message, response) => {
    serve(serving, message, response).catch((error: unknown) => {
      // A client that goes away while it speaks is no failure of the lab.
      if (message.destroyed && !message.complete) return;
      options.onError(error);
      send(response, jsonRefusal(500, "InternalServerException", "The lab itself failed"));
    });
  });
  server.keepAliveTimeout = 65_000;
  server.on("clientError", answerUnreadable);
  return { server, calls };
}

/** Listens on 127.0.0.1 and gives the port. Rejects with the system's error, `EADDRINUSE` among them. */
export function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen({ port, host: "127.0.0.1", backlog: BACKLOG }, () => {
      server.off("error", reject);
      const address = server.address();
      resolve(typeof address === "object" && address ? address.port : port);
    });
  });
}

/** Stops accepting, ends open connections, resolves when all is closed. */
export function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

async function serve(serving: Serving, message: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = urlOf(message);
  if (!url) return send(response, jsonRefusal(400, "InvalidRequestException", "The request target is not a URL"));
  const method = message.method ?? "GET";
  const headers = singleHeaders(message);
  const addressed = { method, path: url.pathname, query: url.searchParams, headers, body: "" };
  const isControl = isControlPath(url.pathname);
  const isPage = serving.options.sites.some(({ takes }) => takes(addressed));
  const refusal = refusalOf(message.headers, isControl ? "control" : isPage ? "page" : "api");
  if (refusal) return send(response, jsonRefusal(403, "ForbiddenException", refusal));
  const body = await readBody(message, isControl ? CONTROL_BODY_BYTES : MAXIMUM_BODY_BYTES);
  if (body === undefined)
    return send(response, jsonRefusal(413, "RequestEntityTooLargeException", "Request body is too large"));
  const labUrl = labUrlOf({ headers });
  if (isControl) return sendKept(serving, response, await serveControl(serving, { method, url, body, labUrl }));
  const latency = serving.nextLatency();
  if (latency > 0) await later(latency);
  const request = { ...addressed, body };
  const site = serving.options.sites.find(({ takes }) => takes(request));
  if (site) return sendKept(serving, response, visited(serving, site, request));
  const answer = await serveCall(serving, request);
  if (answer === "reset") message.socket.resetAndDestroy();
  else if (answer === "none") return;
  else if ("torn" in answer) sendTorn(response, answer.torn);
  else await sendKept(serving, response, answer);
}

/** An answer acknowledges what was changed: it waits until that is kept. */
async function sendKept({ options }: Serving, response: ServerResponse, answer: WireAnswer): Promise<void> {
  try {
    await options.kept();
  } catch (error) {
    options.onError(error);
    return send(response, jsonRefusal(500, "InternalServerException", notKept(error)));
  }
  send(response, answer);
}

/** A full disk, most of the time: nothing that was acknowledged is lost, and nothing more is acknowledged. */
function notKept(error: unknown): string {
  const { code } = error as { readonly code?: unknown };
  return `The change could not be written to the data directory (${typeof code === "string" ? code : "unknown error"}). What was acknowledged before is kept; free space there and start the lab again`;
}

function visited({ options }: Serving, site: Site, request: WireRequest): WireAnswer {
  const now = options.clock();
  options.beforeCall(now);
  const requestId = randomUUID();
  try {
    return site.answer(request, { world: options.world(), now, requestId, labUrl: labUrlOf(request) });
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return jsonRefusal(error.status ?? 400, error.code, error.message, requestId);
  }
}

/** What is no HTTP at all gets a JSON answer too. */
function answerUnreadable(_error: Error, socket: Duplex): void {
  if (!socket.writable) return;
  const { body } = jsonRefusal(400, "InvalidRequestException", "The request is not HTTP");
  socket.end(
    `HTTP/1.1 400 Bad Request\r\nconnection: close\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
  );
}
