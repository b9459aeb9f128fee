/** A day's questions at real size: without a kept snapshot, from one, after changes, and by the words that people write. */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Lab, startLab } from "../../src/lab/index.ts";
import type { OrganizationDocument } from "../../src/model/organization-document/document.ts";
import { loadOrganizationDocument } from "../../src/model/organization-document/load.ts";
import { mixedChanges } from "../../tests/support/changes/make.ts";
import { MANAGEMENT } from "../../tests/support/sized-organization.ts";
import { median, timed } from "../timing.ts";
import { say } from "../verdict.ts";
import { ONE, type OnePair, realSize } from "./organization.ts";

const BUNDLE = join(import.meta.dirname, "../../dist/idc-doctor.js");
const LATENCY = 80;
const CHANGES = 20;
const SEED = 20_261_128;
/** Milliseconds. */
const ANSWERED = 1000;
const REFRESHED = 5000;
const TARGETED = 3000;

const SECOND_ROAD = ["ListApplications", "GetCallerIdentity"];

interface LoggedCall {
  readonly operation: string;
}

interface Run {
  readonly code: number | null;
  readonly milliseconds: number;
  readonly stdout: string;
  readonly calls: number;
  /** Of these, what account access manager costs: its own list, and who asks, without whom an empty list says nothing. */
  readonly ofSecondRoad: number;
}

type Command = (...args: readonly string[]) => Promise<Run>;

/** The bundled command with a state folder of its own; the calls are the lab's count. */
function commandAgainst(lab: Lab): Command {
  const env = {
    ...process.env,
    AWS_ENDPOINT_URL: lab.url,
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: MANAGEMENT,
    AWS_SECRET_ACCESS_KEY: "lab",
    IDC_DOCTOR_HOME: mkdtempSync(join(tmpdir(), "idc-doctor-bench-")),
  };
  return async (...args) => {
    await fetch(`${lab.url}/_lab/calls`, { method: "DELETE" });
    const { code, milliseconds, stdout } = await timed(process.execPath, [BUNDLE, ...args], env);
    const { calls } = (await (await fetch(`${lab.url}/_lab/calls`)).json()) as { calls: readonly LoggedCall[] };
    const ofSecondRoad = calls.filter(({ operation }) => SECOND_ROAD.includes(operation)).length;
    return { code, milliseconds, stdout, calls: calls.length, ofSecondRoad };
  };
}

export async function kept(): Promise<void> {
  const { document: written, pair } = realSize();
  const loaded = loadOrganizationDocument(written);
  if (loaded.kind === "invalid") throw new Error("the organization of real size does not load");
  const { document } = loaded;
  const lab = await startLab({ document, latency: LATENCY, provisioningMilliseconds: 0 });
  const run = commandAgainst(lab);
  await targeted(run, pair);
  const saved = await run("snapshot", "save");
  say(
    saved.code === 0,
    `snapshot save of 400 accounts, 1,501 people and 5,845 assignments: ${saved.calls} calls, ${seconds(saved)}`,
  );
  const questions = [["who-can", pair.account], ["what-can", ONE.userName], ["scan"]] as const;
  for (const question of questions) await answered(run, question);
  await afterChanges(lab, run, document);
  await byName(run, document, pair);
  await lab.close();
}

async function targeted(run: Command, { account: id }: OnePair): Promise<void> {
  const one = await run("what-can", ONE.userName);
  say(
    one.code === 0 && one.calls - one.ofSecondRoad < 10 && one.milliseconds < TARGETED,
    `what-can without a kept snapshot, a person with one group: ${one.calls - one.ofSecondRoad} calls (under 10) and ${one.ofSecondRoad} for account access manager, ${seconds(one)} (under 3 s)`,
  );
  const account = await run("who-can", id);
  say(account.code === 0, `who-can without a kept snapshot: ${account.calls} calls, ${seconds(account)}`);
}

async function answered(run: Command, question: readonly string[]): Promise<void> {
  const asIs: number[] = [];
  for (let at = 0; at < 5; at += 1) asIs.push((await run(...question, "--no-refresh")).milliseconds);
  const refreshed = await run(...question);
  const own = median(asIs);
  const name = question[0] ?? "";
  say(own < ANSWERED, `${name} from the kept snapshot: ${own.toFixed(0)} ms (under ${ANSWERED} ms)`);
  say(
    refreshed.milliseconds - own <= REFRESHED,
    `  with a refresh: ${refreshed.calls} calls, ${seconds(refreshed)} (at most 5 s more)`,
  );
}

async function afterChanges(lab: Lab, run: Command, document: OrganizationDocument): Promise<void> {
  await (await mixedChanges(lab.url, document, { seed: SEED })).make(CHANGES);
  const { calls, milliseconds } = await run("who-can", document.accounts[7]?.id ?? "");
  say(
    milliseconds <= ANSWERED + REFRESHED,
    `who-can after ${CHANGES} changes: ${calls} calls, ${seconds({ milliseconds })} (at most 6 s)`,
  );
}

/** The names are looked up in the kept snapshot and checked by reads that the question makes anyway. */
async function byName(
  run: Command,
  document: OrganizationDocument,
  { account, permissionSet }: OnePair,
): Promise<void> {
  const id = document.users.find(({ userName }) => userName === ONE.userName)?.id ?? "";
  const name = document.accounts.find((one) => one.id === account)?.name ?? "";
  const byIds: Run[] = [];
  const byNames: Run[] = [];
  for (let at = 0; at < 5; at += 1) {
    byIds.push(await run("why", id, account, permissionSet, "--output", "json"));
    byNames.push(await run("why", ONE.displayName, name, permissionSet, "--output", "json"));
  }
  const ids = Math.max(...byIds.map(({ calls }) => calls));
  const names = Math.max(...byNames.map(({ calls }) => calls));
  const rounds = Math.max(...byNames.map(roundsOf));
  const milliseconds = median(byNames.map((one) => one.milliseconds));
  const bound = rounds * LATENCY + 250;
  say(
    names <= ids && milliseconds <= bound,
    `why by display name and account name: ${names} calls (by id ${ids}), median ${milliseconds.toFixed(0)} ms in ${rounds} rounds (at most ${bound} ms)`,
  );
}

const roundsOf = ({ stdout }: Run): number => (JSON.parse(stdout) as { calls: { rounds: number } }).calls.rounds;

const seconds = ({ milliseconds }: { readonly milliseconds: number }): string =>
  `${(milliseconds / 1000).toFixed(1)} s`;
