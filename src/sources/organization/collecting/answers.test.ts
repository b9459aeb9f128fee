/** Answers by their key: asked once, kept, failures named, and only what may pass asked again. */
import { describe, expect, test } from "vitest";
import type { UnreadPart } from "../../../model/coverage.ts";
import { known, type ReadFailure, type Reading, unread } from "../../../model/reading.ts";
import { type AnswerLog, createAnswers, isFinal } from "./answers.ts";

const PART: UnreadPart = { kind: "accounts" };
const failure = (more: Partial<ReadFailure> = {}): ReadFailure => ({
  kind: "failed",
  service: "s",
  operation: "o",
  permission: "p",
  message: "no",
  ...more,
});
const failing = (more: Partial<ReadFailure> = {}): Reading<never> => ({
  state: "unknown",
  failure: failure(more),
  evidence: [],
});

function open(kept: ReadonlyMap<string, unknown> = new Map()) {
  const store = new Map(kept);
  const counted = { answered: 0 };
  const log: AnswerLog = { get: (key) => store.get(key), put: (key, value) => void store.set(key, value) };
  const answers = createAnswers(log, {
    expect: () => undefined,
    answered: () => {
      counted.answered += 1;
    },
  });
  let asked = 0;
  const read = (key: string, reading: Reading<unknown>) =>
    answers.read(key, PART, () => {
      asked += 1;
      return Promise.resolve(reading);
    });
  return { answers, read, store, counted, asked: () => asked };
}

test.each([{ value: [1] }, { value: null }, { value: 0 }, { value: false }])(
  "$value is kept and not asked again",
  async ({ value }) => {
    const { read, store, asked, counted } = open();
    expect(await read("a", known(value))).toEqual(value);
    expect(await read("a", known("other"))).toEqual(value);
    expect([store.get("a"), asked(), counted.answered]).toEqual([value, 1, 2]);
  },
);

test("an answer of an interrupted collection is not asked again", async () => {
  const { read, asked, counted } = open(new Map([["a", null]]));
  expect(await read("a", known("new"))).toBeNull();
  expect([asked(), counted.answered]).toEqual([0, 1]);
});

describe("a failure", () => {
  test("is a gap, is not kept, and is asked once", async () => {
    const { answers, read, store, asked } = open();
    expect(await read("a", failing())).toBeUndefined();
    expect(await read("a", known(1))).toBeUndefined();
    expect(answers.gaps()).toEqual([{ part: PART, failure: failure() }]);
    expect([store.size, asked()]).toEqual([0, 1]);
  });

  test("that may pass is asked again after a retry; a refusal stays", async () => {
    const { answers, read } = open();
    await read("passing", failing());
    await read("refused", failing({ kind: "refused" }));
    expect(answers.retry()).toBe(true);
    expect(answers.gaps()).toHaveLength(1);
    expect(await read("passing", known(1))).toBe(1);
    expect(await read("refused", known(1))).toBeUndefined();
    expect(answers.retry()).toBe(false);
  });

  test("what was not read is no gap", async () => {
    const { answers, read } = open();
    expect(await read("a", unread("why"))).toBeUndefined();
    expect(answers.gaps()).toEqual([]);
  });

  test("a refusal that is taken is no gap any more; another failure is not taken", async () => {
    const { answers, read } = open();
    await read("refused", failing({ kind: "refused" }));
    await read("failed", failing());
    expect([answers.takeRefusal("refused"), answers.takeRefusal("failed"), answers.takeRefusal("unknown")]).toEqual([
      true,
      false,
      false,
    ]);
    expect(answers.gaps()).toHaveLength(1);
  });
});

test.each([
  { more: { kind: "refused" }, final: true },
  { more: { kind: "credentials" }, final: true },
  { more: { code: "ValidationException" }, final: true },
  { more: { code: "InvalidInputException" }, final: true },
  { more: { kind: "throttled" }, final: false },
  { more: { kind: "timed-out" }, final: false },
  { more: {}, final: false },
] as const)("$more is final: $final", ({ more, final }) => {
  expect(isFinal(failure(more))).toBe(final);
});
