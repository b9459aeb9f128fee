import { expect, test } from "vitest";
import type { DiagnosedCause } from "../../model/diagnosis.ts";
import { stepsOf } from "./steps.ts";

const causeWith = (remedy: DiagnosedCause["remedy"]): DiagnosedCause => ({
  id: "session-ended",
  stage: "role session",
  confidence: "proved",
  title: "The session ended",
  summary: "It ended.",
  evidence: [],
  remedy,
});

test("the steps of a person are shown, and changes that the program makes are none of them", () => {
  expect(
    stepsOf(causeWith({ kind: "human", summary: "Sign in.", risk: "low", steps: ["Sign in again:", "aws sso login"] })),
  ).toEqual(["Sign in again:", "aws sso login"]);
  expect(stepsOf(causeWith({ kind: "api", summary: "Add.", risk: "low", changes: [], notes: [] }))).toEqual([]);
});
