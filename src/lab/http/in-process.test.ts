/** A client of this process gets what a client on the network gets, and hears of cut and missing answers as the SDK's own handler tells them. */
import { ListInstancesCommand, SSOAdminClient } from "@aws-sdk/client-sso-admin";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Lab, startLab } from "../index.ts";

let lab: Lab;
beforeAll(async () => {
  lab = await startLab({ limits: "off" });
});
afterAll(() => lab.close());
beforeEach(() => fetch(`${lab.url}/_lab/faults`, { method: "DELETE" }));

const ask = (requestHandler?: Lab["requestHandler"]) =>
  new SSOAdminClient({
    region: "us-east-1",
    endpoint: lab.url,
    credentials: { accessKeyId: "123456789012", secretAccessKey: "lab" },
    maxAttempts: 1,
    ...(requestHandler ? { requestHandler } : {}),
  });

const list = new ListInstancesCommand({ MaxResults: 5 });

const strike = (kind: string) =>
  fetch(`${lab.url}/_lab/faults`, {
    method: "POST",
    body: JSON.stringify({ service: "sso-admin", operation: "ListInstances", kind }),
  });

const failureOf = (client: SSOAdminClient, abortSignal?: AbortSignal): Promise<unknown> =>
  client.send(list, abortSignal ? { abortSignal } : {}).then(
    () => undefined,
    ({ name, code }: Error & { readonly code?: string }) => ({ name, code }),
  );

test("the answer is that of the network", async () => {
  const [near, far] = await Promise.all([ask(lab.requestHandler).send(list), ask().send(list)]);
  expect(near.Instances).toEqual(far.Instances);
  expect(near.Instances).toHaveLength(1);
});

describe("what goes wrong on purpose", () => {
  test.each(["refuse", "throttle", "fail", "reset"])("%s", async (kind) => {
    await strike(kind);
    const near = await failureOf(ask(lab.requestHandler));
    expect(near).toBeDefined();
    expect(near).toEqual(await failureOf(ask()));
  });

  test("a torn answer is a cut connection", async () => {
    await strike("torn");
    expect(await failureOf(ask(lab.requestHandler))).toEqual({ name: "TimeoutError", code: "ECONNRESET" });
  });

  test("an answer that never comes is ended by the client only", async () => {
    await strike("timeout");
    expect(await failureOf(ask(lab.requestHandler), AbortSignal.timeout(20))).toMatchObject({ name: "AbortError" });
    expect(await failureOf(ask(lab.requestHandler), AbortSignal.abort())).toMatchObject({ name: "AbortError" });
  });
});

test("a query keeps its names, lists and escapes", async () => {
  const { response } = await lab.requestHandler.handle({
    method: "GET",
    path: "/_lab/clock",
    query: { a: ["1", "2"], "b c": "d&e", f: null },
    headers: { Host: new URL(lab.url).host },
  });
  expect(response.statusCode).toBe(200);
});

test("a request that is too large is refused", async () => {
  const { response } = await lab.requestHandler.handle({
    method: "POST",
    path: "/",
    headers: { host: new URL(lab.url).host },
    body: "x".repeat(5 * 1024 * 1024),
  });
  expect(response.statusCode).toBe(413);
});
