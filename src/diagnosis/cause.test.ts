/** What every cause gets from its definition: its confidence, its evidence once each, and the grant it was found for. */
import { describe, expect, test } from "vitest";
import type { Confidence } from "../model/diagnosis.ts";
import { known, unread } from "../model/reading.ts";
import { defineCause } from "./cause.ts";
import { diagnosedBy, failed, SANDBOX, workingFacts } from "./testing/grant-facts.ts";

const cause = (confidence: Confidence, standsAlone = false) =>
  defineCause({
    id: "not-a-member",
    stage: "user",
    rank: 1,
    title: "The title",
    facts: [],
    noticedIn: "facts",
    explains: [],
    standsAlone,
    confidenceRule: "",
    documentation: { symptoms: [], why: "", whatToDo: "", sources: [] },
    find: () => ({ confidence, evidence: ["e2", "e1", "e2"] as const }),
    explain: (_found, { facts }) => `about ${facts.question.user}`,
    remedy: () => ({ kind: "wait", summary: "wait", steps: [] }),
  });
const shaken = workingFacts({ user: failed() });

describe("a cause", () => {
  test("tells all that its definition says", () => {
    expect(diagnosedBy(cause("proved"), workingFacts())).toEqual({
      id: "not-a-member",
      stage: "user",
      title: "The title",
      confidence: "proved",
      summary: "about alice.moreau@example.com",
      evidence: ["e2", "e1"],
      remedy: { kind: "wait", summary: "wait", steps: [] },
      grant: { account: SANDBOX, permissionSet: "ReadOnly" },
    });
  });

  test.each([
    ["is not known to exist", known(null)],
    ["was not read", unread("no")],
    ["could not be read", failed()],
  ])("names no set that %s", (_what, permissionSet) => {
    expect(diagnosedBy(cause("likely"), workingFacts({ permissionSet }))?.grant).toEqual({
      account: SANDBOX,
      permissionSet: null,
    });
  });

  test.each<[Confidence, boolean, Confidence]>([
    ["proved", false, "likely"],
    ["proved", true, "proved"],
    ["likely", false, "likely"],
    ["possible", false, "possible"],
  ])("%s, standing alone: %s, is %s where a read failed", (confidence, standsAlone, expected) => {
    expect(diagnosedBy(cause(confidence, standsAlone), shaken)?.confidence).toBe(expected);
    expect(diagnosedBy(cause(confidence, standsAlone), workingFacts())?.confidence).toBe(confidence);
  });
});
