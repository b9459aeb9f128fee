/** Crashes at random moments: what each has to end in, taken from a run that nobody disturbs. */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readShared } from "../../../src/app/kept/shared-snapshot.ts";
import { writtenForm } from "../../../src/model/organization-document/write.ts";
import type { DatabaseAt } from "../../../src/store/database.ts";
import { testPostgres } from "../../../src/store/testing/postgres-server.ts";
import { openLab, type TestLab } from "../lab.ts";
import { OTHER, organization, type PlannedStep, planFileFor, SANDBOX } from "../writing.ts";
import { crash, type Harm, openOther, startVictim, type Victim } from "./crashing.ts";
import { ORGANIZATION } from "./working.ts";

export interface CrashCase {
  readonly number: number;
  readonly queue: "collect" | "apply";
  readonly harm: Harm;
  /** 0 to 1: how far the work is. */
  readonly part: number;
}

/** Each kind of work and of harm, so many times. */
export function casesFrom(times: number, seed: number): readonly CrashCase[] {
  const random = randomFrom(seed);
  return Array.from({ length: times }, (_, at) => at).flatMap((at) =>
    (["stopped", "killed"] as const).flatMap((harm) =>
      (["collect", "apply"] as const).map((queue) => ({ number: at + 1, queue, harm, part: random() })),
    ),
  );
}

/** mulberry32: the same numbers for the same seed. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export interface CrashBench {
  readonly run: (
    one: CrashCase,
  ) => Promise<{ readonly found: unknown; readonly wanted: unknown; readonly context: string }>;
  /** How many of the jobs were begun again, and not just ended before their moment. */
  readonly takenOver: () => number;
  readonly close: () => Promise<void>;
}

const STEPS: readonly PlannedStep[] = [
  ["create", "alice", OTHER],
  ["create", "alice", SANDBOX],
  ["delete", "bob", OTHER],
];
const WRITES = /^(Create|Delete|Provision)/;

/** One lab, one database and one victim for as long as it lives. */
export async function crashBench(engine: "embedded" | "postgres"): Promise<CrashBench> {
  const lab = await openLab({ limits: "off", latency: 15, provisioningMilliseconds: 300 });
  const database: DatabaseAt =
    engine === "embedded"
      ? { kind: "embedded", file: join(mkdtempSync(join(tmpdir(), "idc-doctor-crash-")), "store.sqlite") }
      : { kind: "postgres", url: await (await testPostgres()).newDatabase() };
  const team = { lab, database };
  const undisturbed = new Map<CrashCase["queue"], Undisturbed>();
  let victim: Victim | undefined;
  let takenOver = 0;
  return {
    run: async (one) => {
      const { queue, harm, part } = one;
      const whole = undisturbed.get(queue) ?? (await withoutCrash(team, queue));
      undisturbed.set(queue, whole);
      await lab.put(organization());
      victim ??= await startVictim(team);
      const moment = 1 + Math.floor(part * whole.calls);
      const job = await crash(team, victim, { queue, payload: await payloadOf(lab, queue), harm, moment });
      if (harm === "killed") victim = undefined;
      if (job.attempts > 1) takenOver += 1;
      const context = `${queue} ${harm} at call ${moment} of ${whole.calls}: ${job.outcome}, ${job.attempts} attempts`;
      return { found: await resultOf(team, queue, job.state), wanted: whole.result, context };
    },
    takenOver: () => takenOver,
    close: async () => {
      victim?.process.kill("SIGKILL");
      await lab.close();
    },
  };
}

interface Undisturbed {
  readonly calls: number;
  readonly result: unknown;
}

type Team = { readonly lab: TestLab; readonly database: DatabaseAt };

async function withoutCrash(team: Team, queue: CrashCase["queue"]): Promise<Undisturbed> {
  const { lab } = team;
  await lab.put(organization());
  await lab.clearCalls();
  const worker = await openOther(team);
  try {
    await worker.work();
    const payload = await payloadOf(lab, queue);
    const { id } = await worker.queue.enqueue({
      queue,
      organization: ORGANIZATION,
      key: null,
      payload,
      requestedBy: null,
    });
    for await (const _ of worker.queue.watch(id, 0, AbortSignal.timeout(60_000)));
    const job = await worker.queue.read(id);
    if (job?.state !== "done") throw new Error(`undisturbed, it ends as ${job?.state}: ${job?.outcome}`);
    const calls = (await lab.calls()).length;
    return { calls, result: await resultOf(team, queue, job.state) };
  } finally {
    await worker.stop();
  }
}

async function payloadOf(lab: TestLab, queue: CrashCase["queue"]): Promise<unknown> {
  if (queue === "collect") return {};
  const { readFileSync } = await import("node:fs");
  const written: unknown = JSON.parse(readFileSync(await planFileFor(lab, STEPS), "utf8"));
  return { id: crypto.randomUUID(), written };
}

/** What is there afterwards, and every write that AWS would not accept twice. */
async function resultOf(team: Team, queue: CrashCase["queue"], state: string): Promise<unknown> {
  const { lab } = team;
  const writes = (await lab.calls())
    .filter(
      ({ operation, status }) => WRITES.test(operation) && operation !== "ProvisionPermissionSet" && status === 200,
    )
    .map(({ operation, input }) => JSON.stringify({ operation, input }))
    .sort();
  // Steps in different accounts run side by side: which assignment is made first is left open.
  const assignments = ((await lab.document()).assignments ?? []).map((row) => JSON.stringify(row)).sort();
  const document = queue === "collect" ? await keptDocument(team) : null;
  return { state, writes, assignments, document };
}

const OF_THE_MOMENT: ReadonlySet<string> = new Set(["takenAt", "collectedAt", "createdAt", "updatedAt", "trail"]);

async function keptDocument(team: Team): Promise<unknown> {
  const worker = await openOther(team);
  try {
    const kept = await readShared({ store: worker.store, organization: ORGANIZATION });
    if (!kept) throw new Error("nothing is kept");
    const text = JSON.stringify(writtenForm(kept.document), (key, value: unknown) =>
      OF_THE_MOMENT.has(key) ? null : value,
    );
    return JSON.parse(text) as unknown;
  } finally {
    await worker.stop();
  }
}
