/** Whoever waits for a holder that goes on waits; whoever waits for one that is stopped does not wait for ever. */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Context } from "../../model/context.ts";
import { tryBeatingLock } from "../../store/beating-lock.ts";
import { tryLock } from "../../store/file-lock.ts";
import { processContext } from "../process-context.ts";
import { STOPPED_AFTER, whileLocked } from "./while-locked.ts";

const path = () => join(mkdtempSync(join(tmpdir(), "idc-doctor-lock-")), "a.lock");

/** Its time goes by only where somebody waits. */
function context(onDelay: (passed: number) => void = () => undefined): Context {
  let passed = 0;
  return {
    ...processContext(),
    monotonic: () => passed,
    delay: async (milliseconds) => {
      passed += milliseconds;
      onDelay(passed);
    },
  };
}

const waiting = (file: string, time: Context) => {
  const said: string[] = [];
  const ended = whileLocked(file, time, {
    onWaiting: (holder) => void said.push(`waits for ${holder}`),
    onTakenOver: (holder) => void said.push(`takes over from ${holder}`),
    work: async (hasWaited) => {
      said.push(hasWaited ? "works after waiting" : "works");
    },
  });
  return { said, ended };
};

test("a free lock is not waited for", async () => {
  const { said, ended } = waiting(path(), context());
  await ended;
  expect(said).toEqual(["works"]);
});

test("a holder that goes on is named and waited for, however long it takes", async () => {
  const file = path();
  // It says nothing, as a holder that has just begun; it ends after most of the time.
  const lock = tryLock(file);
  const { said, ended } = waiting(
    file,
    context((passed) => {
      if (passed === STOPPED_AFTER - 250) lock?.release();
    }),
  );
  await ended;
  expect(said).toEqual(["waits for undefined", "works after waiting"]);
});

test("from a holder without a sign of life the work is taken, once", async () => {
  const file = path();
  const stopped = tryBeatingLock(file);
  const { said, ended } = waiting(file, context());
  await ended;
  const holder = expect.stringMatching(new RegExp(`process ${process.pid} on `));
  expect(said).toEqual([holder, holder, "works after waiting"]);
  expect(said[1]).toMatch(/^takes over from /);
  stopped?.release();
  const next = tryBeatingLock(file);
  expect(next).toBeDefined();
  next?.release();
});

test("each sign of life restarts the time limit", async () => {
  const file = path();
  let beats = 0;
  let lock = tryBeatingLock(file);
  const { said, ended } = waiting(
    file,
    context((passed) => {
      if (passed % (STOPPED_AFTER / 2) !== 0) return;
      lock?.release();
      beats += 1;
      lock = beats < 6 ? tryBeatingLock(file) : undefined;
    }),
  );
  await ended;
  expect(beats).toBe(6);
  expect(said.filter((line) => line.startsWith("takes over"))).toEqual([]);
});
