/** Fires only when the identity store answered that there is no such user. */
import { describe, expect, test } from "vitest";
import { EVERY_ACCOUNT } from "../../../facts/grant/grant-facts.ts";
import { cloudTrailEvent, trail } from "../../../facts/grant/testing/additional-facts.ts";
import { attachedGroup, failed, unassignedFacts, workingFacts } from "../../../facts/grant/testing/grant-facts.ts";
import { known, unread } from "../../../model/reading.ts";
import { brokenGrants } from "../../testing/broken-grants.ts";
import { diagnosedBy } from "../../testing/diagnosed-by.ts";
import { userNotFound } from "./cause.ts";

describe("user-not-found", () => {
  test("fires and offers both ways while the owner of the directory is not known", () => {
    const cause = diagnosedBy(userNotFound, brokenGrants["user-not-found"]);
    expect(cause).toMatchObject({ confidence: "proved", remedy: { kind: "human" }, evidence: ["e3", "e2"] });
    expect(cause?.summary).toContain('"alice.moreau@example.com"');
    expect(JSON.stringify(cause?.remedy)).toMatch(/identity provider.*Add user/s);
  });

  test("sends the operator to the identity provider where it owns the directory", () => {
    const facts = unassignedFacts({
      user: known(null),
      attached: known([attachedGroup({ isExternallyOwned: true, isEmpty: false })]),
    });
    const remedy = JSON.stringify(diagnosedBy(userNotFound, facts)?.remedy);
    expect(remedy).toContain("Do not add the user manually");
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
    expect(JSON.stringify(cause?.remedy)).toContain("requires first name, last name");
    for (const other of [
      { ...refused, errorCode: undefined },
      { ...refused, source: "identitystore.amazonaws.com" },
    ]) {
      const silent = diagnosedBy(userNotFound, unassignedFacts({ user: known(null), additional: trail(other) }));
      expect(silent?.summary).not.toContain("Likely");
      expect(JSON.stringify(silent?.remedy)).not.toContain("without first name");
    }
  });

  test("where a name comes close, asks again and neither creates anybody nor tells of other people's deletions", () => {
    const facts = brokenGrants["user-not-found"];
    const deletion = cloudTrailEvent({
      name: "DeleteUser",
      at: "2026-09-14T09:15:00.000Z",
      request: { userId: "u-1" },
    });
    const asked = (nearUsers: readonly string[], account = "sandbox") =>
      diagnosedBy(userNotFound, {
        ...facts,
        question: { ...facts.question, user: "alice.moreu", account, permissionSet: "Read Only", nearUsers },
        additional: trail(deletion),
      });
    const one = asked(["alice.moreau@example.com"]);
    expect(one?.summary).not.toContain("was deleted");
    expect(one?.remedy).toMatchObject({
      kind: "human",
      summary: "Ask again with the user name that comes close",
      steps: [
        "`idc-doctor why alice.moreau@example.com sandbox 'Read Only'`",
        expect.stringContaining('"alice.moreu"'),
      ],
    });
    const two = asked(["alice.moreau@example.com", "alice.moreno@example.com"], EVERY_ACCOUNT);
    expect(two?.remedy).toMatchObject({
      summary: "Ask again with one of the user names that come close",
      steps: [
        "`idc-doctor why alice.moreau@example.com`",
        "`idc-doctor why alice.moreno@example.com`",
        expect.stringContaining('"alice.moreu"'),
      ],
    });
  });

  test("says who deleted users lately, and names this one only where its id was asked for", () => {
    const facts = brokenGrants["user-not-found"];
    const gone = "906ab1c2d3-88888888-8888-4888-8888-888888888888";
    const deletion = (at: string) => cloudTrailEvent({ name: "DeleteUser", at, request: { userId: gone } });
    const summaryOf = (user: string, ...events: readonly ReturnType<typeof deletion>[]) =>
      diagnosedBy(userNotFound, { ...facts, question: { ...facts.question, user }, additional: trail(...events) })
        ?.summary;
    const lately = deletion("2026-09-14T09:15:00.000Z");
    expect(summaryOf("alice", lately)).toMatch(
      new RegExp(
        `a user \\(user id ${gone}\\) was deleted by .* 15 minutes ago .*CloudTrail does not record the name\\.`,
      ),
    );
    expect(summaryOf("alice", lately, deletion("2026-09-14T09:00:00.000Z"))).toContain(
      "and 1 more within the last day",
    );
    expect(summaryOf(gone, lately)).toMatch(/it was deleted by .* 15 minutes ago/);
    expect(summaryOf("alice", deletion("2026-09-13T09:29:59.000Z"))).not.toContain("deleted");
  });

  test.each([
    { state: "known", facts: workingFacts() },
    { state: "unknown", facts: workingFacts({ user: failed() }) },
    { state: "not read", facts: workingFacts({ user: unread("no instance") }) },
  ])("stays silent where the user is $state", ({ facts }) => {
    expect(diagnosedBy(userNotFound, facts)).toBeUndefined();
  });
});
