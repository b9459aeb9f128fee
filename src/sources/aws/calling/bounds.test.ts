/** Every answer has bounds: time to its last byte, size, pages, the length of what is kept of it, and the types of its API model. */
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { ListInstancesCommand } from "@aws-sdk/client-sso-admin";
import { afterEach, describe, expect, test } from "vitest";
import { keepSecret } from "../../../model/secrets.ts";
import { fakeContext } from "../testing/fake-calling.ts";
import { budgetsOf } from "./budgets.ts";
import { type CallContext, callPages } from "./call.ts";
import { createCallLog } from "./call-log.ts";
import { createAwsClients } from "./clients.ts";
import { thrownParts } from "./failure.ts";
import { retryOf } from "./retries.ts";

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function answering(listener: RequestListener, timeout = 300) {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const endpointUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const credentials = { accessKeyId: "123456789012", secretAccessKey: "secret-that-is-known" };
  const connection = { region: "us-east-1", endpointUrl, credentials, attempts: 1, timeout, isUnpaced: true };
  const clients = createAwsClients(connection);
  const ask = async (): Promise<unknown> => (await clients.ssoAdmin("us-east-1")).send(new ListInstancesCommand({}));
  return { connection, clients, ask };
}

const failureOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );

describe("one answer", () => {
  test("a body that drips is waited for no longer than one without headers", async () => {
    const { ask } = await answering((_request, response) => {
      response.writeHead(200);
      const timer = setInterval(() => response.write(" "), 20);
      response.on("close", () => clearInterval(timer));
    });
    const begun = performance.now();
    const error = await failureOf(ask());
    expect(performance.now() - begun).toBeLessThan(2000);
    expect(thrownParts(error).message).toBe("timed out: no complete answer within 0.3 s");
    expect(retryOf(error)).toBe("transient");
  });

  test("a body without an end is left at 16 MB, and not asked for again", async () => {
    let sent = 0;
    const { ask } = await answering((_request, response) => {
      const chunk = Buffer.alloc(1024 * 1024, " ");
      const write = (): void => {
        while (!response.destroyed && response.write(chunk)) sent += 1;
        sent += 1;
        response.once("drain", write);
      };
      write();
    }, 20_000);
    const error = await failureOf(ask());
    expect(thrownParts(error).message).toBe("the answer is larger than 16 MB");
    expect(retryOf(error)).toBe("no");
    expect(sent).toBeLessThan(32);
  });

  test.each([
    ['{"Instances": 3}', "Instances is no list"],
    ['{"Instances": [null]}', "Instances[0] is null"],
    ['{"Instances": [{"Name": {}}]}', "Instances[0].Name is no text"],
    ["{}", "it has none of its members"],
  ])("%s does not fit the API", async (body, problem) => {
    const { ask } = await answering((_request, response) => void response.end(body));
    const error = await failureOf(ask());
    expect(thrownParts(error).message).toBe(`the answer does not fit the API: ${problem}`);
    expect(retryOf(error)).toBe("transient");
  });

  test("a message is kept without secrets and without its rest", async () => {
    keepSecret("secret-that-is-known");
    const message = `secret-that-is-known ${"x".repeat(5000)}`;
    const { ask } = await answering((_request, response) => {
      response.writeHead(400).end(JSON.stringify({ __type: "ValidationException", message }));
    });
    const kept = thrownParts(await failureOf(ask())).message;
    expect(kept).toMatch(/^\[secret\] x+… \(\d+ characters\)$/);
    expect(kept.length).toBeLessThan(1100);
  });
});

describe("a list", () => {
  interface Page {
    readonly rows: readonly number[];
    readonly next: string | undefined;
    readonly $metadata: object;
  }
  async function read(page: (number: number) => Omit<Page, "$metadata">) {
    const { connection, clients } = await answering(() => undefined);
    const context = fakeContext();
    let pages = 0;
    const calling: CallContext = {
      connection,
      clients,
      context,
      log: createCallLog(),
      names: {} as CallContext["names"],
      budgets: budgetsOf(connection, context),
      homeRegion: () => "us-east-1",
    };
    const reading = await callPages<Page, number>(calling, {
      service: "sso-admin",
      operation: "ListThings",
      input: {},
      send: async () => {
        pages += 1;
        return { ...page(pages), $metadata: {} };
      },
      rows: ({ rows }) => rows,
      next: ({ next }) => next,
      matters: () => ({}),
    });
    return { reading, pages };
  }
  const rows = (from: number): readonly number[] => Array.from({ length: 100 }, (_, at) => from * 100 + at);

  test.each([
    [
      "tokens that never end, without rows",
      (page: number) => ({ rows: [], next: `t${page}` }),
      50,
      /had not ended after 50 pages with 0 rows/,
    ],
    [
      "the same rows under new tokens",
      (page: number) => ({ rows: rows(0), next: `t${page}` }),
      21,
      /the same rows come again/,
    ],
    ["the same token", () => ({ rows: rows(0), next: "t" }), 2, /the same page token came twice/],
    [
      "ever new rows",
      (page: number) => ({ rows: rows(page), next: `t${page}` }),
      10_000,
      /had not ended after 10000 pages/,
    ],
  ])("%s: unknown, and never an absence", async (_, page, most, message) => {
    const { reading, pages } = await read(page);
    expect(reading).toMatchObject({
      state: "unknown",
      failure: { kind: "failed", message: expect.stringMatching(message) },
    });
    expect(pages).toBe(most);
  });

  test("of a large organization, with an empty page in the middle, is read to its end", async () => {
    const { reading } = await read((page) => ({
      rows: page === 30 ? [] : rows(page),
      next: page < 1000 ? `t${page}` : undefined,
    }));
    expect(reading).toMatchObject({ state: "known", value: { isComplete: true, rows: { length: 99_900 } } });
  });
});
