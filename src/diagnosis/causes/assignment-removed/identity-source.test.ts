/** Fires for a removal that CloudTrail has, and, less surely, after a change of the identity source. */
import { describe, expect, test } from "vitest";
import { ADMIN_ARN, cloudTrailEvent, removal, trail } from "../../../facts/grant/testing/additional-facts.ts";
import { alice, attachedGroup, unassignedFacts } from "../../../facts/grant/testing/grant-facts.ts";
import { known } from "../../../model/reading.ts";
import { diagnosedBy } from "../../testing/diagnosed-by.ts";
import { assignmentRemoved } from "./cause.ts";

const changed = (at: string) => cloudTrailEvent({ name: "DisassociateDirectory", at });
const madeAt = (createdAt: string | undefined) => known({ ...alice, createdAt }, ["e3"]);

describe("assignment-removed", () => {
  test("is proved by the removal in CloudTrail", () => {
    const cause = diagnosedBy(assignmentRemoved, unassignedFacts({ additional: trail(removal()) }));
    expect(cause).toMatchObject({ confidence: "proved", remedy: { kind: "api" } });
    expect(cause?.summary).toContain(ADMIN_ARN);
    expect(cause?.evidence).toContain("e40");
  });

  test("is likely where nobody is assigned and the user was made after a change of the identity source", () => {
    const facts = unassignedFacts({
      attached: known([]),
      user: madeAt("2026-09-13T10:00:00.000Z"),
      additional: trail(changed("2026-09-13T09:00:00.000Z")),
    });
    const cause = diagnosedBy(assignmentRemoved, facts);
    expect(cause).toMatchObject({ confidence: "likely", remedy: { kind: "api" } });
    expect(cause?.summary).toMatch(/identity source was changed by .*carol .*to or from Active Directory/);
    expect(cause?.evidence).toContain("e40");
    expect(JSON.stringify(cause?.remedy)).toContain("everybody's assignments");
  });

  test("a removal that CloudTrail has is surer than a change of the identity source", () => {
    const additional = trail(removal(), changed("2026-09-13T09:00:00.000Z"));
    const facts = unassignedFacts({ attached: known([]), user: madeAt("2026-09-13T10:00:00.000Z"), additional });
    expect(diagnosedBy(assignmentRemoved, facts)).toMatchObject({ confidence: "proved" });
  });

  test.each([
    { what: "the user was there before the change", attached: known([]), user: madeAt("2026-09-13T08:00:00.000Z") },
    { what: "it is not known when the user was made", attached: known([]), user: madeAt(undefined) },
    {
      what: "others are assigned",
      attached: known([attachedGroup({ isEmpty: false })]),
      user: madeAt("2026-09-13T10:00:00.000Z"),
    },
  ])("stays silent after a change of the identity source where $what", ({ attached, user }) => {
    const facts = unassignedFacts({ attached, user, additional: trail(changed("2026-09-13T09:00:00.000Z")) });
    expect(diagnosedBy(assignmentRemoved, facts)).toBeUndefined();
  });
});
