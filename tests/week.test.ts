/**
 * A week of an organization's life on the lab's clock: changes of every kind, among them faults that are planted and healed. Every alert is
 * held against what was planted and against new collections, none comes twice, memory stays flat, and the database as large as
 * docs/store.md says. `npm run week` plays all of it; here two hours.
 */
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { seededRandom } from "../bench/organization/random.ts";
import { scan } from "../src/diagnosis/scan/scan.ts";
import type { Alert } from "../src/model/alert.ts";
import type { OrganizationDocument } from "../src/model/organization-document/document.ts";
import { loadOrganizationDocument } from "../src/model/organization-document/load.ts";
import { collectOrganization } from "../src/sources/organization/collecting/collect.ts";
import { mixedChanges } from "./support/changes/make.ts";
import { commandEnvironment } from "./support/cli.ts";
import { openLab, type TestLab } from "./support/lab.ts";
import { labConnection, testContext } from "./support/reader.ts";
import { MANAGEMENT, SIZES, sizedOrganization } from "./support/sized-organization.ts";
import { openReceiver, type WebhookReceiver } from "./support/webhook-receiver.ts";
import { openWatcherProcess } from "./support/week/own-process.ts";
import { type PlantedFault, plantedFaults, withoutPlaces, withPlaces } from "./support/week/planted.ts";
import { createTold } from "./support/week/told.ts";
import { openWatcher, type Watcher } from "./support/week/watcher.ts";

const TICKS = Number(process.env["IDC_DOCTOR_TICKS"] ?? 8);
const CHANGES = Number(process.env["IDC_DOCTOR_CHANGES"] ?? 16);
const FAULTS = Number(process.env["IDC_DOCTOR_FAULTS"] ?? 3);
const SEED = Number(process.env["IDC_DOCTOR_SEED"] ?? 1717);
const TICK_MINUTES = 15;
const TICKS_OF_A_DAY = (24 * 60) / TICK_MINUTES;
const QUEUE = `https://sqs.us-east-1.amazonaws.com/${MANAGEMENT}/idc-doctor-events`;

/** A few looks are about what changes: they need no larger organization, and no process of their own to measure. */
const IS_SHORT = TICKS < TICKS_OF_A_DAY;
const SIZE = IS_SHORT ? { accounts: 6, sets: 4, pairs: 15, users: 20, groups: 6 } : SIZES.S;

const loaded = loadOrganizationDocument(withPlaces(sizedOrganization(SIZE), Math.ceil(FAULTS / 3)));
if (loaded.kind === "invalid") throw new Error(JSON.stringify(loaded.problems));
const { document } = loaded;

let lab: TestLab;
let receiver: WebhookReceiver;
let watcher: Watcher;
let ahead = 0;
const now = (): Date => new Date(Date.now() + ahead);
const env: Record<string, string> = { ...commandEnvironment(), AWS_ACCESS_KEY_ID: MANAGEMENT };
const home = env["IDC_DOCTOR_HOME"] ?? "";
const own = { ...process.env };

beforeAll(async () => {
  process.env["AWS_ACCESS_KEY_ID"] = MANAGEMENT;
  lab = await openLab({ document, limits: "off", provisioningMilliseconds: 0 });
  receiver = await openReceiver();
  const open = IS_SHORT ? openWatcher : openWatcherProcess;
  watcher = await open({ labUrl: lab.url, queue: QUEUE, receiverUrl: receiver.url, env });
});
afterAll(async () => {
  await watcher.close();
  await receiver.close();
  await lab.close();
  process.env["AWS_ACCESS_KEY_ID"] = own["AWS_ACCESS_KEY_ID"];
});

/** What a new collection of everything finds: it knows nothing of refreshes. */
async function foundByReading(): Promise<readonly string[]> {
  const connection = labConnection(lab, { credentials: { accessKeyId: MANAGEMENT, secretAccessKey: "lab" } });
  const collected = await collectOrganization(connection, testContext({ now }), { isComplete: true });
  return scan(collected.document).findings.map(({ key }) => key);
}

/** What is wrong in the lab's own state. It shows more: assignments in accounts that have left the organization, for one. */
async function foundInState(): Promise<readonly string[]> {
  const read = loadOrganizationDocument(await lab.document());
  if (read.kind === "invalid") throw new Error(JSON.stringify(read.problems));
  return scan(read.document).findings.map(({ key }) => key);
}

/** Everything that can be read is told, and nothing that is not so. */
async function judge(open: readonly string[], label: string): Promise<void> {
  const [readable, real] = [await foundByReading(), new Set(await foundInState())];
  expect(readable.length, label).toBeGreaterThan(0);
  const untold = readable.filter((key) => !open.includes(key));
  const wrong = open.filter((key) => !real.has(key) && !readable.includes(key));
  expect({ untold, wrong }, label).toEqual({ untold: [], wrong: [] });
}

interface Planned {
  readonly fault: PlantedFault;
  readonly from: number;
  readonly to: number;
}

/** Each fault is there for one to eight ticks, and all of them are healed before the end. */
function planned(all: OrganizationDocument): readonly Planned[] {
  const random = seededRandom(SEED);
  return plantedFaults(lab.url, all, FAULTS).map((fault) => {
    const from = 1 + random.below(TICKS - 4);
    return { fault, from, to: Math.min(TICKS - 2, from + 1 + random.below(8)) };
  });
}

test(`${TICKS} looks, ${CHANGES} changes, ${FAULTS} faults (seed ${SEED})`, { timeout: 3_600_000 }, async () => {
  const told = createTold();
  const changes = await mixedChanges(lab.url, withoutPlaces(document), { seed: SEED });
  const plan = planned(document);
  const perTick = Array.from(
    { length: TICKS },
    (_, at) => Math.floor(((at + 1) * CHANGES) / TICKS) - Math.floor((at * CHANGES) / TICKS),
  );
  const memory: number[] = [];
  const checkEvery = Math.max(4, Math.floor(TICKS / 14));
  let heard = 0;
  await watcher.look(ahead);
  for (let tick = 0; tick < TICKS; tick += 1) {
    await lab.advance(`PT${TICK_MINUTES}M`);
    ahead += TICK_MINUTES * 60_000;
    for (const { fault, from } of plan) if (from === tick) await fault.plant();
    for (const { fault, to } of plan) if (to === tick) await fault.heal();
    await changes.make(perTick[tick] ?? 0);
    await watcher.look(ahead);
    for (const { json } of receiver.received.splice(0)) {
      told.hear(json as Alert);
      heard += 1;
    }
    if ((tick + 1) % TICKS_OF_A_DAY === 0) {
      await watcher.endRetention(ahead);
      memory.push(await watcher.megabytes());
    }
    if ((tick + 1) % checkEvery === 0 || tick === TICKS - 1) await judge(told.open(), `after ${tick + 1} looks`);
  }
  expect(told.contradictions()).toEqual([]);
  const lives = plan.map(({ fault: { cause, about } }) => told.of(cause, about).map(({ kind, who }) => [kind, who]));
  const ROOT = `arn:aws:iam::${MANAGEMENT}:root`;
  expect(lives).toEqual(
    plan.map(() => [
      ["opened", ROOT],
      ["closed", null],
    ]),
  );
  report({
    heard,
    changes: told.count(),
    memory,
    snapshots: await watcher.snapshots(),
  });
});

interface Figures {
  readonly heard: number;
  readonly changes: number;
  readonly memory: readonly number[];
  readonly snapshots: number;
}

/** docs/store.md: every snapshot of the last day, then the last one of each day. */
function report({ heard, changes, memory, snapshots }: Figures): void {
  // What was committed last stands in the log beside the file.
  const files = readdirSync(home).filter((name) => name.startsWith("journal.sqlite"));
  const size = files.reduce((sum, name) => sum + statSync(join(home, name)).size, 0) / 1_000_000;
  const days = Math.floor(TICKS / TICKS_OF_A_DAY);
  process.stdout.write(
    `week: ${heard} messages with ${changes} changes; memory by day ${memory.map((one) => one.toFixed(1)).join(", ")} MB; ${snapshots} snapshots, database ${size.toFixed(1)} MB\n`,
  );
  expect(snapshots).toBeLessThanOrEqual(2 * TICKS_OF_A_DAY + days + 1);
  const [first, last] = [memory[1] ?? 0, memory.at(-1) ?? 0];
  if (memory.length > 2) expect(last - first).toBeLessThan(30);
}
