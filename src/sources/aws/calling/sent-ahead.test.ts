/** The first call goes ahead only where the SDK would make the same one, and then once; everything else is left to the SDK. */
import { mkdtempSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ListInstancesCommand } from "@aws-sdk/client-sso-admin";
import { afterEach, describe, expect, test } from "vitest";
import { openProxy } from "../../../../tests/support/proxy.ts";
import { createAwsClients } from "./clients.ts";
import type { AwsConnection } from "./connection.ts";
import { FIRST_INSTANCES, sendAhead } from "./sent-ahead.ts";

const KEYS = { AWS_ACCESS_KEY_ID: "AKIAEXAMPLE", AWS_SECRET_ACCESS_KEY: "a secret of a test" };
const HOME = mkdtempSync(join(tmpdir(), "idc-doctor-ahead-"));
const ENV = { ...KEYS, HOME };

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

interface Endpoint {
  readonly url: string;
  readonly asked: IncomingMessage[];
}

/** Answers every request alike, or never. */
async function endpoint(answer?: { readonly status: number; readonly body: object }): Promise<Endpoint> {
  const asked: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    asked.push(request);
    if (answer === undefined) return;
    response.writeHead(answer.status, { "content-type": "application/x-amz-json-1.1" });
    response.end(JSON.stringify(answer.body));
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

const connectionTo = (endpointUrl: string | undefined, more: Partial<AwsConnection> = {}): AwsConnection => ({
  region: "us-east-1",
  endpointUrl,
  attempts: 1,
  timeout: 2000,
  ...more,
});

/** Clients whose first call has been sent, with the keys that the SDK finds itself given for it. */
async function clientsAhead(connection: AwsConnection, keys = KEYS) {
  const sentAhead = await sendAhead(connection, { ...ENV, ...keys });
  expect(sentAhead).toBeDefined();
  const credentials = { accessKeyId: KEYS.AWS_ACCESS_KEY_ID, secretAccessKey: KEYS.AWS_SECRET_ACCESS_KEY };
  const clients = createAwsClients({ ...connection, credentials, sentAhead });
  closing.push(clients.close);
  return { clients, sentAhead };
}

const listInstances = () => new ListInstancesCommand(FIRST_INSTANCES);
const instance = { Instances: [{ InstanceArn: "arn:aws:sso:::instance/ssoins-1111222233334444" }] };

describe("what was sent ahead", () => {
  test("is the answer to the same request, and the next one is sent by itself", async () => {
    const { url, asked } = await endpoint({ status: 200, body: instance });
    const { clients } = await clientsAhead(connectionTo(url));
    await expect.poll(() => asked.length).toBe(1);
    const client = await clients.ssoAdmin("us-east-1");
    const first = await client.send(listInstances());
    expect([first.Instances, asked.length]).toEqual([instance.Instances, 1]);
    await client.send(listInstances());
    expect(asked).toHaveLength(2);
    const [ahead, own] = asked.map(({ headers }) => headers);
    expect(ahead?.["authorization"]).toMatch(
      /^AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE\/\d{8}\/us-east-1\/sso\/aws4_request, SignedHeaders=\S+, Signature=[\da-f]{64}$/,
    );
    for (const name of ["host", "content-type", "content-length", "x-amz-target", "x-amz-content-sha256"])
      expect(ahead?.[name]).toBe(own?.[name]);
  });

  test("fails with the error of the call", async () => {
    const { url } = await endpoint({ status: 400, body: { __type: "AccessDeniedException", message: "no" } });
    const { clients } = await clientsAhead(connectionTo(url));
    await expect((await clients.ssoAdmin("us-east-1")).send(listInstances())).rejects.toMatchObject({
      name: "AccessDeniedException",
    });
  });

  test("ends at the time limit of every call", async () => {
    const { url } = await endpoint();
    const { clients } = await clientsAhead(connectionTo(url, { timeout: 200 }));
    await expect((await clients.ssoAdmin("us-east-1")).send(listInstances())).rejects.toMatchObject({
      name: "TimeoutError",
    });
  });

  test("is refused where nothing listens", async () => {
    const { url } = await endpoint();
    for (const close of closing.splice(0)) close();
    const { clients } = await clientsAhead(connectionTo(url));
    await expect((await clients.ssoAdmin("us-east-1")).send(listInstances())).rejects.toMatchObject({
      code: "ECONNREFUSED",
    });
  });

  test.each([
    { what: "another Region", region: "eu-west-1", keys: KEYS },
    { what: "other keys", region: "us-east-1", keys: { ...KEYS, AWS_ACCESS_KEY_ID: "AKIAOTHER" } },
    { what: "a session", region: "us-east-1", keys: { ...KEYS, AWS_SESSION_TOKEN: "a token of a test" } },
  ])("answers no request of $what", async ({ region, keys }) => {
    const { url, asked } = await endpoint({ status: 200, body: instance });
    const { clients } = await clientsAhead(connectionTo(url), keys);
    await (await clients.ssoAdmin(region)).send(listInstances());
    expect(asked).toHaveLength(2);
  });

  test("goes through the proxy that is named", async () => {
    const { url, asked } = await endpoint({ status: 200, body: instance });
    const proxy = await openProxy(Number(new URL(url).port));
    closing.push(proxy.close);
    const env = { ...ENV, HTTP_PROXY: `http://127.0.0.1:${proxy.port}` };
    await sendAhead(connectionTo("http://sso.us-east-1.aws.invalid"), env);
    await expect.poll(() => asked.length).toBe(1);
    expect(proxy.asked).toHaveLength(1);
  });

  test("is not sent, but told, where certificates cannot be read", async () => {
    const { url, asked } = await endpoint({ status: 200, body: instance });
    await expect(sendAhead(connectionTo(url), { ...ENV, AWS_CA_BUNDLE: "/nowhere/ca.pem" })).rejects.toMatchObject({
      code: "bad-input",
    });
    expect(asked).toEqual([]);
  });

  test("is ended where nobody asks for it", async () => {
    const { url, asked } = await endpoint();
    const { sentAhead } = await clientsAhead(connectionTo(url));
    await expect.poll(() => asked.length).toBe(1);
    const closed = new Promise((resolve) => void asked[0]?.socket.once("close", resolve));
    sentAhead?.discard();
    await closed;
  });
});

describe("nothing is sent", () => {
  const config = (text: string): string => {
    const path = join(mkdtempSync(join(tmpdir(), "idc-doctor-ahead-")), "config");
    writeFileSync(path, text);
    return path;
  };

  test.each<{ what: string; env: Readonly<Record<string, string>>; more?: Partial<AwsConnection> }>([
    { what: "without keys", env: { HOME } },
    { what: "without their secret half", env: { HOME, AWS_ACCESS_KEY_ID: "AKIAEXAMPLE" } },
    { what: "with a profile", env: ENV, more: { profile: "prod" } },
    { what: "with AWS_PROFILE", env: { ...ENV, AWS_PROFILE: "prod" } },
    { what: "with given keys", env: ENV, more: { credentials: { accessKeyId: "1", secretAccessKey: "lab" } } },
    { what: "to a lab in this process", env: ENV, more: { requestHandler: {} as never } },
  ])("$what", async ({ env, more = {} }) => {
    const { url, asked } = await endpoint({ status: 200, body: instance });
    expect(await sendAhead(connectionTo(url, more), env)).toBeUndefined();
    expect(asked).toEqual([]);
  });

  test.each<{ what: string; env: Readonly<Record<string, string>>; url?: string; region?: string }>([
    { what: "to an endpoint of the environment for one service", env: { AWS_ENDPOINT_URL_SSO_ADMIN: "https://x" } },
    { what: "to FIPS endpoints", env: { AWS_USE_FIPS_ENDPOINT: "true" } },
    { what: "with certificates of a profile", env: { AWS_CONFIG_FILE: config("ca_bundle = /x") } },
    { what: "to endpoints of a profile", env: { AWS_SHARED_CREDENTIALS_FILE: config("endpoint_url = https://x") } },
    { what: "where the configuration is no file", env: { AWS_CONFIG_FILE: tmpdir() } },
    { what: "below a path", env: {}, url: "https://127.0.0.1:1/aws" },
    { what: "in a partition with other hosts", env: {}, region: "cn-north-1" },
    { what: "in a partition with other hosts", env: {}, region: "us-gov-west-1" },
    { what: "in a partition with other hosts", env: {}, region: "us-iso-east-1" },
  ])("$what", async ({ env, url, region = "us-east-1" }) => {
    expect(await sendAhead(connectionTo(url, { region }), { ...ENV, ...env })).toBeUndefined();
  });
});
