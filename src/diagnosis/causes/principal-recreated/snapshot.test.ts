/** What an earlier snapshot adds, how several lost rows are told, and which notes go with which row. */
import { describe, expect, test } from "vitest";
import { known } from "../../../model/reading.ts";
import {
  ALICE,
  additional,
  alice,
  attachedGroup,
  BOB,
  DEVELOPERS,
  diagnosedBy,
  EVERYONE,
  failed,
  LEAVER,
  orphan,
  unassignedFacts,
  workingFacts,
} from "../../testing/grant-facts.ts";
import { principalRecreated } from "./cause.ts";

const lost = (...rows: readonly ReturnType<typeof orphan>[]) => ({
  attached: known(rows, ["e7"] as const),
  freshness: known("latest" as const),
});
const before = (id: typeof ALICE) => additional({ before: known(workingFacts({ user: known({ ...alice, id }) })) });
const other = { ...orphan("USER"), principal: { type: "USER" as const, id: BOB } };
const diagnosed = (more: Parameters<typeof unassignedFacts>[0]) =>
  diagnosedBy(principalRecreated, unassignedFacts(more));
const notesOf = (more: Parameters<typeof unassignedFacts>[0]) => {
  const remedy = diagnosed(more)?.remedy;
  return remedy?.kind === "api" ? remedy.notes : [];
};

describe("principal-recreated", () => {
  test.each([
    ["the snapshot knew the user under the lost id", LEAVER, "proved"],
    ["the snapshot knew the user under a third id", BOB, "likely"],
    ["the snapshot knew the user under the same id", ALICE, "likely"],
  ])("%s: %s is %s", (_what, id, confidence) => {
    expect(diagnosed({ ...lost(orphan("USER")), additional: before(id) })?.confidence).toBe(confidence);
  });

  test("one of several lost ids was the user's", () => {
    expect(diagnosed({ ...lost(other, orphan("USER")), additional: before(LEAVER) })?.confidence).toBe("proved");
  });

  test.each([known(null), failed()])("a snapshot without the user proves nothing", (user) => {
    const old = additional({ before: known(workingFacts({ user })) });
    expect(diagnosed({ ...lost(orphan("USER")), additional: old })?.confidence).toBe("likely");
  });

  test("tells one row and several", () => {
    expect(diagnosed(lost(orphan("USER")))?.summary).toContain(
      `is assigned to user ${LEAVER}, which no longer exists, while`,
    );
    expect(diagnosed(lost(orphan("USER"), other))?.summary).toContain(
      `user ${LEAVER} and user ${BOB}, which no longer exist, while`,
    );
    const group = diagnosed({ ...lost(orphan("GROUP")), groupIds: known([EVERYONE], ["e4"]) });
    expect(group?.summary).toContain(
      "while alice.moreau@example.com is in other groups. Most likely one of them is the successor",
    );
    expect(group?.evidence).toEqual(["e3", "e7", "e23", "e4"]);
    expect(diagnosed(lost(orphan("USER")))?.evidence).toEqual(["e3", "e7", "e23"]);
  });

  test("the notes: one user, several users, a group", () => {
    const first = "The new assignment comes first, so that the role and its ARN stay.";
    const left = (who: string) =>
      `The assignment of ${who} is left as it is: it gives nobody access. Assign the successor, then remove it.`;
    const trail = expect.stringContaining("CloudTrail would prove it");
    const toOne = expect.stringContaining("this one user");
    expect(notesOf(lost(orphan("USER")))).toEqual([first, trail, toOne]);
    expect(notesOf(lost(orphan("USER"), other))).toEqual([left(`user ${LEAVER} and user ${BOB}`), trail, toOne]);
    expect(notesOf({ ...lost(orphan("GROUP")), groupIds: known([EVERYONE]) })).toEqual([
      left(`group ${DEVELOPERS}`),
      expect.stringContaining("assign that group instead"),
      trail,
      toOne,
    ]);
  });

  test("thirty days are recent, a moment more is not", () => {
    const beside = (createdAt: string) =>
      diagnosed({
        attached: known([orphan("USER"), attachedGroup({ id: EVERYONE, isEmpty: false })]),
        groupIds: known([]),
        user: known({ ...alice, createdAt }),
      });
    expect(beside("2026-08-15T09:30:00.000Z")).toBeDefined();
    expect(beside("2026-08-15T09:29:59.999Z")).toBeUndefined();
  });
});
