/** Progress that does not flood a log, and that the next output does not run into. */
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { continuedLine, progressLine } from "./progress-line.ts";
import { fakeTerminal } from "./testing/fake-terminal.ts";

const PROGRESS = { done: 3, total: 10, rate: 4.25, throttled: 0, secondsLeft: 12.2 };

let now = 0;
beforeEach(() => {
  now = 0;
  vi.spyOn(performance, "now").mockImplementation(() => now);
});
afterEach(() => vi.restoreAllMocks());

describe("on a terminal", () => {
  test("the line is rewritten five times a second at most, and ended", () => {
    const { cli, stderr } = fakeTerminal({ isTTY: true });
    const line = progressLine(cli, {});
    line.show(PROGRESS);
    now = 199;
    line.show(PROGRESS);
    now = 200;
    line.show({ ...PROGRESS, done: 4 });
    line.end();
    line.end();
    expect(stderr()).toBe(
      "\r\u001b[2K3 of 10 calls, 4.3/s, 0 throttled, about 13 s left\r\u001b[2K4 of 10 calls, 4.3/s, 0 throttled, about 13 s left\n",
    );
  });
});

describe("elsewhere", () => {
  test("a new line every five seconds, without escapes", () => {
    const { cli, stderr } = fakeTerminal();
    const line = progressLine(cli, {});
    now = 4999;
    line.show(PROGRESS);
    now = 5000;
    line.show({ ...PROGRESS, secondsLeft: 600 });
    line.end();
    expect(stderr()).toBe("3 of 10 calls, 4.3/s, 0 throttled, about 10 min left\n");
  });
});

test("nothing with --quiet", () => {
  const { cli, stderr } = fakeTerminal({ isTTY: true });
  const line = progressLine(cli, { quiet: true });
  line.show(PROGRESS);
  line.end();
  expect(stderr()).toBe("");
});

test("one call is singular", () => {
  expect(continuedLine(1, "2026-09-14T09:30:00Z")).toBe(
    "Continuing the collection that started at 2026-09-14T09:30:00Z: 1 call already done",
  );
});
