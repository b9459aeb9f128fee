/** Faults on purpose over real sockets: what each kind answers, when, how it is counted and taken away. */
import { describe, expect, test } from "vitest";
import type { Fault } from "../../model/organization-document/document.ts";
import { type Asked, INSTANCES, serverForEachTest } from "./testing/server-for-each-test.ts";

const { server, listed, ask, put, calls } = serverForEachTest();

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
    expect(listed()).toEqual([]);
  });

  test.each<{ readonly kind: Fault["kind"]; readonly message: string; readonly times: number }>([
    { kind: "timeout", message: "no answer", times: 0 },
    { kind: "hang-after", message: "no answer", times: 1 },
    { kind: "reset", message: "ECONNRESET", times: 0 },
    { kind: "torn", message: "aborted|ECONNRESET", times: 1 },
  ])("$kind: $message", async ({ kind, message, times }) => {
    await put({ kind });
    await expect(ask({ headers: INSTANCES, patience: 400 })).rejects.toThrow(new RegExp(message));
    expect(listed()).toHaveLength(times);
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
    expect(server().faults.all()).toHaveLength(1);
    await ask({ method: "DELETE", path: "/_lab/faults" });
    expect(server().faults.all()).toEqual([]);
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
    expect(server().faults.all()).toEqual([]);
  });
});
