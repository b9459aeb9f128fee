/** The server over real sockets: whom it serves, what it answers to nonsense, log and control routes. */
import { ProvisionPermissionSetCommand, SSOAdminClient } from "@aws-sdk/client-sso-admin";
import { describe, expect, test } from "vitest";
import { close, listen } from "./server.ts";
import { openServer } from "./testing/open-server.ts";
import { type Asked, AUTHORIZATION, INSTANCES, serverForEachTest } from "./testing/server-for-each-test.ts";

const { server, listed, ask, say, calls } = serverForEachTest();

describe("who is served", () => {
  test.each(["127.0.0.1:4747", "localhost", "LOCALHOST:1", "[::1]:80", "sso.eu-west-1.amazonaws.com"])(
    "host %s",
    async (host) => {
      expect((await ask({ headers: { ...INSTANCES, host } })).status).toBe(200);
    },
  );

  test.each(["evil.example", "localhost.evil.example", "127.0.0.1.evil.example:80", "amazonaws.com.evil.example"])(
    "host %s is refused",
    async (host) => {
      const answer = await ask({ headers: { ...INSTANCES, host } });
      expect(answer.status).toBe(403);
      expect(answer.json()["message"]).toContain("is not local");
    },
  );

  test("pages of other origins are refused, local ones are not", async () => {
    const from = async (origin: string) => (await ask({ headers: { ...INSTANCES, origin } })).status;
    expect(await from("https://evil.example")).toBe(403);
    expect(await from("null")).toBe(403);
    expect(await from("http://localhost:3000")).toBe(200);
  });

  test("the caller's key, Region and request id reach the operation", async () => {
    const { headers } = await ask({ headers: INSTANCES });
    expect(listed().at(-1)).toMatchObject({ region: "eu-west-1", caller: { userId: "222233334444" } });
    expect(listed().at(-1)?.requestId).toBe(headers["x-amzn-requestid"]);
    await ask({ headers: { "x-amz-target": "SWBExternalService.ListInstances" } });
    expect(listed().at(-1)?.region).toBe("us-east-1");
  });

  test("services are told apart by target, scope, path and version", async () => {
    const iamScope = AUTHORIZATION.replace("/sso/", "/iam/");
    const body = "Action=ListRoles&Version=2010-05-08";
    expect((await ask({ headers: { authorization: iamScope }, body })).text).toContain("<ListRolesResult>");
    expect((await ask({ body })).text).toContain("<ListRolesResult>");
    expect((await ask({ method: "GET", path: "/assignment/accounts" })).json()["message"]).toBe(
      "ListAccounts is not served by this lab",
    );
  });
});

describe("nonsense never is a failure of the lab", () => {
  test.each<{ readonly name: string; readonly asked: Asked }>([
    { name: "no service", asked: { body: "hello" } },
    { name: "a target of the prototype", asked: { headers: { "x-amz-target": "__proto__.ListInstances" } } },
    {
      name: "a scope of the prototype",
      asked: { headers: { authorization: AUTHORIZATION.replace("/sso/", "/constructor/") } },
    },
    { name: "an unknown operation", asked: { headers: { "x-amz-target": "SWBExternalService.Nothing" } } },
    { name: "no JSON", asked: { headers: INSTANCES, body: "{" } },
    { name: "a null body", asked: { headers: INSTANCES, body: "null" } },
    { name: "two slashes", asked: { method: "GET", path: "//" } },
    { name: "a broken escape", asked: { method: "GET", path: "/%zz" } },
    { name: "an unknown control route", asked: { method: "PUT", path: "/_lab/__proto__" } },
    { name: "a fault that is none", asked: { path: "/_lab/faults", body: "[]" } },
  ])("$name", async ({ asked }) => {
    const answer = await ask(asked);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    expect(answer.json()).toHaveProperty("message");
    expect(answer.headers["x-amzn-requestid"]).toMatch(/^[0-9a-f-]{36}$/);
    expect(server().errors).toEqual([]);
  });

  test("a request target that is no URL, and bytes that are no HTTP", async () => {
    expect(await say("GET http://[ HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n")).toMatch(
      /^HTTP\/1.1 400.*\{.*\}$/s,
    );
    expect(await say("hello\r\n\r\n")).toMatch(/^HTTP\/1.1 400.*\{.*\}$/s);
  });

  test("a body that is too large", async () => {
    const answer = await ask({ headers: INSTANCES, body: "x".repeat(4 * 1024 * 1024 + 1) });
    expect(answer.status).toBe(413);
    expect(answer.json()["__type"]).toBe("RequestEntityTooLargeException");
  });

  test("an operation that the lab lacks names itself", async () => {
    const answer = await ask({ headers: { "x-amz-target": "SWBExternalService.CreateInstance" }, body: "{}" });
    expect(answer.json()).toMatchObject({
      __type: "UnknownOperationException",
      message: "CreateInstance is not served by this lab",
    });
  });

  test("a bug in an operation is a 500 and heard, an ApiError is its answer", async () => {
    const body = JSON.stringify({
      InstanceArn: "arn:aws:sso:::instance/ssoins-7223a5d90eexampl",
      PermissionSetArn: "arn:aws:sso:::permissionSet/ssoins-7223a5d90eexampl/ps-a1b2c3d4e5f6g7h8",
    });
    const bug = await ask({ headers: { "x-amz-target": "SWBExternalService.ListPermissionSets" }, body });
    expect(bug.status).toBe(500);
    expect(bug.headers["x-amzn-errortype"]).toBe("InternalServerException");
    expect(server().errors).toEqual([new TypeError("a bug")]);
    const conflict = await ask({ headers: { "x-amz-target": "SWBExternalService.DeletePermissionSet" }, body });
    expect(conflict.json()).toMatchObject({ __type: "ConflictException", Message: "still provisioned" });
  });
});

describe("log and control routes", () => {
  test("calls are logged with their outcome, secrets masked", async () => {
    await ask({ headers: INSTANCES, body: '{"MaxResults":5,"NextToken":"n"}' });
    await ask({ headers: INSTANCES, body: '{"MaxResults":500}' });
    const headers = { "x-amz-sso_bearer_token": "secret" };
    await ask({ method: "GET", path: "/assignment/accounts", headers });
    const [first, invalid, portal] = await calls();
    expect(first).toMatchObject({
      service: "sso-admin",
      operation: "ListInstances",
      region: "eu-west-1",
      accessKeyId: "222233334444",
      input: { MaxResults: 5, NextToken: "n" },
      status: 200,
      at: "2026-03-01T12:00:00.000Z",
    });
    expect(first?.["endedAt"]).toBeGreaterThanOrEqual(Number(first?.["startedAt"]));
    expect(invalid).toMatchObject({ status: 400, errorCode: "ValidationException", input: { MaxResults: 500 } });
    expect(portal).toMatchObject({ service: "sso", input: { accessToken: "***" } });
    await ask({ method: "DELETE", path: "/_lab/calls" });
    expect(await calls()).toEqual([]);
  });

  test("given routes: values, texts, errors, and moto's reset", async () => {
    expect((await ask({ path: "/moto-api/reset" })).json()).toEqual({ status: "ok" });
    expect((await ask({ method: "GET", path: "/_lab/text" })).text).toBe("a text");
    expect(await ask({ path: "/_lab/refused" })).toMatchObject({ status: 409 });
    expect((await ask({ path: "/_lab/none" })).json()["routes"]).toContain("POST /_lab/reset");
  });
});

test("the real client reads the article's violations", async () => {
  const client = new SSOAdminClient({
    endpoint: server().url,
    region: "us-east-1",
    maxAttempts: 1,
    credentials: { accessKeyId: "x", secretAccessKey: "x" },
  });
  const input = {
    InstanceArn: "arn:aws:sso:::instance/ssoins-7223a5d90eexample",
    PermissionSetArn: "arn:aws:iam::aws:permission-set/sso_ps/ssoins-7223a5d90eexample/ps-a1b2c3d4e5f6g7h8",
    TargetType: "ALL_PROVISIONED_ACCOUNTS" as const,
  };
  await expect(client.send(new ProvisionPermissionSetCommand(input))).rejects.toMatchObject({
    name: "ValidationException",
    message: expect.stringMatching(/^2 validation errors detected: .*'instanceArn'.*; .*'permissionSetArn'/),
    $metadata: { httpStatusCode: 400 },
  });
  client.destroy();
});

test("a port that is taken says so", async () => {
  const other = await openServer({});
  await close(other.server);
  await expect(listen(other.server, server().port)).rejects.toMatchObject({ code: "EADDRINUSE" });
});

test("hundreds of clients at once are all served", async () => {
  const answers = await Promise.all(Array.from({ length: 400 }, () => ask({ headers: INSTANCES }).catch(String)));
  expect(answers.filter((answer) => typeof answer === "string" || answer.status !== 200)).toEqual([]);
});
