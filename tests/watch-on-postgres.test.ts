/** Two `watch` processes on one PostgreSQL; one is killed in the middle of a change, another takes its place: each alert comes once. Needs the bundle. */
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Alert } from "../src/model/alert.ts";
import { missingPostgres, testPostgres } from "../src/store/testing/postgres-server.ts";
import { freshHome, type Running, startCli } from "./support/cli.ts";
import { openLab, type TestLab } from "./support/lab.ts";
import { document, type OnlyMember, onlyMember, QUEUE } from "./support/watched-group.ts";
import { openReceiver, type WebhookReceiver } from "./support/webhook-receiver.ts";

/** The server takes any. */
const PASSWORD = "planted-password-of-the-database";

const missing = missingPostgres();
if (missing !== undefined) process.stderr.write(`skipped two watches: ${missing}\n`);

/** Processes that are killed, each in the middle of another change (`npm run crashes` sets it). */
const KILLED = Number(process.env["IDC_DOCTOR_CASES"] ?? 1);

describe.skipIf(missing !== undefined)("two watches", () => {
  let lab: TestLab;
  let receiver: WebhookReceiver;
  let member: OnlyMember;
  let database: string;
  const running = new Set<Running>();

  beforeAll(async () => {
    lab = await openLab({ document, limits: "off", provisioningMilliseconds: 0 });
    receiver = await openReceiver();
    member = onlyMember(lab.url);
    const address = await (await testPostgres()).newDatabase();
    database = address.replace("doctor@", `doctor:${PASSWORD}@`);
  });
  afterAll(async () => {
    for (const { child } of running) child.kill("SIGTERM");
    const ended = await Promise.all([...running].map((one) => one.ended));
    member.close();
    await receiver.close();
    await lab.close();
    expect(ended.map(({ code }) => code)).toEqual(ended.map(() => 0));
    expect(ended.map(({ stdout, stderr }) => stdout + stderr).join("\n")).not.toContain(PASSWORD);
  });

  /** On a machine of its own: with its own folder, and the same configuration. */
  async function startWatch(): Promise<Running> {
    const home = freshHome();
    const alerts = [
      { kind: "slack", name: "people", group: 0, url: `${receiver.url}/people` },
      { kind: "webhook", name: "program", group: 0, url: `${receiver.url}/program` },
    ];
    writeFileSync(join(home, "config.yaml"), JSON.stringify({ watch: { queue: QUEUE, alerts } }));
    const env = { IDC_DOCTOR_HOME: home, IDC_DOCTOR_DATABASE: database };
    const watch = startCli(["watch", "--endpoint-url", lab.url, "--region", "us-east-1"], env);
    running.add(watch);
    if (watch.child.stdout === null) throw new Error("watch has no output");
    await once(createInterface(watch.child.stdout), "line");
    return watch;
  }

  const kill = async (watch: Running): Promise<void> => {
    running.delete(watch);
    watch.child.kill("SIGKILL");
    await watch.ended;
  };

  /** What the program was told, each message once however often it was sent. */
  const told = (): readonly string[] =>
    [...new Map(messages().map((alert) => [alert.id, alert])).values()].flatMap(({ changes }) =>
      changes.map(({ kind, finding }) => `${kind} ${finding.cause}`),
    );
  const messages = () => receiver.received.filter(({ path }) => path === "/program").map(({ json }) => json as Alert);
  const people = () => receiver.received.filter(({ path }) => path === "/people");

  test("each change is told once, whichever of them is killed", { timeout: 300_000 * (KILLED + 1) }, async () => {
    let victim = await startWatch();
    await startWatch();
    const expected: string[] = [];
    const next = async (change: () => Promise<void>, kind: string, harm = () => Promise.resolve()): Promise<void> => {
      expected.push(`${kind} group-empty`);
      await change();
      await harm();
      // Whoever died in the middle of sending is followed by one who sends the same message again, to the program alone.
      while (told().length < expected.length) await receiver.until("/program", messages().length + 1);
      expect(told()).toEqual(expected);
    };
    await next(member.leave, "opened");
    await next(member.rejoin, "closed");
    for (let round = 0; round < KILLED; round += 1) {
      await next(member.leave, "recurred", () => kill(victim));
      victim = await startWatch();
      await next(member.rejoin, "closed");
    }
    // What a dying process may have sent to people is not sent again: they may hear nothing of that change and of its end.
    await receiver.until("/people", expected.length - 2 * KILLED);
    const kinds = people().map(({ text }) => / finding (opened|recurred|closed)/.exec(text)?.[1]);
    expect(kinds.filter((kind, at) => kind === undefined || kind === kinds[at - 1])).toEqual([]);
    expect(kinds.length).toBeLessThanOrEqual(expected.length);
  });
});
