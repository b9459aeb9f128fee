/** Who is told of as an owner of before, and when a delegate can let people into the management account. */
import { describe, expect, test } from "vitest";
import { document, foundIn, GRANT, here, onlyFound, type Written } from "../testing/documents.ts";

const account = (more: Written): Written => ({ accounts: [{ id: "111122223333", name: "sandbox", ...more }] });
const both = { users: 2, sample: ["alice@example.com", "bob@example.com"] };

describe("an owner of before", () => {
  const assigned = (...people: readonly Written[]) =>
    people.map((one) => ({ account: "sandbox", permissionSet: "ReadOnly", ...one }));
  const [ALICE, BOB, TEAM] = [{ user: "alice@example.com" }, { user: "bob@example.com" }, { group: "Team" }];
  const owned = account({ email: "Alice@Example.com" });
  const CAUSE = "former-owner-access";

  test("has what the present owner has", () => {
    const words = `bob@example.com (${here.bob.id})`;
    expect(onlyFound(document({ ...owned, assignments: assigned(ALICE, BOB, TEAM) }), CAUSE)).toEqual({
      key: `${CAUSE} ${here.account.id} ${here.set.arn} ${here.bob.id}`,
      cause: CAUSE,
      severity: "medium",
      confidence: "possible",
      summary: expect.stringContaining(`${words} has ${GRANT} directly, like the account's owner alice@example.com.`),
      subject: { account: here.account, permissionSet: here.set, principal: here.bob },
      affected: { users: 1, sample: ["bob@example.com"] },
      remedy: {
        kind: "human",
        summary: `Ask whether ${words} still needs it`,
        risk: "medium",
        steps: [expect.stringContaining("delete this one assignment")],
      },
    });
  });

  const renamed = [{ userName: "alice", email: "alice@example.com" }, { userName: "bob@example.com" }];
  const off = [{ userName: "alice@example.com" }, { userName: "bob@example.com", status: "DISABLED" }];
  const membersOf = (user: string) => [{ displayName: "Team", members: [user, "bob@example.com"] }];
  const changed: Written = { users: renamed, groups: membersOf("alice") };
  test.each<{ readonly what: string; readonly changes: Written; readonly times: number }>([
    {
      what: "the owner by the address",
      changes: { ...owned, ...changed, assignments: assigned({ user: "alice" }, BOB) },
      times: 1,
    },
    { what: "the owner has it alone", changes: { ...owned, assignments: assigned(ALICE, TEAM) }, times: 0 },
    { what: "the owner does not have it", changes: { ...owned, assignments: assigned(BOB) }, times: 0 },
    { what: "the owner has it by a group", changes: { ...owned, assignments: assigned(TEAM, BOB) }, times: 0 },
    {
      what: "the other cannot sign in",
      changes: { ...owned, users: off, assignments: assigned(ALICE, BOB) },
      times: 0,
    },
    { what: "the account belongs to nobody here", changes: { assignments: assigned(ALICE, BOB) }, times: 0 },
  ])("$what", ({ changes, times }) => {
    expect(foundIn(document(changes), CAUSE)).toHaveLength(times);
  });

  test("an account that the organization lacks has no owner", () => {
    const of = document({ ...owned, assignments: assigned(ALICE, BOB) });
    expect(foundIn({ ...of, accounts: [] }, CAUSE)).toEqual([]);
  });
});

describe("a delegated administrator", () => {
  const MAIN = "123456789012";
  const CAUSE = "delegate-reaches-management-account";
  const organization = (...delegatedAdministrators: readonly string[]) => ({
    organization: { managementAccountId: MAIN, delegatedAdministrators },
  });
  const inMain = (...people: readonly Written[]): Written => ({
    groups: [
      { displayName: "Team", members: ["alice@example.com"] },
      { displayName: "Two", members: ["bob@example.com"] },
    ],
    assignments: people.map((one) => ({ account: MAIN, permissionSet: "ReadOnly", ...one })),
  });
  const [TEAM, TWO, BOB] = [{ group: "Team" }, { group: "Two" }, { user: "bob@example.com" }];

  test.each([
    { words: "a group", people: [TEAM, BOB], affected: { users: 1, sample: ["alice@example.com"] } },
    { words: "2 groups", people: [TEAM, TWO], affected: both },
  ])("can let people in by $words", ({ words, people, affected }) => {
    const of = document({ ...organization("111122223333"), ...inMain(...people) });
    const found = onlyFound(of, CAUSE);
    expect(found).toMatchObject({
      severity: "medium",
      confidence: "likely",
      summary: `ReadOnly in the management account is assigned to ${words}, and 111122223333, the delegated administrator, can change the members of groups.`,
      subject: { account: { id: MAIN }, permissionSet: here.set },
      affected,
      remedy: { kind: "human", risk: "medium", steps: [expect.stringContaining("watch changes of their groups")] },
    });
  });

  test.each<{ readonly what: string; readonly changes: Written }>([
    { what: "there is none", changes: { ...organization(), ...inMain(TEAM) } },
    { what: "it is the management account itself", changes: { ...organization(MAIN), ...inMain(TEAM) } },
    { what: "users alone are assigned there", changes: { ...organization("111122223333"), ...inMain(BOB) } },
    { what: "groups are assigned elsewhere", changes: organization("111122223333") },
  ])("cannot where $what", ({ changes }) => {
    expect(foundIn(document(changes), CAUSE)).toEqual([]);
  });
});
