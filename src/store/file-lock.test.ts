/** A lock is held by one at a time, in this process and between processes, and a kill releases it. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { tryLock } from "./file-lock.ts";

const path = () => join(mkdtempSync(join(tmpdir(), "idc-doctor-lock-")), "a.lock");

test("one at a time, and again after it was released", () => {
  const file = path();
  const first = tryLock(file);
  expect(first).toBeDefined();
  expect(tryLock(file)).toBeUndefined();
  expect(tryLock(file)).toBeUndefined();
  first?.release();
  const second = tryLock(file);
  expect(second).toBeDefined();
  second?.release();
});

test("between processes, and released by kill -9", { timeout: 30_000 }, async () => {
  const file = path();
  const program = `const { DatabaseSync } = process.getBuiltinModule("node:sqlite");
    const database = new DatabaseSync(${JSON.stringify(file)});
    database.exec("BEGIN EXCLUSIVE"); console.log("held"); setInterval(() => database, 1000);`;
  const holder = spawn(process.execPath, ["--input-type=module", "--eval", program], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  await once(holder.stdout, "data");
  expect(tryLock(file)).toBeUndefined();
  holder.kill("SIGKILL");
  await once(holder, "exit");
  const mine = tryLock(file);
  expect(mine).toBeDefined();
  mine?.release();
});
