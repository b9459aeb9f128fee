/** Requests and answers between `node:http` and the kernel. */
import { randomUUID } from "node:crypto";
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import type { WireAnswer, WireRequest } from "../protocol/wire.ts";

/** A body that is too large is read on, so that its sender hears the answer, but not beyond this many times the limit. */
const PATIENCE = 8;

/** The body as text; undefined where it is larger than allowed. */
export function readBody(message: IncomingMessage, limit: number): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    message.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limit) chunks.push(chunk);
      if (size <= limit * PATIENCE) return;
      message.pause();
      resolve(undefined);
    });
    message.once("end", () => resolve(size <= limit ? Buffer.concat(chunks).toString("utf8") : undefined));
    message.once("error", reject);
  });
}

/** The URL of a request, or undefined where its target is none. */
export function urlOf(target: string): URL | undefined {
  const text = target.startsWith("/") ? `http://lab${target}` : target;
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}

/** The lab's own address as the client wrote it: what links and endpoints in answers begin with. */
export const labUrlOf = ({ headers }: Pick<WireRequest, "headers">): string =>
  `http://${headers["host"] ?? "127.0.0.1"}`;

/** Headers with one value each: Node joins those that came twice, but for a header that only answers have. */
export function singleHeaders(headers: IncomingHttpHeaders): Record<string, string | undefined> {
  const { "set-cookie": _, ...single } = headers;
  return single as Record<string, string | undefined>;
}

/** Sends an answer; nothing where the client is gone. */
export function send(response: ServerResponse, { status, headers, body }: WireAnswer): void {
  if (response.destroyed || response.headersSent) return;
  // A 204 has neither a body nor its length (RFC 9110, 8.6).
  response.writeHead(status, status === 204 ? headers : { ...headers, "content-length": Buffer.byteLength(body) });
  response.end(body);
}

/** Sends half of an answer and cuts the connection: what a client sees when a load balancer or a network gives up. */
export function sendTorn(response: ServerResponse, { status, headers, body }: WireAnswer): void {
  const bytes = Buffer.from(body);
  response.writeHead(status, { ...headers, "content-length": bytes.length });
  response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => response.socket?.resetAndDestroy());
}

/** A JSON answer of the lab itself, outside any service. */
export function jsonAnswer(status: number, value: unknown, requestId: string = randomUUID()): WireAnswer {
  return {
    status,
    headers: { "content-type": "application/json", "x-amzn-requestid": requestId },
    body: JSON.stringify(value),
  };
}

/** An error of the lab itself, in the form that every SDK reads. */
export function jsonRefusal(status: number, code: string, message: string, requestId?: string): WireAnswer {
  const answer = jsonAnswer(status, { __type: code, message }, requestId);
  return { ...answer, headers: { ...answer.headers, "x-amzn-errortype": code } };
}
