/** What every cause gets from its definition: its confidence, its evidence once each, and the grant it was found for. */
import { describe, expect, test } from "vitest";
import { failed, SANDBOX, workingFacts } from "../facts/grant/testing/grant-facts.ts";
import type { Confidence } from "../model/diagnosis.ts";
import { known, unread } from "../model/reading.ts";
import { defineCause } from "./cause.ts";
import { diagnosedBy } from "./testing/diagnosed-by.ts";

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
    { what: "is not known to exist", permissionSet: known(null) },
    { what: "was not read", permissionSet: unread("no") },
    { what: "could not be read", permissionSet: failed() },
  ])("names no set that $what", ({ permissionSet }) => {
    expect(diagnosedBy(cause("likely"), workingFacts({ permissionSet }))?.grant).toEqual({
      account: SANDBOX,
      permissionSet: null,
    });
  });

  test.each<{ readonly confidence: Confidence; readonly standsAlone: boolean; readonly expected: Confidence }>([
    { confidence: "proved", standsAlone: false, expected: "likely" },
    { confidence: "proved", standsAlone: true, expected: "proved" },
    { confidence: "likely", standsAlone: false, expected: "likely" },
    { confidence: "possible", standsAlone: false, expected: "possible" },
  ])(
    "$confidence, standing alone: $standsAlone, is $expected where a read failed",
    ({ confidence, standsAlone, expected }) => {
      expect(diagnosedBy(cause(confidence, standsAlone), shaken)?.confidence).toBe(expected);
      expect(diagnosedBy(cause(confidence, standsAlone), workingFacts())?.confidence).toBe(confidence);
    },
  );
});
