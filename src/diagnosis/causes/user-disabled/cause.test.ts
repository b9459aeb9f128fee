/** Fires only on a status that was read. */
import { describe, expect, test } from "vitest";
import { alice, failed, workingFacts } from "../../../facts/grant/testing/grant-facts.ts";
import { known, unread } from "../../../model/reading.ts";
import { brokenGrants } from "../../testing/broken-grants.ts";
import { diagnosedBy } from "../../testing/diagnosed-by.ts";
import { userDisabled } from "./cause.ts";

describe("user-disabled", () => {
  test("fires, and warns that enabling revives every membership", () => {
    const cause = diagnosedBy(userDisabled, brokenGrants["user-disabled"]);
    expect(cause).toMatchObject({ confidence: "proved", remedy: { kind: "human" }, evidence: ["e3"] });
    expect(JSON.stringify(cause?.remedy)).toMatch(/all of them effective again.*Enable user access/s);
  });

  test("names the identity provider where it owns the user", () => {
    const user = known({ ...alice, status: "DISABLED" as const, isExternallyOwned: true });
    expect(diagnosedBy(userDisabled, workingFacts({ user }))?.remedy.summary).toContain("identity provider");
  });

  test.each([
    { state: "enabled", facts: workingFacts() },
    { state: "missing", facts: workingFacts({ user: known(null) }) },
    { state: "unknown", facts: workingFacts({ user: failed() }) },
    { state: "not read", facts: workingFacts({ user: unread("no instance") }) },
  ])("stays silent where the user is $state", ({ facts }) => {
    expect(diagnosedBy(userDisabled, facts)).toBeUndefined();
  });
});
