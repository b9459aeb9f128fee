/** Receives what a watch posts: keeps each message, answers as the test wishes, and lets the test wait for the next one. */
import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface ReceivedMessage {
  /** `/slack` */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly json: unknown;
}

export interface WebhookReceiver {
  readonly url: string;
  readonly received: ReceivedMessage[];
  /** From now on: a status, or nothing at all. */
  readonly answer: (path: string, how: number | "never") => void;
  /** Resolves when so many messages of a path have come. */
  readonly until: (path: string, count: number) => Promise<readonly ReceivedMessage[]>;
  readonly close: () => Promise<void>;
}

export async function openReceiver(): Promise<WebhookReceiver> {
  const received: ReceivedMessage[] = [];
  const answers = new Map<string, number | "never">();
  let waiting: (() => void)[] = [];
  const take = (message: ReceivedMessage, response: ServerResponse): void => {
    received.push(message);
    for (const resume of waiting.splice(0)) resume();
    const how = answers.get(message.path) ?? 200;
    if (how !== "never") response.writeHead(how).end();
  };
  const server = createServer(async (request, response) => {
    const body: Buffer[] = [];
    for await (const chunk of request) body.push(chunk as Buffer);
    const text = Buffer.concat(body).toString("utf8");
    take({ path: request.url ?? "", headers: request.headers, text, json: JSON.parse(text) }, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const of = (path: string) => received.filter((one) => one.path === path);
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    answer: (path, how) => void answers.set(path, how),
    until: async (path, count) => {
      while (of(path).length < count) await new Promise<void>((resolve) => waiting.push(resolve));
      return of(path);
    },
    close: async () => {
      waiting = [];
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
