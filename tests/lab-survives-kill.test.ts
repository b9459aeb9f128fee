/** A lab with `--data` that is killed under load keeps every acknowledged write and never starts from a torn state. Needs the bundle. */
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CreateGroupCommand,
  CreateGroupMembershipCommand,
  CreateUserCommand,
  DeleteGroupCommand,
  IdentitystoreClient,
} from "@aws-sdk/client-identitystore";
import { expect, test } from "vitest";
import { loadOrganizationDocument } from "../src/model/organization-document/load.ts";
import type { WrittenDocument } from "../src/model/organization-document/written/document.ts";
import { type Running, runCli, startCli } from "./support/cli.ts";
import { isThorough } from "./support/in-turn.ts";

const ROUNDS = isThorough ? 6 : 3;
const WRITERS = 8;
const SEED = Number(process.env["IDC_DOCTOR_SEED"] ?? Date.now() % 1_000_000);
const freshDirectory = () => mkdtempSync(join(tmpdir(), "idc-doctor-data-"));
const labArgs = (directory: string) => ["lab", "--port", "0", "--quiet", "--limits", "off", "--data", directory];

async function started(directory: string): Promise<{ readonly running: Running; readonly url: string }> {
  const running = startCli(labArgs(directory));
  const url = await new Promise<string>((resolve, reject) => {
    let text = "";
    running.child.stdout?.on("data", (more: string) => {
      text += more;
      if (text.includes("\n")) resolve(text.trim());
    });
    void running.ended.then(({ stderr }) => reject(new Error(`the lab did not start: ${stderr}`)));
  });
  return { running, url };
}

const documentAt = async (url: string): Promise<WrittenDocument> =>
  (await fetch(`${url}/_lab/document`)).json() as Promise<WrittenDocument>;

/** What was acknowledged: names that must be there, and names of groups that must be gone with their memberships. */
interface Acknowledged {
  readonly users: Set<string>;
  readonly groups: Set<string>;
  readonly memberships: Set<string>;
  readonly deletedGroups: Set<string>;
}

/** Writes until the connection breaks; notes a name only when its answer has come. */
async function write(url: string, storeId: string, writer: string, done: Acknowledged): Promise<void> {
  const client = new IdentitystoreClient({
    endpoint: url,
    region: "us-east-1",
    maxAttempts: 1,
    credentials: { accessKeyId: "123456789012", secretAccessKey: "lab" },
  });
  const IdentityStoreId = storeId;
  try {
    for (let turn = 0; ; turn += 1) {
      const name = `${writer}-${turn}`;
      const user = await client.send(
        new CreateUserCommand({
          IdentityStoreId,
          UserName: name,
          DisplayName: name,
          Name: { GivenName: "A", FamilyName: "B" },
        }),
      );
      done.users.add(name);
      const group = await client.send(new CreateGroupCommand({ IdentityStoreId, DisplayName: name }));
      done.groups.add(group.GroupId ?? "");
      const membership = { IdentityStoreId, GroupId: group.GroupId, MemberId: { UserId: user.UserId ?? "" } };
      await client.send(new CreateGroupMembershipCommand(membership));
      done.memberships.add(group.GroupId ?? "");
      if (turn % 3 !== 0) continue;
      // From here on it may be gone, whether the answer comes or not.
      done.groups.delete(group.GroupId ?? "");
      done.memberships.delete(group.GroupId ?? "");
      await client.send(new DeleteGroupCommand({ IdentityStoreId, GroupId: group.GroupId }));
      done.deletedGroups.add(group.GroupId ?? "");
    }
  } catch (error) {
    if (!/ECONN|socket|EPIPE|aborted/i.test(String(error) + String((error as { code?: unknown }).code))) throw error;
  } finally {
    client.destroy();
  }
}

function expectKept(document: WrittenDocument, done: Acknowledged, context: string): void {
  const users = new Set(document.users?.map(({ userName }) => userName));
  const groups = new Set(document.groups?.map(({ id }) => id));
  const memberships = new Set(document.memberships?.map(({ group }) => group));
  expect(
    [...done.users].filter((name) => !users.has(name)),
    `users lost, ${context}`,
  ).toEqual([]);
  expect(
    [...done.groups].filter((id) => !groups.has(id)),
    `groups lost, ${context}`,
  ).toEqual([]);
  expect(
    [...done.memberships].filter((id) => !memberships.has(id)),
    `memberships lost, ${context}`,
  ).toEqual([]);
  expect(
    [...done.deletedGroups].filter((id) => groups.has(id)),
    `groups back, ${context}`,
  ).toEqual([]);
  // A call's changes are one: a group never goes without its memberships.
  expect(
    [...memberships].filter((id) => !groups.has(id)),
    `torn deletions, ${context}`,
  ).toEqual([]);
  expect(loadOrganizationDocument(document).kind, context).toBe("ok");
}

test("kill -9 under load, again and again", { timeout: 120_000 }, async () => {
  process.stdout.write(`seed ${SEED} (IDC_DOCTOR_SEED)\n`);
  const directory = freshDirectory();
  const done: Acknowledged = { users: new Set(), groups: new Set(), memberships: new Set(), deletedGroups: new Set() };
  for (let round = 0; round < ROUNDS; round += 1) {
    const { running, url } = await started(directory);
    const context = `seed ${SEED}, round ${round}`;
    const before = await documentAt(url);
    expectKept(before, done, context);
    const enough = done.users.size + 20 + ((SEED * (round + 7)) % 150);
    const writers = Array.from({ length: WRITERS }, (_, at) =>
      write(url, before.instance?.identityStoreId ?? "", `r${round}w${at}`, done),
    );
    await expect.poll(() => done.users.size, { timeout: 20_000, interval: 1 }).toBeGreaterThan(enough);
    running.child.kill("SIGKILL");
    await Promise.all(writers);
    expect((await running.ended).signal).toBe("SIGKILL");
  }
  const { running, url } = await started(directory);
  expectKept(await documentAt(url), done, `seed ${SEED}, at the end`);
  expect(done.deletedGroups.size).toBeGreaterThan(10);
  running.child.kill("SIGTERM");
  expect((await running.ended).code).toBe(0);
});

test("a kill while it starts loses nothing either", { timeout: 60_000 }, async () => {
  const directory = freshDirectory();
  const first = await started(directory);
  const storeId = (await documentAt(first.url)).instance?.identityStoreId ?? "";
  await fetch(first.url, {
    method: "POST",
    headers: { "x-amz-target": "AWSIdentityStore.CreateGroup" },
    body: JSON.stringify({ IdentityStoreId: storeId, DisplayName: "kept" }),
  });
  // The next start follows on its heels, as that of a supervisor would.
  first.running.child.kill("SIGKILL");
  const second = await started(directory);
  expect((await documentAt(second.url)).groups?.map(({ displayName }) => displayName)).toEqual(["kept"]);
  second.running.child.kill("SIGKILL");
  await second.running.ended;
  const generation = () =>
    readdirSync(directory)
      .filter((name) => name.startsWith("state-"))
      .join();
  for (let kills = 0; kills < 5; kills += 1) {
    const before = generation();
    const { child, ended } = startCli(labArgs(directory));
    // The moment at which the files change hands is the one to die at.
    await expect.poll(generation, { timeout: 10_000, interval: 1 }).not.toBe(before);
    child.kill("SIGKILL");
    await ended;
  }
  const last = await started(directory);
  expect((await documentAt(last.url)).groups?.map(({ displayName }) => displayName)).toEqual(["kept"]);
  last.running.child.kill("SIGTERM");
  await last.running.ended;
});

test("a line that was not finished is dropped, a damaged state is refused, a held directory too", async () => {
  const directory = freshDirectory();
  const one = await started(directory);
  const refused = await runCli(labArgs(directory));
  expect({ code: refused.code, stderr: refused.stderr }).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("in use by another lab"),
  });
  one.running.child.kill("SIGTERM");
  await one.running.ended;

  const file = (start: string) => join(directory, readdirSync(directory).find((name) => name.startsWith(start)) ?? "");
  appendFileSync(file("changes-"), '0badc0de [["groups","x",{"id":"x","displayName":"torn');
  const two = await started(directory);
  expect((await documentAt(two.url)).groups).toEqual([]);
  two.running.child.kill("SIGTERM");
  await two.running.ended;

  const state = file("state-");
  const whole = readFileSync(state);
  truncateSync(state, whole.length - 20);
  const damaged = await runCli(labArgs(directory));
  expect({ code: damaged.code, stderr: damaged.stderr }).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("is damaged"),
  });
  writeFileSync(state, whole);
  const three = await started(directory);
  three.running.child.kill("SIGTERM");
  expect((await three.running.ended).code).toBe(0);
});
