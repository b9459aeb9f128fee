/** The server over real sockets: whom it serves, what it answers to nonsense, faults, log and control routes. */
import { request as httpRequest, type IncomingHttpHeaders } from "node:http";
import { connect } from "node:net";
import { ProvisionPermissionSetCommand, SSOAdminClient } from "@aws-sdk/client-sso-admin";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Fault } from "../../model/organization-document/document.ts";
import { ApiError } from "../protocol/api-error.ts";
import type { Call, Operations } from "../services/operation.ts";
import { close, listen } from "./server.ts";
import { type OpenServer, openServer } from "./testing/open-server.ts";

const AUTHORIZATION =
  "AWS4-HMAC-SHA256 Credential=222233334444/20260301/eu-west-1/sso/aws4_request, SignedHeaders=host, Signature=0";
const INSTANCES = { "x-amz-target": "SWBExternalService.ListInstances", authorization: AUTHORIZATION };

let server: OpenServer;
let lastCall: Call | undefined;
let carriedOut: number;

const ssoAdmin: Operations = {
  ListInstances: (_input: never, call: Call) => {
    lastCall = call;
    carriedOut += 1;
    return { Instances: [] };
  },
  ListPermissionSets: () => {
    throw new TypeError("a bug");
  },
  DeletePermissionSet: () => {
    throw new ApiError("ConflictException", "still provisioned");
  },
};

beforeEach(async () => {
  carriedOut = 0;
  server = await openServer(
    { "sso-admin": ssoAdmin, iam: { ListRoles: () => ({ Roles: [], IsTruncated: false }) } },
    {
      control: {
        "POST /_lab/reset": () => ({ status: "ok" }),
        "GET /_lab/text": () => "a text",
        "POST /_lab/refused": () => {
          throw new ApiError("ValidationException", "no", { status: 409 });
        },
      },
    },
  );
});
afterEach(() => server.close());

interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly json: () => Record<string, unknown>;
}

interface Asked {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
  /** Milliseconds without an answer after which the client gives up; long, but for tests of an answer that never comes. */
  readonly patience?: number;
}

/** `fetch` does not let a test set Host; this does. */
function ask({ method = "POST", path = "/", headers = {}, body = "", patience = 20_000 }: Asked): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = httpRequest({ port: server.port, host: "127.0.0.1", method, path, headers }, (message) => {
      const chunks: Buffer[] = [];
      message.on("data", (chunk: Buffer) => chunks.push(chunk));
      message.on("error", reject);
      message.on("end", () => {
        const text = Buffer.concat(chunks).toString();
        resolve({ status: message.statusCode, headers: message.headers, text, json: () => JSON.parse(text) });
      });
    });
    request.on("error", reject);
    request.setTimeout(patience, () => request.destroy(new Error("no answer")));
    request.end(body);
  });
}

/** Bytes as they are, and what comes back. */
function say(text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(server.port, "127.0.0.1", () => socket.write(text));
    let answer = "";
    socket.on("data", (chunk) => {
      answer += String(chunk);
    });
    socket.on("close", () => resolve(answer));
    socket.on("error", reject);
  });
}

const put = (fault: Partial<Fault>) =>
  ask({ path: "/_lab/faults", body: JSON.stringify({ service: "*", operation: "*", ...fault }) });
const calls = async () =>
  (await ask({ method: "GET", path: "/_lab/calls" })).json()["calls"] as Record<string, unknown>[];

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
    expect(lastCall).toMatchObject({ region: "eu-west-1", caller: { userId: "222233334444" } });
    expect(lastCall?.requestId).toBe(headers["x-amzn-requestid"]);
    await ask({ headers: { "x-amz-target": "SWBExternalService.ListInstances" } });
    expect(lastCall?.region).toBe("us-east-1");
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
    expect(server.errors).toEqual([]);
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
    expect(server.errors).toEqual([new TypeError("a bug")]);
    const conflict = await ask({ headers: { "x-amz-target": "SWBExternalService.DeletePermissionSet" }, body });
    expect(conflict.json()).toMatchObject({ __type: "ConflictException", Message: "still provisioned" });
  });
});

describe("faults", () => {
  const body = JSON.stringify({ InstanceArn: "arn:aws:sso:::instance/ssoins-7223a5d90eexampl" });

  test("refuse: AWS's sentence", async () => {
    await put({ kind: "refuse", service: "sso-admin", operation: "ListPermissionSets" });
    const answer = await ask({ headers: { "x-amz-target": "SWBExternalService.ListPermissionSets" }, body });
    expect(answer.json()).toMatchObject({
      __type: "AccessDeniedException",
      Message:
        "User: arn:aws:iam::123456789012:root is not authorized to perform: sso:ListPermissionSets on resource: arn:aws:sso:::instance/ssoins-7223a5d90eexampl because no identity-based policy allows the sso:ListPermissionSets action",
    });
  });

  test.each<{ readonly kind: Fault["kind"]; readonly asked: Asked; readonly status: number; readonly code: string }>([
    { kind: "throttle", asked: { headers: INSTANCES }, status: 400, code: "ThrottlingException" },
    { kind: "throttle", asked: { body: "Action=ListRoles&Version=2010-05-08" }, status: 400, code: "Throttling" },
    {
      kind: "throttle",
      asked: { method: "GET", path: "/assignment/accounts" },
      status: 429,
      code: "TooManyRequestsException",
    },
    { kind: "fail", asked: { headers: INSTANCES }, status: 500, code: "InternalServerException" },
    { kind: "fail", asked: { body: "Action=ListRoles&Version=2010-05-08" }, status: 500, code: "ServiceFailure" },
    { kind: "refuse", asked: { body: "Action=ListRoles&Version=2010-05-08" }, status: 403, code: "AccessDenied" },
    { kind: "refuse", asked: { method: "GET", path: "/assignment/accounts" }, status: 403, code: "ForbiddenException" },
  ])("$kind on $asked is $status $code", async ({ kind, asked, status, code }) => {
    await put({ kind });
    const answer = await ask(asked);
    expect([answer.status, answer.headers["x-amzn-errortype"]]).toEqual([status, code]);
    expect(carriedOut).toBe(0);
  });

  test.each<{ readonly kind: Fault["kind"]; readonly message: string; readonly times: number }>([
    { kind: "timeout", message: "no answer", times: 0 },
    { kind: "hang-after", message: "no answer", times: 1 },
    { kind: "reset", message: "ECONNRESET", times: 0 },
    { kind: "torn", message: "aborted|ECONNRESET", times: 1 },
  ])("$kind: $message", async ({ kind, message, times }) => {
    await put({ kind });
    await expect(ask({ headers: INSTANCES, patience: 400 })).rejects.toThrow(new RegExp(message));
    expect(carriedOut).toBe(times);
    expect(await calls()).toMatchObject([{ operation: "ListInstances", fault: kind }]);
  });

  test("latency can be changed while it runs", async () => {
    const setTo = (latency: object) => ask({ method: "PUT", path: "/_lab/latency", body: JSON.stringify(latency) });
    const timed = async () => {
      const start = performance.now();
      await ask({ headers: INSTANCES });
      return performance.now() - start;
    };
    expect((await setTo({ p50: 60, p99: 90 })).status).toBe(200);
    const times = [await timed(), await timed(), await timed()];
    expect(Math.max(...times)).toBeGreaterThan(50);
    expect((await setTo({ p50: 9, p99: 1 })).status).toBe(400);
    await setTo({ milliseconds: 0 });
  });

  test("delay: later, but answered", async () => {
    await put({ kind: "delay", milliseconds: 60 });
    const start = performance.now();
    expect((await ask({ headers: INSTANCES })).status).toBe(200);
    expect(performance.now() - start).toBeGreaterThan(55);
  });

  test("are listed, counted and taken away", async () => {
    const { id } = (await put({ kind: "throttle", times: 1 })).json();
    await put({ kind: "fail", id: "second", service: "iam" });
    await ask({ headers: INSTANCES });
    expect((await ask({ method: "GET", path: "/_lab/faults" })).json()["faults"]).toMatchObject([
      { id, struck: 1 },
      { id: "second", struck: 0 },
    ]);
    await ask({ method: "DELETE", path: "/_lab/faults?id=second" });
    expect(server.faults.all()).toHaveLength(1);
    await ask({ method: "DELETE", path: "/_lab/faults" });
    expect(server.faults.all()).toEqual([]);
  });

  test.each([
    { kind: "explode" },
    { kind: "fail", service: 3 },
    { kind: "fail", every: 0 },
    { kind: "fail", times: 1.5 },
    { kind: "delay", milliseconds: -1 },
    { kind: "fail", accountId: 3 },
  ])("%o is refused", async (fault) => {
    expect((await put(fault as unknown as Partial<Fault>)).status).toBe(400);
    expect(server.faults.all()).toEqual([]);
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
    endpoint: server.url,
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
  await expect(listen(other.server, server.port)).rejects.toMatchObject({ code: "EADDRINUSE" });
});

test("hundreds of clients at once are all served", async () => {
  const answers = await Promise.all(Array.from({ length: 400 }, () => ask({ headers: INSTANCES }).catch(String)));
  expect(answers.filter((answer) => typeof answer === "string" || answer.status !== 200)).toEqual([]);
});
