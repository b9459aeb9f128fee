/** A lab in this process reads who asks, where and which service; whatever goes over a connection is signed. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { ListInstancesCommand } from "@aws-sdk/client-sso-admin";
import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { expect, test } from "vitest";
import type { BoundedHandler } from "./bounded-handler.ts";
import { createAwsClients } from "./clients.ts";

const KEYS = { accessKeyId: "111122223333", secretAccessKey: "lab" };
const CONNECTION = { region: "eu-west-1", credentials: KEYS, attempts: 1, timeout: 2000 };

/** Clients whose requests end in a list. */
function recording() {
  const seen: Record<string, string>[] = [];
  const requestHandler = {
    metadata: { handlerProtocol: "http/1.1" },
    handle: (request: { readonly headers: Record<string, string> }) => {
      seen.push(request.headers);
      return Promise.resolve({ response: { statusCode: 200, headers: {}, body: Buffer.from('{"Instances":[]}') } });
    },
    destroy: () => undefined,
    updateHttpClientConfig: () => undefined,
    httpHandlerConfigs: () => ({}),
  } as unknown as BoundedHandler;
  return { seen, clients: createAwsClients({ ...CONNECTION, requestHandler }) };
}

test("the key, Region and service are written, and nothing is hashed", async () => {
  const { seen, clients } = recording();
  await (await clients.ssoAdmin("eu-central-1")).send(new ListInstancesCommand({}));
  expect(seen[0]?.["authorization"]).toMatch(
    /^AWS4-HMAC-SHA256 Credential=111122223333\/\d{8}\/eu-central-1\/sso\/aws4_request, .*Signature=none$/,
  );
  expect(seen[0]).not.toHaveProperty("x-amz-security-token");
});

test("the token of a session goes with its key", async () => {
  const { seen, clients } = recording();
  const session = { accessKeyId: "ASIASESSION", secretAccessKey: "lab", sessionToken: "session-of-a-role" };
  await (await clients.stsOf(session)).send(new GetCallerIdentityCommand({})).catch(() => undefined);
  expect(seen[0]?.["authorization"]).toContain("Credential=ASIASESSION/");
  expect(seen[0]?.["x-amz-security-token"]).toBe("session-of-a-role");
});

test("a request that goes over a connection is signed", async () => {
  let authorization: string | undefined;
  const server = createServer((request, response) => {
    authorization = request.headers.authorization;
    response.setHeader("content-type", "application/x-amz-json-1.1").end('{"Instances":[]}');
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const endpointUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const clients = createAwsClients({ ...CONNECTION, endpointUrl });
  await (await clients.ssoAdmin("eu-central-1")).send(new ListInstancesCommand({}));
  clients.close();
  server.close();
  expect(authorization).toMatch(/Signature=[0-9a-f]{64}$/);
});
