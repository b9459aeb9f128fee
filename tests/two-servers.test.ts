/** Two `serve` processes on one PostgreSQL, each with a folder of its own as on two machines: what one began, both know, and it is done once. Needs the bundle. */
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadScene } from "../scenes/scene.ts";
import { writtenForm } from "../src/model/organization-document/write.ts";
import { missingPostgres, testPostgres } from "../src/store/testing/postgres-server.ts";
import { freshHome, type Running, startCli } from "./support/cli.ts";
import { openLab, type TestLab } from "./support/lab.ts";

const missing = missingPostgres();
if (missing !== undefined) process.stderr.write(`skipped two servers: ${missing}\n`);

const scene = loadScene(join(import.meta.dirname, "../scenes/not-a-member.yaml"));
const { user, account, permissionSet } = scene.question;
const PLANS = "/api/v1/organizations/default/plans";

describe.skipIf(missing !== undefined)("two servers", () => {
  let lab: TestLab;
  let servers: readonly Running[] = [];
  let urls: readonly string[] = [];

  beforeAll(async () => {
    lab = await openLab({ limits: "off", provisioningMilliseconds: 10 });
    await lab.put(writtenForm(scene.document));
    const database = await (await testPostgres()).newDatabase();
    const args = ["serve", "--port", "0", "--database", database, "--endpoint-url", lab.url, "--region", "us-east-1"];
    servers = [1, 2].map(() => startCli(args, { IDC_DOCTOR_HOME: freshHome() }));
    urls = await Promise.all(
      servers.map(async ({ child }) => {
        if (child.stdout === null) throw new Error("serve has no output");
        const [line] = (await once(createInterface(child.stdout), "line")) as [string];
        return line;
      }),
    );
  });
  afterAll(async () => {
    for (const { child } of servers) child.kill("SIGTERM");
    const ended = await Promise.all(servers.map((server) => server.ended));
    await lab.close();
    expect(ended.map(({ code }) => code)).toEqual(servers.map(() => 0));
  });

  async function ask(server: number, method: string, path: string, body?: unknown) {
    const answer = await fetch(`${urls[server]}${path}`, {
      method,
      headers: { "x-idc-doctor": "1", "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    // biome-ignore lint/suspicious/noExplicitAny: answers of many forms
    return { status: answer.status, text, json: (/^[[{]/.test(text) ? JSON.parse(text) : undefined) as any };
  }

  test("a plan that one proposes and the other approves is applied once, whoever is asked how often", async () => {
    const { json } = await ask(0, "POST", PLANS, { question: { user, account, permissionSet } });
    const { id, hash } = json.proposal;
    expect((await ask(1, "GET", `${PLANS}/${id}`)).json).toMatchObject({ id, hash, state: "proposed" });
    expect((await ask(1, "POST", `${PLANS}/${id}/approve`, { hash })).status).toBe(200);
    await lab.clearCalls();

    const asked = await Promise.all(
      [0, 1, 0, 1, 0, 1].map((server) => ask(server, "POST", `${PLANS}/${id}/apply`, { hash })),
    );
    // All of them are one job; who comes after its end is told that the plan is applied.
    expect(asked.filter(({ status }) => status !== 202 && status !== 409)).toEqual([]);
    const jobs = new Set(asked.flatMap(({ status, json: made }) => (status === 202 ? [made.id] : [])));
    expect(jobs.size).toBe(1);
    const [job] = jobs;

    // Each server follows it to its end, whichever of them does the work.
    const streams = await Promise.all([0, 1].map((server) => ask(server, "GET", `/api/v1/jobs/${job}/events`)));
    for (const { text } of streams) expect(text).toMatch(/^event: end$/m);
    const outcomes = await Promise.all([0, 1].map((server) => ask(server, "GET", `/api/v1/jobs/${job}`)));
    for (const { json: found } of outcomes) {
      expect(found).toMatchObject({ state: "done", queue: "apply" });
      expect(JSON.parse(found.outcome)).toMatchObject({ kind: "applied", isVerified: true });
    }
    const writes = (await lab.calls()).filter(({ operation }) => /^(Create|Delete|Provision)/.test(operation));
    expect(writes.map(({ operation }) => operation)).toEqual(["CreateGroupMembership"]);
    expect((await lab.portalOf(user))?.accounts.size).toBeGreaterThan(0);
    const { json: log } = await ask(1, "GET", "/api/v1/audit?organization=default");
    const applied = log.filter((row: { action: string; outcome: string }) => row.outcome === "applied");
    expect(applied).toHaveLength(1);
  });
});
