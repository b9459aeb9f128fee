/** Stage, then rank, then roots before what they explain. */
import { describe, expect, test } from "vitest";
import type { Stage } from "../model/access-path.ts";
import type { CauseId } from "../model/cause-ids.ts";
import type { DiagnosedCause } from "../model/diagnosis.ts";
import type { CauseMeta } from "./cause.ts";
import { orderCauses } from "./order.ts";

/** The order is made for any ids, so these are invented. */
const invented = (id: string): CauseId => id as CauseId;
const found = (id: string, stage: Stage): DiagnosedCause => ({
  id: invented(id),
  stage,
  title: id,
  confidence: "proved",
  summary: id,
  evidence: [],
  remedy: { kind: "wait", summary: "", steps: [] },
});
const meta = (id: string, stage: Stage, rank: number, explains: readonly string[] = []): CauseMeta => ({
  id: invented(id),
  stage,
  rank,
  explains: explains.map(invented),
  title: id,
  facts: [],
  noticedIn: "facts",
  confidenceRule: "",
  documentation: { symptoms: [], why: "", whatToDo: "", sources: [] },
});
const order = (causes: readonly CauseMeta[], extra: readonly DiagnosedCause[] = []) =>
  orderCauses([...causes.map(({ id, stage }) => found(id, stage)), ...extra], causes).map(({ id }) => id);

describe("causes are told", () => {
  test("along the path, whatever their ranks", () => {
    expect(order([meta("c", "portal", 1), meta("a", "user", 999), meta("b", "account", 5)])).toEqual(["a", "b", "c"]);
  });

  test("by rank within a stage", () => {
    expect(order([meta("b", "user", 20), meta("c", "user", 30), meta("a", "user", 10)])).toEqual(["a", "b", "c"]);
  });

  test("after what explains them, also across stages and in chains", () => {
    const causes = [
      meta("result", "user", 1),
      meta("middle", "assignment", 1, ["result"]),
      meta("root", "account", 1, ["middle"]),
      meta("other", "portal", 1),
    ];
    expect(order(causes)).toEqual(["root", "middle", "result", "other"]);
  });

  test("with the first of those that explain it, where one does", () => {
    const causes = [
      meta("root", "account", 1, ["result"]),
      meta("second", "account", 2, ["result"]),
      meta("result", "user", 1),
      meta("other", "portal", 1),
    ];
    const told = orderCauses(
      causes.map(({ id, stage }) => found(id, stage)),
      causes,
    );
    expect(told.map(({ explainedBy }) => explainedBy)).toEqual([undefined, undefined, "root", undefined]);
  });

  test("each once, also where two explain each other", () => {
    expect(order([meta("a", "user", 1, ["b"]), meta("b", "user", 2, ["a"])])).toEqual(["b", "a"]);
  });

  test("one that the catalogue does not know comes first in its stage", () => {
    expect(order([meta("a", "user", 5), meta("b", "account", 5)], [found("stranger", "account")])).toEqual([
      "a",
      "stranger",
      "b",
    ]);
  });

  test("what is only possible comes last, also where it would explain the others", () => {
    const catalogue = [meta("root", "assignment", 1, ["result"]), meta("result", "portal", 1)];
    const causes = [{ ...found("root", "assignment"), confidence: "possible" as const }, found("result", "portal")];
    expect(orderCauses(causes, catalogue).map(({ id }) => id)).toEqual(["result", "root"]);
  });
});
