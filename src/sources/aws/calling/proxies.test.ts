/** Proxies as curl and the aws CLI read them, tried with Node's own agent: nothing goes round a proxy that was named. */
import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Proxy as OpenProxy, openProxy } from "../../../../tests/support/proxy.ts";
import { agentsFrom } from "./agents.ts";
import { proxiesOf } from "./proxies.ts";

const HOST = "sso.us-east-1.aws.invalid";
const server = createServer((_, response) => void response.end());
let proxy: OpenProxy;
let port: number;
beforeAll(async () => {
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  port = (server.address() as AddressInfo).port;
  proxy = await openProxy(port);
});
afterAll(() => {
  proxy.close();
  server.close();
});

/** Whether a request to the address went through the proxy. */
async function isProxied(env: Readonly<Record<string, string>>, to: { host: string; port: number }): Promise<boolean> {
  const before = proxy.asked.length;
  const { httpAgent } = await agentsFrom(env);
  await new Promise<void>((resolve) => {
    const asking = request({ agent: httpAgent, ...to }, (answer) => answer.resume().on("end", resolve));
    asking.on("error", () => resolve()).end();
  });
  httpAgent.destroy();
  return proxy.asked.length > before;
}

describe("NO_PROXY", () => {
  test.each([
    { words: HOST, spares: true },
    { words: HOST.toUpperCase(), spares: true },
    { words: "aws.invalid", spares: true },
    { words: `${HOST}:80`, spares: true },
    { words: `${HOST}:81`, spares: false },
    { words: ".aws.invalid", spares: true },
    { words: "*.aws.invalid", spares: true },
    { words: "ws.invalid", spares: false },
    { words: "other.invalid", spares: false },
    { words: `other.invalid, ${HOST}`, spares: true },
    { words: `other.invalid ${HOST}`, spares: true },
    { words: "*", spares: true },
    { words: "", spares: false },
  ])('"$words" spares: $spares', async ({ words, spares }) => {
    expect(await isProxied({ HTTP_PROXY: proxy.url, NO_PROXY: words }, { host: HOST, port: 80 })).toBe(!spares);
  });

  test.each([
    { words: "127.0.0.1", spares: true },
    { words: "127.0.0.0/8", spares: true },
    { words: "127.0.0.1/32", spares: true },
    { words: "128.0.0.0/8", spares: false },
    { words: "10.0.0.0/8,192.168.0.0/16", spares: false },
  ])("$words spares an address: $spares", async ({ words, spares }) => {
    expect(await isProxied({ HTTP_PROXY: proxy.url, NO_PROXY: words }, { host: "127.0.0.1", port })).toBe(!spares);
  });
});

test("a proxy without its scheme is an HTTP proxy", async () => {
  expect(await isProxied({ HTTP_PROXY: proxy.url.replace("http://", "") }, { host: HOST, port: 80 })).toBe(true);
});

test("lower case comes before upper", async () => {
  const env = { http_proxy: proxy.url, HTTP_PROXY: "http://127.0.0.1:9", no_proxy: "x", NO_PROXY: "*" };
  expect(await isProxied(env, { host: HOST, port: 80 })).toBe(true);
});

test.each(["socks5://127.0.0.1:1080", "http://", "ftp://proxy:21", "http://user:hunter2hunter2@:80"])(
  "%s is refused, not passed over",
  async (address) => {
    await expect(agentsFrom({ HTTPS_PROXY: address })).rejects.toMatchObject({
      code: "bad-input",
      message: expect.stringMatching(/^HTTPS_PROXY is ".*", which is not an HTTP proxy$/),
    });
    await expect(agentsFrom({ HTTPS_PROXY: address })).rejects.not.toThrow("hunter2");
  },
);

test.each([
  { words: "10.1.2.3/8", range: "10.0.0.0-10.255.255.255" },
  { words: "0.0.0.0/0", range: "0.0.0.0-255.255.255.255" },
  { words: "10.0.0.0/33", range: "10.0.0.0/33" },
])("the range of $words", ({ words, range }) => {
  expect(proxiesOf({ NO_PROXY: words })).toEqual({ no_proxy: range });
});
