/** A load of HTTP requests over kept connections: plain sockets, so that the generator is never what is measured. */
import { connect, type Socket } from "node:net";

/** One request of an AWS JSON API. */
export interface LoadRequest {
  /** `SWBExternalService.ListInstances` */
  readonly target: string;
  /** Signing name. */
  readonly scope: string;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface LoadResult {
  readonly requestsPerSecond: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  readonly count: number;
}

export const ACCOUNT = "123456789012";

/** Sends requests one after the other on each of so many connections until the milliseconds are over. @throws on any error answer. */
export async function loaded(
  url: string,
  connections: number,
  milliseconds: number,
  next: () => LoadRequest | undefined,
): Promise<LoadResult> {
  const times: number[] = [];
  const start = performance.now();
  const end = start + milliseconds;
  await Promise.all(
    Array.from({ length: connections }, async () => {
      const connection = await opened(url);
      for (let request = next(); request && performance.now() < end; request = next()) {
        const sent = performance.now();
        const { status, body } = await connection.ask(request);
        times.push(performance.now() - sent);
        if (status !== 200) throw new Error(`${request.target}: ${status} ${body}`);
      }
      connection.close();
    }),
  );
  const elapsed = performance.now() - start;
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? Number.NaN;
  return { requestsPerSecond: (times.length * 1000) / elapsed, p50: at(0.5), p99: at(0.99), count: times.length };
}

/** One request outside any measurement. */
export async function asked<T>(url: string, request: LoadRequest): Promise<T> {
  const connection = await opened(url);
  const { status, body } = await connection.ask(request);
  connection.close();
  if (status !== 200) throw new Error(`${request.target}: ${status} ${body}`);
  return JSON.parse(body) as T;
}

interface Answer {
  readonly status: number;
  readonly body: string;
}

interface Connection {
  readonly ask: (request: LoadRequest) => Promise<Answer>;
  readonly close: () => void;
}

async function opened(url: string): Promise<Connection> {
  const { hostname, port } = new URL(url);
  let socket = await connected(hostname, Number(port));
  return {
    ask: async (request) => {
      const text = wireText(hostname, request);
      const answer = await exchange(socket, text);
      // A server that does not keep connections open costs its clients a new one each time.
      if (answer.isLast) {
        socket.destroy();
        socket = await connected(hostname, Number(port));
      }
      return answer;
    },
    close: () => socket.destroy(),
  };
}

const connected = (host: string, port: number): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const socket = connect({ host, port, noDelay: true }, () => resolve(socket));
    socket.once("error", reject);
  });

function wireText(host: string, { target, scope, body }: LoadRequest): string {
  const content = JSON.stringify(body);
  return [
    "POST / HTTP/1.1",
    `Host: ${host}`,
    `X-Amz-Target: ${target}`,
    `Authorization: AWS4-HMAC-SHA256 Credential=${ACCOUNT}/20260101/us-east-1/${scope}/aws4_request, SignedHeaders=host, Signature=0`,
    "Content-Type: application/x-amz-json-1.1",
    `Content-Length: ${Buffer.byteLength(content)}`,
    "",
    content,
  ].join("\r\n");
}

function exchange(socket: Socket, text: string): Promise<Answer & { readonly isLast: boolean }> {
  return new Promise((resolve, reject) => {
    let received = "";
    const finish = () => {
      socket.off("data", onData).off("error", reject).off("close", onClose);
    };
    const onClose = () => {
      finish();
      reject(new Error("the connection was closed before the answer was whole"));
    };
    const onData = (chunk: Buffer) => {
      received += chunk.toString("latin1");
      const head = received.indexOf("\r\n\r\n");
      if (head === -1) return;
      const length = Number(/content-length: (\d+)/i.exec(received)?.[1] ?? 0);
      if (received.length < head + 4 + length) return;
      finish();
      const isLast = /^connection: close/im.test(received.slice(0, head)) || received.startsWith("HTTP/1.0");
      resolve({ status: Number(received.slice(9, 12)), body: received.slice(head + 4), isLast });
    };
    socket.on("data", onData).once("error", reject).once("close", onClose);
    socket.write(text);
  });
}
