/** A finding's life on the lab, by events of its queue: broken, alerted, fixed, closed, broken again with its author; each format as published. */
import { createHmac } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { type OpenTeam, openTeam } from "../src/app/team/open-team.ts";
import { beginWork } from "../src/app/team/work.ts";
import { beginWatch } from "../src/app/watch/begin-watch.ts";
import type { Alert } from "../src/model/alert.ts";
import { misfits, OCSF, SLACK, TEAMS } from "./support/alert-schemas.ts";
import { commandEnvironment, startCli } from "./support/cli.ts";
import { openLab, type TestLab } from "./support/lab.ts";
import { type LateTrail, openLateTrail } from "./support/late-trail.ts";
import { testContext } from "./support/reader.ts";
import { document, MANAGEMENT, type OnlyMember, onlyMember, QUEUE, SANDBOX } from "./support/watched-group.ts";
import { openReceiver, type ReceivedMessage, type WebhookReceiver } from "./support/webhook-receiver.ts";

const KEY = "a secret of thirty-two characters";
const SECRET = `whsec_${Buffer.from(KEY).toString("base64")}`;
const ROOT = `arn:aws:iam::${MANAGEMENT}:root`;
const LINK = "https://idc-doctor.example.com/findings";

let lab: TestLab;
let trail: LateTrail;
let receiver: WebhookReceiver;
let member: OnlyMember;
/** Ends the watch that was begun last, as SIGTERM does. */
let stop: () => Promise<void> = () => Promise.resolve();

beforeAll(async () => {
  lab = await openLab({ document, limits: "off", provisioningMilliseconds: 0 });
  trail = await openLateTrail(lab.url);
  receiver = await openReceiver();
  member = onlyMember(lab.url);
});
afterAll(async () => {
  await stop();
  member.close();
  await receiver.close();
  await trail.close();
  await lab.close();
});

function configure(env: Record<string, string>, watch: object): void {
  const folder = env["IDC_DOCTOR_HOME"] ?? "";
  writeFileSync(join(folder, "secret"), `${SECRET}\n`);
  writeFileSync(
    join(folder, "config.yaml"),
    JSON.stringify({ server: { url: "https://idc-doctor.example.com" }, watch }),
  );
}

/** A watch of the lab as a process of its own would begin it, over one database. */
async function watching(env: Record<string, string>, settings: object): Promise<OpenTeam> {
  configure(env, settings);
  const stopping = new AbortController();
  const team = await openTeam({
    flags: { endpointUrl: trail.url, region: "us-east-1" },
    database: undefined,
    context: testContext({ signal: stopping.signal }),
    env,
  });
  await beginWork(team);
  await beginWatch(team);
  stop = async () => {
    stop = () => Promise.resolve();
    stopping.abort();
    await team.close();
  };
  return team;
}

/** The first refresh has ended, and the queue is there: what happens from now on comes by it. */
async function settled({ jobs, context }: OpenTeam): Promise<void> {
  for (const { id } of await jobs.list({ organization: null, limit: 99 }))
    for await (const _ of jobs.watch(id, 0, context.signal));
  await vi.waitFor(async () =>
    expect((await lab.calls()).map(({ operation }) => operation)).toContain("ReceiveMessage"),
  );
}

/** What is read of an OCSF event. */
interface OcsfEvent {
  readonly activity_name: string;
  readonly finding_info: { readonly uid: string };
}

const changesIn = (messages: readonly ReceivedMessage[]): readonly (readonly [string, string, string | null])[] =>
  messages.flatMap(({ json }) => (json as Alert).changes.map(({ kind, finding, who }) => [kind, finding.cause, who]));

describe("a finding's life", () => {
  const env = commandEnvironment();
  const folder = env["IDC_DOCTOR_HOME"] ?? "";
  const channel = (kind: string, more: object = {}) => ({
    kind,
    name: kind,
    group: 0,
    ...(kind === "security-hub" ? {} : { url: `${receiver.url}/${kind}` }),
    ...more,
  });

  let settings: object;

  beforeAll(async () => {
    const tests = join(folder, "access.yaml");
    writeFileSync(
      tests,
      JSON.stringify({ expect: [{ user: "alice@example.com", account: SANDBOX, set: "ReadOnly", can: true }] }),
    );
    settings = {
      queue: QUEUE,
      "access-tests": tests,
      alerts: [
        channel("webhook", { "secret-file": join(folder, "secret") }),
        channel("slack"),
        channel("teams"),
        channel("ocsf"),
        channel("security-hub"),
      ],
    };
    await settled(await watching(env, settings));
    // CloudTrail's own history shows nothing of what follows: only the queue does.
    trail.hideEverything();
  });

  test("is alerted when it breaks, closed when it is fixed, and recurs with its author, once each", {
    timeout: 60_000,
  }, async () => {
    await member.leave();
    expect(changesIn(await receiver.until("/webhook", 1))).toEqual([
      ["opened", "access-test-failed", ROOT],
      ["opened", "group-empty", ROOT],
    ]);
    await member.rejoin();
    expect(changesIn(await receiver.until("/webhook", 2)).slice(2)).toEqual([
      ["closed", "access-test-failed", null],
      ["closed", "group-empty", null],
    ]);
    await member.leave();
    expect(changesIn(await receiver.until("/webhook", 3)).slice(4)).toEqual([
      ["recurred", "access-test-failed", ROOT],
      ["recurred", "group-empty", ROOT],
    ]);
    for (const kind of ["slack", "teams", "ocsf"]) await receiver.until(`/${kind}`, 3);
    await vi.waitFor(async () => expect(await imports()).toHaveLength(3));
  });

  const of = (kind: string) => receiver.received.filter(({ path }) => path === `/${kind}`);
  const imports = async () => (await lab.calls()).filter(({ operation }) => operation === "BatchImportFindings");

  test("the webhook's messages are as their schema says, and signed as Standard Webhooks says", () => {
    const schema = JSON.parse(readFileSync(join(import.meta.dirname, "../docs/schemas/alert.json"), "utf8"));
    const messages = of("webhook");
    expect(messages).toHaveLength(3);
    for (const { json, text, headers } of messages) {
      expect(misfits(schema, json)).toEqual([]);
      const alert = json as Alert;
      expect(alert.link).toBe(LINK);
      const [id, at] = [headers["webhook-id"], headers["webhook-timestamp"]];
      expect(id).toBe(alert.id);
      const signature = createHmac("sha256", KEY).update(`${id}.${at}.${text}`).digest("base64");
      expect(headers["webhook-signature"]).toBe(`v1,${signature}`);
    }
  });

  test.each([
    ["slack", SLACK],
    ["teams", TEAMS],
    ["ocsf", OCSF],
  ] as const)("the messages to %s are as its reference says", (kind, schema) => {
    const messages = of(kind);
    expect(messages).toHaveLength(3);
    expect(messages.flatMap(({ json }) => misfits(schema, json))).toEqual([]);
    expect(Math.max(...messages.map(({ text }) => Buffer.byteLength(text)))).toBeLessThan(28_000);
  });

  test("OCSF has each finding created, closed and updated under one uid", () => {
    const events = of("ocsf").flatMap(({ json }) => json as readonly OcsfEvent[]);
    const uids = [...new Set(events.map(({ finding_info }) => finding_info.uid))];
    expect(uids).toHaveLength(2);
    for (const uid of uids)
      expect(
        events.filter(({ finding_info }) => finding_info.uid === uid).map(({ activity_name }) => activity_name),
      ).toEqual(["Create", "Close", "Update"]);
  });

  test("Security Hub takes them: the caller's account, the target in Resources, active and archived", async () => {
    const found = (await imports()).map(({ input, status }) => ({ status, findings: input["Findings"] as Asff[] }));
    expect(found.map(({ status }) => status)).toEqual([200, 200, 200]);
    const states = found.map(({ findings }) => findings.map(({ RecordState }) => RecordState));
    expect(states).toEqual([
      ["ACTIVE", "ACTIVE"],
      ["ARCHIVED", "ARCHIVED"],
      ["ACTIVE", "ACTIVE"],
    ]);
    const [first] = found[0]?.findings ?? [];
    expect(first).toMatchObject({ AwsAccountId: MANAGEMENT, GeneratorId: "idc-doctor/access-test-failed" });
    expect(first?.Resources).toContainEqual(
      expect.objectContaining({ Type: "AwsAccount", Id: `AWS::::Account:${SANDBOX}` }),
    );
  });

  interface Asff {
    readonly RecordState: string;
    readonly AwsAccountId: string;
    readonly GeneratorId: string;
    readonly Resources: readonly object[];
  }

  test("after a restart nothing is told again", async () => {
    const count = receiver.received.length;
    await stop();
    const team = await watching(env, settings);
    await settled(team);
    const [job] = await team.jobs.list({ organization: null, limit: 99 });
    expect(job?.state).toBe("done");
    expect(receiver.received).toHaveLength(count);
    expect(await imports()).toHaveLength(3);
  });
});

test("a process killed while it sends: people are not told twice, a program is sent the same message, and both hear what follows", {
  timeout: 60_000,
}, async () => {
  await stop();
  const env = commandEnvironment();
  const [people, program] = ["/people", "/program"];
  const settings = {
    queue: QUEUE,
    alerts: [
      { kind: "slack", name: "people", group: 0, url: `${receiver.url}${people}` },
      { kind: "webhook", name: "program", group: 0, url: `${receiver.url}${program}` },
    ],
  };
  for (const path of [people, program]) receiver.answer(path, "never");
  configure(env, settings);
  const { child, ended } = startCli(["watch", "--endpoint-url", trail.url, "--region", "us-east-1"], env);
  for (const path of [people, program]) await receiver.until(path, 1);
  child.kill("SIGKILL");
  expect((await ended).signal).toBe("SIGKILL");

  for (const path of [people, program]) receiver.answer(path, 200);
  await watching(env, settings);
  const [first, second] = await receiver.until(program, 2);
  expect(second?.text).toBe(first?.text);
  expect(second?.headers["webhook-id"]).toBe(first?.headers["webhook-id"]);
  await member.rejoin();
  const [, next] = await receiver.until(people, 2);
  expect(next?.text).toContain("1 finding closed");
  expect(next?.text).toContain("1 earlier message to this channel may not have arrived");
  expect(changesIn([(await receiver.until(program, 3))[2] as ReceivedMessage])).toEqual([
    ["closed", "group-empty", null],
  ]);
  expect(receiver.received.filter(({ path }) => path === people)).toHaveLength(2);
});
