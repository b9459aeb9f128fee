/** A full disk, a real one: what was acknowledged stays, what could not be kept is said, and nothing half-written is left. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateUserCommand, IdentitystoreClient, ListUsersCommand } from "@aws-sdk/client-identitystore";
import { afterAll, beforeAll, expect, test } from "vitest";
import { EXIT } from "../src/cli/exit-codes.ts";
import { startLab } from "../src/lab/index.ts";
import { answerOf } from "./support/in-process.ts";

const disk = mkdtempSync(join(tmpdir(), "idc-doctor-disk-"));
const mount = (...options: readonly string[]): boolean =>
  spawnSync("mount", ["-t", "tmpfs", ...options, "tmpfs", disk]).status === 0;
const isMounted = mount("-o", "size=256k");
if (!isMounted) process.stdout.write("skipped: no small disk can be mounted here (needs root)\n");

const before = { ...process.env };
beforeAll(() => {
  Object.assign(process.env, { AWS_ACCESS_KEY_ID: "123456789012", AWS_SECRET_ACCESS_KEY: "lab" });
});
afterAll(() => {
  process.env = before;
  if (isMounted) spawnSync("umount", [disk]);
  rmSync(disk, { recursive: true });
});

const started = async (directory: string) => {
  const lab = await startLab({ limits: "off", data: directory });
  const client = new IdentitystoreClient({ endpoint: lab.url, region: "us-east-1", maxAttempts: 1 });
  const document = (await (await fetch(`${lab.url}/_lab/document`)).json()) as {
    readonly instance: { readonly identityStoreId: string };
  };
  return { lab, client, IdentityStoreId: document.instance.identityStoreId };
};

test.runIf(isMounted)(
  "the lab keeps what it acknowledged, says that it can keep no more, and goes on with more space",
  async () => {
    const directory = join(disk, "state");
    const { lab, client, IdentityStoreId } = await started(directory);
    const acknowledged: string[] = [];
    let refusal = "";
    for (let number = 0; refusal === "" && number < 2000; number += 1) {
      const UserName = `user-${number}`;
      const user = {
        IdentityStoreId,
        UserName,
        DisplayName: "x".repeat(1000),
        Name: { GivenName: "a", FamilyName: "b" },
      };
      await client.send(new CreateUserCommand(user)).then(
        () => acknowledged.push(UserName),
        (error: Error) => {
          refusal = error.message;
        },
      );
    }
    expect(refusal).toMatch(
      /could not be written to the data directory \(ENOSPC\)\. What was acknowledged before is kept/,
    );
    expect(acknowledged.length).toBeGreaterThan(10);
    client.destroy();
    await lab.close().catch(() => undefined);
    expect(mount("-o", "remount,size=16m")).toBe(true);

    const again = await started(directory);
    const names = new Set<string | undefined>();
    for (let NextToken: string | undefined, isFirst = true; isFirst || NextToken !== undefined; isFirst = false) {
      const page = await again.client.send(new ListUsersCommand({ IdentityStoreId, MaxResults: 100, NextToken }));
      for (const user of page.Users ?? []) names.add(user.UserName);
      NextToken = page.NextToken;
    }
    expect(acknowledged.filter((name) => !names.has(name))).toEqual([]);
    again.client.destroy();
    await again.lab.close();
  },
);

test.runIf(isMounted)(
  "a snapshot on a full disk is refused before anything is collected, and leaves no file",
  async () => {
    const lab = await startLab({ limits: "off" });
    const free = statfsSync(disk);
    writeFileSync(join(disk, "filler"), Buffer.alloc(free.bsize * free.bavail));
    const held = readdirSync(disk);
    const args = ["snapshot", "save", join(disk, "snapshot.json"), "--endpoint-url", lab.url, "--region", "us-east-1"];
    const home = mkdtempSync(join(tmpdir(), "idc-doctor-home-"));
    const { code, stderr } = await answerOf(args, { IDC_DOCTOR_HOME: home });
    expect({ code, stderr }).toEqual({
      code: EXIT.writeFailed,
      stderr: expect.stringMatching(/the disk is full/),
    });
    expect(
      ((await (await fetch(`${lab.url}/_lab/calls`)).json()) as { readonly calls: readonly unknown[] }).calls,
    ).toEqual([]);
    expect(readdirSync(disk)).toEqual(held);
    await lab.close();
  },
);
