/** `serve` under load: 200 readers for a minute beside a bare handler and a bare SELECT, memory, a thousand event streams, time to ready. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { get } from "node:http";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { writtenForm } from "../../src/model/organization-document/write.ts";
import { generateOrganization } from "../organization/generator.ts";
import { SEED } from "../organization/seed.ts";
import { SIZES } from "../organization/sizes.ts";
import { say } from "../verdict.ts";
import { type LoadResult, type WebRequest, webLoad } from "./http-load.ts";

const ROOT = join(import.meta.dirname, "../..");
const BUNDLE = join(ROOT, "dist/idc-doctor.js");
const SCENE = join(ROOT, "scenes/not-a-member.yaml");
const READERS = 200;
const MILLISECONDS = Number(process.env["IDC_DOCTOR_LOAD_SECONDS"] ?? 60) * 1000;
/** Until the heap has the size that it keeps. */
const WARM_UP_MILLISECONDS = 20_000;
const STREAMS = 1000;
const ORGANIZATION = "/api/v1/organizations/default";

interface Started {
  readonly child: ChildProcess;
  readonly url: string;
  /** Milliseconds from the start of the process to its first line. */
  readonly ready: number;
}

async function started(args: readonly string[]): Promise<Started> {
  const start = performance.now();
  const env = {
    ...process.env,
    IDC_DOCTOR_HOME: mkdtempSync(join(tmpdir(), "idc-doctor-bench-")),
    AWS_ACCESS_KEY_ID: "123456789012",
    AWS_SECRET_ACCESS_KEY: "lab",
  };
  const child = spawn(process.execPath, args, { cwd: ROOT, env, stdio: ["ignore", "pipe", "ignore"] });
  const [line] = (await once(createInterface(child.stdout), "line")) as [string];
  return { child, url: line, ready: performance.now() - start };
}

async function stopped({ child }: Started): Promise<void> {
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  await ended;
}

/** Megabytes. */
const memoryOf = ({ child }: Started): number =>
  Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${child.pid}/status`, "utf8"))?.[1]) / 1024;

const words = ({ requestsPerSecond, p50, p99, count, errors }: LoadResult): string =>
  `${requestsPerSecond.toFixed(0)} requests/s, p50 ${p50.toFixed(0)} ms, p99 ${p99.toFixed(0)} ms, ${count} requests, ${errors} errors`;

export async function serve(): Promise<void> {
  const document = generateOrganization(SIZES.M, SEED);
  const file = join(mkdtempSync(join(tmpdir(), "idc-doctor-bench-")), "organization.json");
  writeFileSync(file, JSON.stringify(writtenForm(document)));
  const small = await started([BUNDLE, "serve", "--port", "0", "--from", SCENE]);
  say(small.ready < 1000, `serve is ready after ${small.ready.toFixed(0)} ms (under 1000 ms)`);
  await stopped(small);
  const server = await started([BUNDLE, "serve", "--port", "0", "--from", file]);
  await readers(
    server,
    document.users.map(({ userName }) => userName),
    document.accounts.map(({ id }) => id),
  );
  await stopped(server);
  await bareHandler();
  bareSelect(document.users.length);
  await eventStreams();
}

async function readers(server: Started, users: readonly string[], accounts: readonly string[]): Promise<void> {
  let at = 0;
  const next = (): WebRequest => {
    at += 1;
    if (at % 2 === 0) return { method: "GET", path: `${ORGANIZATION}/findings` };
    const body = JSON.stringify({ user: users[at % users.length], account: accounts[at % accounts.length] });
    return { method: "POST", path: `${ORGANIZATION}/why`, body };
  };
  await webLoad(server.url, { connections: READERS, milliseconds: WARM_UP_MILLISECONDS, next });
  const before = memoryOf(server);
  const result = await webLoad(server.url, { connections: READERS, milliseconds: MILLISECONDS, next });
  const after = memoryOf(server);
  say(result.errors === 0, `${READERS} readers of findings and why, ${MILLISECONDS / 1000} s: ${words(result)}`);
  say(after < before * 1.3, `memory ${before.toFixed(0)} MB before, ${after.toFixed(0)} MB after (at most 1.3 ×)`);
}

const BARE = `
import { serve } from "@hono/node-server";
import { Hono } from "hono";
const app = new Hono();
app.get("/", (c) => c.json({ ok: true }));
serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" }, ({ port }) => console.log("http://127.0.0.1:" + port));
`;

async function bareHandler(): Promise<void> {
  const bare = await started(["--input-type=module", "-e", BARE]);
  const next = (): WebRequest => ({ method: "GET", path: "/" });
  const result = await webLoad(bare.url, { connections: READERS, milliseconds: Math.min(MILLISECONDS, 10_000), next });
  process.stdout.write(`- a bare hono handler: ${words(result)}\n`);
  await stopped(bare);
}

/** One row by its key, as often as a second allows. */
function bareSelect(rows: number): void {
  const { DatabaseSync } = process.getBuiltinModule("node:sqlite");
  const database = new DatabaseSync(":memory:");
  database.exec("create table one (id integer primary key, body text)");
  const insert = database.prepare("insert into one values (?, ?)");
  for (let id = 0; id < rows; id += 1) insert.run(id, "x".repeat(500));
  const select = database.prepare("select body from one where id = ?");
  const end = performance.now() + 1000;
  let count = 0;
  while (performance.now() < end) select.get(count++ % rows);
  process.stdout.write(`- a bare SELECT of one row: ${count} a second\n`);
  database.close();
}

/** Of a job that waits for an endpoint which never answers. */
async function eventStreams(): Promise<void> {
  const silent = createServer(() => undefined).listen(0, "127.0.0.1");
  await once(silent, "listening");
  const address = silent.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const server = await started([
    ...[BUNDLE, "serve", "--port", "0", "--region", "us-east-1"],
    ...["--endpoint-url", `http://127.0.0.1:${port}`, "--timeout", "10m"],
  ]);
  const answer = await fetch(`${server.url}${ORGANIZATION}/snapshot/refresh`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-idc-doctor": "1" },
    body: "{}",
  });
  const { id } = (await answer.json()) as { id: string };
  const before = memoryOf(server);
  const open = await Promise.all(
    Array.from({ length: STREAMS }, () => openStream(`${server.url}/api/v1/jobs/${id}/events`)),
  );
  const after = memoryOf(server);
  const each = ((after - before) * 1024) / STREAMS;
  say(
    open.length === STREAMS,
    `${open.length} event streams open: ${each.toFixed(0)} KB each (${before.toFixed(0)} to ${after.toFixed(0)} MB)`,
  );
  for (const stream of open) stream.destroy();
  await stopped(server);
  silent.close();
}

/** Resolves when the first bytes are there. */
const openStream = (url: string): Promise<{ readonly destroy: () => void }> =>
  new Promise((resolve, reject) => {
    const sent = get(url, { agent: false }, (answer) => answer.once("data", () => resolve(answer)));
    sent.once("error", reject);
  });
