/** How a repair ended, in words: which kinds say what to do next, and singular and plural. */
import { describe, expect, test } from "vitest";
import type { Fixed } from "../app/fix.ts";
import { palette } from "../report/palette.ts";
import { exitOf } from "./commands/fix.ts";
import { fixedMarkdown, fixedText } from "./fixed-text.ts";

const STYLE = { palette: palette({ isColored: false }), width: 100 };

const plan = {
  id: "12345678-90ab",
  cause: "not-a-member",
  steps: [
    { number: 1, description: "Add alice to Developers", risk: "low", effects: [], command: "aws …", change: {} },
  ],
  warnings: [],
  promise: { userName: "alice", accountId: "111122223333", permissionSetName: "ReadOnly" },
};
const ASKED = { question: { account: { id: "111122223333", name: "sandbox" } } };
const fixed = (kind: Fixed["kind"], members: object = {}): Fixed => ({ kind, plan, ...members }) as unknown as Fixed;
const step = { number: 2 };

test.each([
  { kind: "declined", exit: 1, words: "Nothing was changed.\n" },
  { kind: "undecided", exit: 3, words: "Undecided: something needed could not be read, so nothing was changed.\n" },
] as const)("$kind exits with $exit", ({ kind, exit, words }) => {
  expect({ text: fixedText(fixed(kind), STYLE), exit: exitOf(fixed(kind)) }).toEqual({ text: words, exit });
});

test("what was only rehearsed says what applying means", () => {
  const steps = [{ ...plan.steps[0], change: { kind: "create-group-membership" } }];
  const rehearsal = { kind: "passed", promised: [], alsoGained: [], others: [], peopleWatched: 2, assumptions: [] };
  const rehearsed = fixed("rehearsed-only", { plan: { ...plan, steps }, rehearsal });
  expect(fixedText(rehearsed, STYLE)).toBe(
    "Rehearsed only: nothing was changed. Applying means: 1 add; nobody gains access, nobody loses it\n  (2 portals checked)\n",
  );
  expect(exitOf(rehearsed)).toBe(0);
});

test.each([
  {
    kind: "nothing-to-do",
    more: { purpose: "undo", reasons: ["The plan changed nothing"] },
    exit: 0,
    words: "Nothing to undo, so nothing was changed:\n  - The plan changed nothing\n",
  },
  {
    kind: "changed-meanwhile",
    more: { changes: ["User bob was deleted"] },
    exit: 1,
    words:
      "This changed since the plan was shown, so nothing was changed:\n  - User bob was deleted\nRun the same command again to see the new plan.\n",
  },
] as const)("$kind exits with $exit", ({ kind, more, exit, words }) => {
  expect({ text: fixedText(fixed(kind, more), STYLE), exit: exitOf(fixed(kind, more)) }).toEqual({ text: words, exit });
});

describe("a step that failed", () => {
  test.each([
    { notBegun: [3], words: "Not started: 1 later step\n" },
    { notBegun: [3, 4], words: "Not started: 2 later steps\n" },
  ])("names what was not started: $words", ({ notBegun, words }) => {
    const failed = fixed("failed", { step, reason: "refused", otherFailures: [], notBegun });
    expect(fixedText(failed, STYLE)).toBe(
      `Step 2 failed: refused\n${words}Run why again, or continue with idc-doctor fix --resume 12345678\n`,
    );
    expect(exitOf(failed)).toBe(4);
  });

  test("that is not finished names its request", () => {
    const unfinished = { step, reason: "timed out", requestId: "r-1", otherFailures: [], notBegun: [] };
    expect(fixedText(fixed("unfinished", unfinished), STYLE)).toContain("timed out (request r-1)\nContinue with");
  });
});

describe("what was applied", () => {
  test("without a promise: counted steps and the undo", () => {
    const verification = { kind: "verified", diagnosis: undefined, promises: [] };
    expect(fixedText(fixed("applied", { verification }), STYLE)).toBe(
      "Done and verified: 1 step\nUndo: idc-doctor fix --undo 12345678\n",
    );
  });

  test("for one person: the verdict, what to tell them, the undo", () => {
    const diagnosis = {
      ...ASKED,
      verdict: "works",
      notExamined: [],
      paths: [{ links: [{ stage: "portal", state: "ok" }] }],
    };
    const text = fixedText(fixed("applied", { verification: { kind: "verified", diagnosis, promises: [{}] } }), STYLE);
    expect(text).toContain("alice → ReadOnly in sandbox: works. Their access portal shows it.");
    expect(text).toContain("Tell alice: sign out of the access portal and sign in again");
  });

  test("in part: what was left out is named, exit 4", () => {
    const leftOut = [{ change: {}, description: "Assign ReadOnly to bob", reason: "User bob is deleted" }];
    const verification = { kind: "verified", diagnosis: undefined, promises: [] };
    const one = fixed("applied", { plan: { ...plan, leftOut }, verification });
    expect(fixedText(one, STYLE)).toContain("\nNot done: Assign ReadOnly to bob. Reason: User bob is deleted\n");
    expect(exitOf(one)).toBe(4);
  });

  test("and not verified: why, exit 4", () => {
    const one = fixed("applied", { verification: { kind: "not-verified", reason: "still stale", promises: [] } });
    expect(fixedText(one, STYLE)).toBe("Applied, but not verified: still stale\n");
    expect(exitOf(one)).toBe(4);
  });
});

test("Markdown has the plan before the ending", () => {
  expect(fixedMarkdown(fixed("declined"), STYLE)).toMatch(/^## Plan 12345678-90ab[\s\S]*Nothing was changed\.\n$/);
});
