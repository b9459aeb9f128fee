/** The HTTP API over a saved document: the same JSON as the commands, errors with the next step, doors that stay shut. */
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadScene } from "../scenes/scene.ts";
import { runInProcess } from "./support/in-process.ts";
import { type Served, serveForTest } from "./support/served.ts";

const sceneOf = (id: string) => loadScene(join(import.meta.dirname, `../scenes/${id}.yaml`));
const scene = sceneOf("not-a-member");
const { user, account, permissionSet } = scene.question;
const ORGANIZATION = "/api/v1/organizations/default";

let served: Served;
beforeAll(async () => {
  served = await serveForTest({ from: scene.document });
});
afterAll(() => served.close());

const ask = (...words: Parameters<Served["ask"]>) => served.ask(...words);

describe("answers", () => {
  test("why: what the command says, word for word", async () => {
    const { status, json } = await ask("POST", `${ORGANIZATION}/why`, { body: { user, account, permissionSet } });
    const { stdout } = await runInProcess([
      ...["why", user, account, permissionSet],
      ...["--from", `scenes/${scene.id}.yaml`, "--output", "json"],
    ]);
    expect(status).toBe(200);
    expect(json).toEqual(JSON.parse(stdout));
  });

  test("explain, who-can, what-can", async () => {
    const explained = await ask("POST", `${ORGANIZATION}/explain`, {
      body: { text: "AccessDenied: User: arn:aws:iam::111122223333:user/x is not authorized to perform: s3:GetObject" },
    });
    expect(explained.json.explanations).toHaveLength(1);
    const who = await ask("GET", `${ORGANIZATION}/who-can?account=${encodeURIComponent(account)}`);
    expect(who.json).toMatchObject({ schema: "idc-doctor/effective-access/1", question: { user: null } });
    const what = await ask("GET", `${ORGANIZATION}/what-can?user=${encodeURIComponent(user)}`);
    expect(what.json.question.user.userName).toBe(user);
  });

  test("names: a permission set as one word and as its parts", async () => {
    for (const prefix of ["readonly", "read only", "only"]) {
      const { json } = await ask("GET", `${ORGANIZATION}/names?prefix=${encodeURIComponent(prefix)}`);
      expect(json.names).toContainEqual(expect.objectContaining({ kind: "permission-set", value: "ReadOnly" }));
    }
  });

  test("names: the beginning of a name, without accents and in another case", async () => {
    const { json } = await ask("GET", `${ORGANIZATION}/names?prefix=${user.slice(0, 3).toUpperCase()}`);
    expect(json.names).toContainEqual(expect.objectContaining({ kind: "user", value: user }));
  });

  test("causes, and one of them", async () => {
    expect((await ask("GET", "/api/v1/causes")).json.length).toBeGreaterThan(50);
    expect((await ask("GET", "/api/v1/causes/not-a-member")).json.id).toBe("not-a-member");
    expect((await ask("GET", "/api/v1/causes/no-such-cause")).json).toMatchObject({ status: 404, code: "not-found" });
  });

  test("organizations, with what the caller may do", async () => {
    expect((await ask("GET", "/api/v1/organizations")).json).toEqual([
      expect.objectContaining({ name: "default", role: "approver", takenAt: scene.document.takenAt }),
    ]);
  });

  test("health, readiness, numbers, OpenAPI", async () => {
    expect((await ask("GET", "/healthz")).text).toBe("ok\n");
    expect((await ask("GET", "/readyz")).status).toBe(200);
    expect((await ask("GET", "/metrics")).text).toContain("# TYPE idc_doctor_findings gauge");
    expect((await ask("GET", "/openapi.json")).json.openapi).toBe("3.1.0");
  });
});

describe("findings", () => {
  let found: Served;
  beforeAll(async () => {
    found = await serveForTest({ from: sceneOf("not-provisioned").document });
  });
  afterAll(() => found.close());
  const ask = (...words: Parameters<Served["ask"]>) => found.ask(...words);

  test("in columns, once for each version, compressed for whoever takes it", async () => {
    const path = `${ORGANIZATION}/findings`;
    const plain = await ask("GET", path);
    const { columns, texts, total } = plain.json;
    expect(total).toBeGreaterThan(0);
    for (const column of Object.values<unknown[]>(columns)) expect(column).toHaveLength(total);
    expect(texts[columns.cause[0]]).toMatch(/^[a-z-]+$/);
    const etag = plain.headers.get("etag") ?? "";
    expect((await ask("GET", path, { headers: { "if-none-match": etag } })).status).toBe(304);
    expect((await ask("GET", path, { headers: { "accept-encoding": "gzip" } })).headers.get("content-encoding")).toBe(
      "gzip",
    );
  });

  test("one is accepted for a time: seen in its history, in the list, in the audit log", async () => {
    const { columns } = (await ask("GET", `${ORGANIZATION}/findings`)).json;
    const key: string = columns.key[0];
    const body = { key, reason: "planned for spring", until: "2999-03-31" };
    expect((await ask("POST", `${ORGANIZATION}/finding/accept`, { body })).json.state).toBe("accepted");
    const detail = (await ask("GET", `${ORGANIZATION}/finding?key=${encodeURIComponent(key)}`)).json;
    expect(detail.history.at(-1)).toMatchObject({ kind: "accepted", who: "local user", until: "2999-03-31" });
    const { acceptances } = (await ask("GET", `${ORGANIZATION}/findings`)).json;
    expect(acceptances).toEqual([expect.objectContaining({ by: "local user", reason: "planned for spring" })]);
    const [audited] = (await ask("GET", "/api/v1/audit")).json;
    expect(audited).toMatchObject({ who: "local user", action: "finding.accept", target: key, outcome: "accepted" });
    const back = { key, reason: "spring came early" };
    expect((await ask("POST", `${ORGANIZATION}/finding/reopen`, { body: back })).json.state).toBe("open");
    expect((await ask("POST", `${ORGANIZATION}/finding/reopen`, { body: back })).status).toBe(404);
    const many = { ...body, key: undefined, keys: [key, "never there"] };
    expect((await ask("POST", `${ORGANIZATION}/findings/accept`, { body: many })).json).toEqual({
      accepted: 1,
      gone: ["never there"],
    });
    const late = await ask("POST", `${ORGANIZATION}/finding/accept`, { body: { ...body, until: "2001-01-01" } });
    expect(late.json).toMatchObject({ status: 400, next: expect.stringContaining("last day") });
  });
});

describe("what cannot be used is said with its place and the next step", () => {
  test.each([
    ["an unknown member", { user, shell: "rm" }, "shell: this field is not known here"],
    ["a wrong type", { user: 7 }, "user: a string is expected here"],
    ["a prototype", JSON.parse('{"user":"x","__proto__":{"isAdmin":true}}'), "__proto__"],
  ])("%s", async (_, body, problem) => {
    const { json } = await ask("POST", `${ORGANIZATION}/why`, { body });
    expect(json).toMatchObject({ status: 400, code: "bad-input", next: "GET /openapi.json describes every request" });
    expect(json.detail).toContain(problem);
  });

  test("who is not in the directory, an organization that is not served, a route that is not there", async () => {
    expect((await ask("GET", `${ORGANIZATION}/what-can?user=nobody-at-all`)).json.code).toBe("not-found");
    expect((await ask("GET", "/api/v1/organizations/other/findings")).json).toMatchObject({ status: 404 });
    expect((await ask("GET", "/api/v1/nothing")).json).toMatchObject({ status: 404, code: "no-such-route" });
  });

  test("no JSON, another media type, too much", async () => {
    const send = (body: string, type = "application/json") =>
      served.application.request(`http://127.0.0.1:8080${ORGANIZATION}/explain`, {
        method: "POST",
        headers: { host: "127.0.0.1:8080", "content-type": type },
        body,
      });
    expect((await send("{")).status).toBe(400);
    expect((await send("{}", "text/plain")).status).toBe(415);
    expect((await send(JSON.stringify({ text: "x".repeat(5_000_000) }))).status).toBe(413);
  });
});

describe("doors", () => {
  test("a foreign Host is refused: a name that leads here by DNS rebinding", async () => {
    const { status, json } = await ask("GET", "/api/v1/organizations", { headers: { host: "evil.example:8080" } });
    expect([status, json.code]).toEqual([421, "foreign-host"]);
  });

  test.each([
    ["Origin", { origin: "https://evil.example" }],
    ["Origin of another port", { origin: "http://127.0.0.1:9999" }],
    ["Origin null", { origin: "null" }],
    ["Sec-Fetch-Site cross-site", { "sec-fetch-site": "cross-site" }],
    ["Sec-Fetch-Site same-site", { "sec-fetch-site": "same-site", origin: "http://localhost:8080" }],
  ])("another origin can neither read nor write: %s", async (_, headers) => {
    const body = { key: "x", reason: "y", until: "2999-01-01" };
    const written = await ask("POST", `${ORGANIZATION}/finding/accept`, { body, headers });
    expect([written.status, written.json.code]).toEqual([403, "foreign-origin"]);
    expect((await ask("GET", `${ORGANIZATION}/findings`, { headers })).status).toBe(403);
  });

  test("a write without the header of a program or the page is refused", async () => {
    const response = await served.application.request(`http://127.0.0.1:8080${ORGANIZATION}/snapshot/refresh`, {
      method: "POST",
      headers: { host: "127.0.0.1:8080", "content-type": "application/json", origin: "http://127.0.0.1:8080" },
      body: "{}",
    });
    expect(response.status).toBe(403);
  });

  test("every answer has the same headers, errors too", async () => {
    for (const path of ["/healthz", `${ORGANIZATION}/findings`, "/api/v1/nothing"]) {
      const { headers } = await ask("GET", path);
      expect(headers.get("content-security-policy")).toMatch(/^default-src 'none'; .*frame-ancestors 'none'$/);
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("cache-control")).toMatch(/no-store|no-cache/);
      expect(headers.get("access-control-allow-origin")).toBeNull();
    }
  });

  test("the log has a line for each request, and no word of a question", async () => {
    await ask("GET", `${ORGANIZATION}/what-can?user=${encodeURIComponent(user)}`);
    const line = JSON.parse(served.log.at(-1) ?? "");
    expect(line).toMatchObject({
      level: "info",
      route: "GET /api/v1/organizations/{organization}/what-can",
      organization: "default",
      who: "local user",
      status: 200,
    });
    expect(served.log.join("\n")).not.toContain(user);
  });
});

test("whoever asks too often is told when to come back", async () => {
  const limited = await serveForTest({ from: scene.document, needsSignIn: true, isLimited: true });
  const token = await limited.token("viewer");
  const body = { text: "x" };
  const statuses = new Set<number>();
  for (let at = 0; at < 40; at += 1)
    statuses.add((await limited.ask("POST", `${ORGANIZATION}/explain`, { body, token })).status);
  expect([...statuses]).toEqual([200, 429]);
  expect((await limited.ask("POST", `${ORGANIZATION}/explain`, { body, token })).headers.get("retry-after")).toBe("1");
  await limited.close();
});
