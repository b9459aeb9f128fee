/** The lab's HTTP server: one port for every service, faults on purpose, and the control routes. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { answerTo, labFailed } from "./answer.ts";
import { type CallLog, createCallLog } from "./call-log.ts";
import { type InProcessHandler, inProcessHandler } from "./in-process.ts";
import { latencies } from "./latency.ts";
import type { LabServerOptions, Serving } from "./serving.ts";
import { jsonRefusal, readBody, send, sendTorn } from "./transport.ts";

export type { ControlRoute } from "./serving.ts";

/** Node's default drops connections of clients that open hundreds at once. */
const BACKLOG = 1024;

export interface LabServer {
  readonly server: Server;
  readonly calls: CallLog;
  /** The same lab for a client in this process, without a connection. */
  readonly requestHandler: InProcessHandler;
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
      send(response, labFailed());
    });
  });
  server.keepAliveTimeout = 65_000;
  server.on("clientError", answerUnreadable);
  return { server, calls, requestHandler: inProcessHandler(serving) };
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
  const answer = await answerTo(serving, {
    method: message.method ?? "GET",
    target: message.url ?? "/",
    headers: message.headers,
    body: (limit) => readBody(message, limit),
  });
  if (answer === "reset") message.socket.resetAndDestroy();
  else if (answer === "none") return;
  else if ("torn" in answer) sendTorn(response, answer.torn);
  else send(response, answer);
}

/** What is no HTTP at all gets a JSON answer too. */
function answerUnreadable(_error: Error, socket: Duplex): void {
  if (!socket.writable) return;
  const { body } = jsonRefusal(400, "InvalidRequestException", "The request is not HTTP");
  socket.end(
    `HTTP/1.1 400 Bad Request\r\nconnection: close\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
  );
}
