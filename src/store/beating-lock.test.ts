/** A holder shows who it is and that it goes on; from one that is stopped the lock is taken, and once. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { lockHolder, takeOverLock, tryBeatingLock } from "./beating-lock.ts";

const path = () => join(mkdtempSync(join(tmpdir(), "idc-doctor-lock-")), "a.lock");
const LONG = { timeout: 20_000, interval: 50 };

test("who holds it is known for as long as it is held, and gives signs of life", async () => {
  const file = path();
  const lock = tryBeatingLock(file);
  expect(tryBeatingLock(file)).toBeUndefined();
  const { words, beat } = lockHolder(file);
  expect(words).toMatch(new RegExp(`^process ${process.pid} on `));
  await expect.poll(() => lockHolder(file).beat, LONG).not.toBe(beat);
  lock?.release();
  expect(lockHolder(file)).toEqual({ words: undefined, beat: "" });
  const next = tryBeatingLock(file);
  expect(next).toBeDefined();
  next?.release();
});

test("it is not taken from a holder that has given a sign of life, nor twice", () => {
  const file = path();
  const stopped = tryBeatingLock(file);
  const { beat } = lockHolder(file);
  expect(takeOverLock(file, "an older beat")).toBeUndefined();
  const taken = takeOverLock(file, beat);
  expect(taken).toBeDefined();
  expect(takeOverLock(file, beat)).toBeUndefined();
  expect(tryBeatingLock(file)).toBeUndefined();
  // The holder that was stopped goes on, and ends: it takes nothing away from the new one.
  const { words } = lockHolder(file);
  stopped?.release();
  expect(lockHolder(file).words).toBe(words);
  expect(tryBeatingLock(file)).toBeUndefined();
  taken?.release();
  const next = tryBeatingLock(file);
  expect(next).toBeDefined();
  next?.release();
});

test("from a process that is stopped it is taken, and the process goes on without harm", {
  timeout: 60_000,
}, async () => {
  const file = path();
  const program = `const { tryBeatingLock } = await import(${JSON.stringify(new URL("./beating-lock.ts", import.meta.url).href)});
    const lock = tryBeatingLock(${JSON.stringify(file)}); console.log("held");
    setInterval(() => {}, 1000); process.on("SIGTERM", () => { lock.release(); process.exit(0); });`;
  const holder = spawn(process.execPath, ["--input-type=module", "--eval", program], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(holder.stdout, "data");
  expect(lockHolder(file).words).toMatch(new RegExp(`^process ${holder.pid} on `));
  holder.kill("SIGSTOP");
  const taken = takeOverLock(file, lockHolder(file).beat);
  expect(taken).toBeDefined();
  holder.kill("SIGCONT");
  holder.kill("SIGTERM");
  await once(holder, "exit");
  expect(tryBeatingLock(file)).toBeUndefined();
  taken?.release();
});
