/** An endpoint that answers badly: behaviours stand before a real lab, and change what it says or how it says it. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";

/** What the lab would have answered, and what was asked. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly socket: Socket;
  readonly operation: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/** Page tokens of these endpoints begin with it; the lab would refuse them. */
export const OWN_TOKEN = "token-of-an-endpoint-";

export type Behaviour = (exchange: Exchange) => void;

export interface EvilEndpoint {
  readonly url: string;
  /** The most bytes that the client took of one answer. A connection that is kept carries several. */
  readonly mostBytes: () => number;
  /** How often it was asked. */
  readonly calls: () => number;
  readonly close: () => Promise<void>;
}

/** @param spared operations that are answered as the lab answers them */
export async function openEvil(
  lab: string,
  behaviour: Behaviour,
  spared: readonly string[] = [],
): Promise<EvilEndpoint> {
  const sockets = new Set<Socket>();
  /** Bytes written before the answer that is on its way. */
  const before = new Map<Socket, number>();
  const taken = (socket: Socket): number => socket.bytesWritten - (before.get(socket) ?? 0);
  let most = 0;
  let calls = 0;
  const askLab = remembering(lab);
  const server = createServer(async (request, response) => {
    const { socket } = request;
    calls += 1;
    most = Math.max(most, taken(socket));
    before.set(socket, socket.bytesWritten);
    response.on("error", () => undefined);
    const exchange = await exchangeFor(request, response, askLab).catch(() => undefined);
    if (exchange === undefined) return void request.socket.destroy();
    if (spared.includes(exchange.operation)) return plainAnswer(exchange);
    behaviour(exchange);
  });
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
    socket.on("close", () => {
      most = Math.max(most, taken(socket));
      sockets.delete(socket);
      before.delete(socket);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    mostBytes: () => Math.max(most, ...[...sockets].map(taken)),
    calls: () => calls,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export const plainAnswer: Behaviour = ({ response, status, headers, text }) =>
  void response.writeHead(status, headers).end(text);

/** The same answer with another text. */
export const answerWith = ({ response, headers }: Exchange, text: string, status = 200): void =>
  void response.writeHead(status, headers).end(text);

type Answer = Pick<Exchange, "status" | "headers" | "text">;

interface Asked {
  readonly request: IncomingMessage;
  readonly body: string;
}

type AskLab = (asked: Asked) => Promise<Answer>;

async function exchangeFor(request: IncomingMessage, response: ServerResponse, ask: AskLab): Promise<Exchange> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks).toString("utf8");
  const answer = await ask({ request, body });
  return { request, response, socket: request.socket, operation: operationOf(request, body), ...answer };
}

/** Further pages, which only the endpoint has, are made of the first one, for which the lab is asked once. */
function remembering(lab: string): AskLab {
  const first = new Map<string, Promise<Answer>>();
  return (asked) => {
    const body = asked.body.replace(OWN_PAGE, "");
    const key = `${asked.request.url} ${asked.request.headers["x-amz-target"]} ${body}`;
    const answer = (body === asked.body ? undefined : first.get(key)) ?? askLab(lab, { ...asked, body });
    first.set(key, answer);
    return answer;
  };
}

const OWN_PAGE = new RegExp(`,?"[A-Za-z]*Token":"${OWN_TOKEN}[^"]*"`);

async function askLab(lab: string, { request, body }: Asked): Promise<Answer> {
  const { host: _, connection: _connection, "content-length": _length, ...headers } = request.headers;
  const answer = await fetch(`${lab}${request.url}`, {
    method: request.method ?? "POST",
    headers: headers as Record<string, string>,
    ...(body.length > 0 ? { body } : {}),
  });
  return {
    status: answer.status,
    headers: { "content-type": answer.headers.get("content-type") ?? "application/json" },
    text: await answer.text(),
  };
}

function operationOf({ headers, url = "" }: IncomingMessage, body: string): string {
  const target = headers["x-amz-target"];
  if (typeof target === "string") return target.slice(target.indexOf(".") + 1);
  return new URLSearchParams(body).get("Action") ?? url.split("?")[0] ?? "";
}
