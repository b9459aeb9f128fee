/** Fires only when the identity store answered that there is no such user. */
import { describe, expect, test } from "vitest";
import { known, unread } from "../../../model/reading.ts";
import { cloudTrailEvent, trail } from "../../testing/additional-facts.ts";
import { brokenGrants } from "../../testing/broken-grants.ts";
import { attachedGroup, diagnosedBy, failed, unassignedFacts, workingFacts } from "../../testing/grant-facts.ts";
import { userNotFound } from "./cause.ts";

describe("user-not-found", () => {
  test("fires and offers both ways while the owner of the directory is not known", () => {
    const cause = diagnosedBy(userNotFound, brokenGrants["user-not-found"]);
    expect(cause).toMatchObject({ confidence: "proved", remedy: { kind: "human" }, evidence: ["e3"] });
    expect(cause?.summary).toContain('"alice.moreau@example.com"');
    expect(JSON.stringify(cause?.remedy)).toMatch(/identity provider.*Add user/s);
  });

  test("sends the operator to the identity provider where it owns the directory", () => {
    const facts = unassignedFacts({
      user: known(null),
      attached: known([attachedGroup({ isExternallyOwned: true, isEmpty: false })]),
    });
    const remedy = JSON.stringify(diagnosedBy(userNotFound, facts)?.remedy);
    expect(remedy).toContain("Do not add the user by hand");
  });

  test("tells of a user that AWS did not take from the provider, as a guess", () => {
    const source = "identitystore-scim.amazonaws.com";
    const refused = cloudTrailEvent({
      name: "CreateUser",
      source,
      errorCode: "ValidationException",
      errorMessage: "too short",
    });
    const cause = diagnosedBy(userNotFound, unassignedFacts({ user: known(null), additional: trail(refused) }));
    expect(cause?.summary).toContain('ValidationException "too short". Likely it was this one.');
    expect(JSON.stringify(cause?.remedy)).toContain("without first name, last name");
    for (const other of [
      { ...refused, errorCode: undefined },
      { ...refused, source: "identitystore.amazonaws.com" },
    ]) {
      const silent = diagnosedBy(userNotFound, unassignedFacts({ user: known(null), additional: trail(other) }));
      expect(silent?.summary).not.toContain("Likely");
      expect(JSON.stringify(silent?.remedy)).not.toContain("without first name");
    }
  });

  test.each([
    ["known", workingFacts()],
    ["unknown", workingFacts({ user: failed() })],
    ["not read", workingFacts({ user: unread("no instance") })],
  ])("stays silent where the user is %s", (_state, facts) => {
    expect(diagnosedBy(userNotFound, facts)).toBeUndefined();
  });
});
