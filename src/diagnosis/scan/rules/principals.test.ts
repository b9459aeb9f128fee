/** What is told of assignments whose principal is gone, empty, disabled or a person: which grants, and which may be deleted at once. */
import { describe, expect, test } from "vitest";
import type { OrganizationDocument } from "../../../model/organization-document/document.ts";
import { document, foundIn, GONE, GRANT, here, onlyFound, unreadParts, type Written } from "../testing/documents.ts";

const NAMES = ["sandbox", "shop", "data", "web", "logs"];
const IDS = NAMES.map((_name, at) => `${at + 1}11122223333`);
/** ReadOnly in the first accounts, assigned to these; the role is everywhere. */
const inAccounts = (count: number, ...assigned: readonly Written[]): OrganizationDocument =>
  document({
    accounts: NAMES.map((name, at) => ({ id: IDS[at], name })),
    provisionedRoles: NAMES.map((account) => ({ account, permissionSet: "ReadOnly" })),
    assignments: NAMES.slice(0, count).flatMap((account) =>
      assigned.map((principal) => ({ account, permissionSet: "ReadOnly", ...principal })),
    ),
  });
const grantIn = (at: number): string => `ReadOnly in ${NAMES[at]} (${IDS[at]})`;
const nobody = { users: 0, sample: [] };
const one = (name: string) => ({ users: 1, sample: [name] });

test("each assignment is a finding with a key of its own: one more is new beside those of before", () => {
  const keysIn = (count: number) =>
    foundIn(inAccounts(count, { user: "alice@example.com" }), "direct-grant").map(({ key }) => key);
  expect(keysIn(1)).toEqual([`direct-grant ${IDS[0]} ${here.set.arn} ${here.alice.id}`]);
  expect(keysIn(3)).toEqual([0, 1, 2].map((at) => `direct-grant ${IDS[at]} ${here.set.arn} ${here.alice.id}`));
  const [, second] = foundIn(inAccounts(2, { user: "alice@example.com" }), "direct-grant");
  expect(second?.summary).toContain(`alice@example.com (${here.alice.id}) has ${grantIn(1)} directly. `);
  expect(second?.affected).toEqual(one("alice@example.com"));
});

describe("a principal that is gone", () => {
  const USER_GONE = "906ab1c2d3-88888888-8888-4888-8888-888888888888";
  const principal = { type: "GROUP", id: GONE, name: null };
  const FIRST = expect.stringMatching(/^If the principal was created again under another id/);
  const LAST = `Nobody else who exists is assigned ${GRANT}. Assign whoever should have it first. `;
  const subject = (id: string) => ({ account: here.account, permissionSet: here.set, principal: { ...principal, id } });

  test("the last assignment is not deleted without being asked", () => {
    expect(onlyFound(inAccounts(1, { group: GONE }), "principal-deleted")).toEqual({
      key: `principal-deleted ${here.account.id} ${here.set.arn} ${GONE}`,
      cause: "principal-deleted",
      severity: "medium",
      confidence: "proved",
      summary: `${GRANT} is assigned to the deleted group ${GONE}, so nobody gets access through it. A group created again has another id and does not get this access.`,
      subject: subject(GONE),
      affected: nobody,
      remedy: {
        kind: "human",
        summary: `Delete the assignments of ${GONE} after assigning whoever should have the access`,
        risk: "medium",
        steps: [FIRST, expect.stringContaining(LAST)],
      },
    });
  });

  test("beside another one it is deleted", () => {
    const of = inAccounts(2, { user: USER_GONE }, { group: "Team" });
    const found = foundIn(of, "principal-deleted");
    expect(found.map(({ remedy }) => remedy)).toEqual(
      [0, 1].map((at) => ({
        kind: "api",
        summary: `Delete the assignments of ${USER_GONE} after assigning whoever should have the access`,
        risk: "low",
        changes: [
          {
            kind: "delete-account-assignment",
            instanceArn: of.instance?.arn,
            accountId: IDS[at],
            permissionSetArn: here.set.arn,
            permissionSetName: "ReadOnly",
            principal: { type: "USER", id: USER_GONE, name: null },
            principalName: `deleted user ${USER_GONE}`,
          },
        ],
        notes: [FIRST],
      })),
    );
    expect(found[0]?.summary).toContain(`${GRANT} is assigned to the deleted user ${USER_GONE}`);
  });

  test("beside others who are gone as well it is the last one: deleting all of them would delete the role", () => {
    const found = foundIn(inAccounts(1, { user: USER_GONE }, { group: GONE }), "principal-deleted");
    expect(found.map(({ remedy }) => remedy.kind)).toEqual(["human", "human"]);
  });

  test("people must do it where no instance is known", () => {
    const of = { ...inAccounts(1, { group: GONE }, { group: "Team" }), instance: null };
    expect(onlyFound(of, "principal-deleted").remedy).toMatchObject({ kind: "human", steps: [FIRST] });
  });

  test("it is not gone where it could not be read", () => {
    const of = inAccounts(1, { group: GONE }, { group: "Team" });
    const group = { type: "GROUP", id: GONE } as Extract<
      (typeof of.assignments)[number]["principal"],
      { type: "GROUP" }
    >;
    expect(foundIn(unreadParts(of, "pairs", { kind: "principal", principal: group }), "principal-deleted")).toEqual([]);
    expect(foundIn(unreadParts(of, "pairs", { kind: "groups" }), "principal-deleted")).toEqual([]);
    expect(foundIn(unreadParts(of, "pairs", { kind: "users" }), "principal-deleted")).toHaveLength(1);
  });
});

describe("a principal that is there", () => {
  const [ALICE, TEAM] = [`alice@example.com (${here.alice.id})`, `Team (${here.team.id})`];
  const told = (cause: string, principal: object, affected: object, remedy: object) => ({
    key: expect.stringContaining(`${cause} `),
    cause,
    severity: "low",
    confidence: "proved",
    summary: expect.stringContaining(GRANT),
    subject: { account: here.account, permissionSet: here.set, principal },
    affected,
    remedy: { kind: "human", ...remedy },
  });
  const mine = { assignments: [{ account: "sandbox", permissionSet: "ReadOnly", user: "alice@example.com" }] };
  const disabled = [{ userName: "alice@example.com", status: "DISABLED" }, { userName: "bob@example.com" }];

  test.each([
    {
      cause: "group-empty",
      of: document({ groups: [{ displayName: "Team" }] }),
      expected: told("group-empty", here.team, nobody, {
        summary: `Add the members of ${TEAM}, or delete its assignments`,
        risk: "low",
        steps: [
          expect.stringContaining("fix the sync"),
          expect.stringContaining("Nested groups are not"),
          expect.stringContaining("delete the assignment"),
        ],
      }),
    },
    {
      cause: "user-disabled",
      of: document({ ...mine, users: disabled }),
      expected: told("user-disabled", here.alice, one("alice@example.com"), {
        summary: `Enable ${ALICE}, or delete the assignments`,
        risk: "medium",
        steps: [expect.stringContaining("Enable the user"), expect.stringContaining("delete the assignment")],
      }),
    },
    {
      cause: "direct-grant",
      of: document(mine),
      expected: told("direct-grant", here.alice, one("alice@example.com"), {
        summary: `Give ${ALICE} the access through a group`,
        risk: "low",
        steps: [expect.stringContaining("only then delete the direct assignment")],
      }),
    },
  ])("$cause", ({ cause, of, expected }) => {
    expect(onlyFound(of, cause)).toEqual(expected);
  });

  const empty = document({ groups: [{ displayName: "Team" }] });
  test.each<{ readonly what: string; readonly of: OrganizationDocument; readonly times: number }>([
    {
      what: "members that could not be read",
      of: unreadParts(empty, "pairs", { kind: "members", groupId: here.team.id }),
      times: 0,
    },
    {
      what: "the group could not be read",
      of: unreadParts(empty, "pairs", { kind: "principal", principal: here.team }),
      times: 0,
    },
    {
      what: "a user's groups could not be read",
      of: unreadParts(empty, "pairs", { kind: "groups-of", userId: here.alice.id }),
      times: 0,
    },
    { what: "the users could not be listed", of: unreadParts(empty, "pairs", { kind: "users" }), times: 0 },
    { what: "the groups could not be listed", of: unreadParts(empty, "pairs", { kind: "groups" }), times: 0 },
    { what: "something else could not be read", of: unreadParts(empty, "pairs", { kind: "units" }), times: 1 },
    { what: "it has members", of: document(), times: 0 },
  ])("a group is empty, but: $what", ({ of, times }) => {
    expect(foundIn(of, "group-empty")).toHaveLength(times);
  });

  test("a group of many users, by the first five", () => {
    const users = Array.from({ length: 7 }, (_, at) => ({ userName: `user${at}@example.com` }));
    const of = document({
      users,
      groups: [{ displayName: "Team", members: users.map(({ userName }) => userName) }],
      provisionedRoles: [],
    });
    expect(onlyFound(of, "not-provisioned").affected).toEqual({
      users: 7,
      sample: users.slice(0, 5).map(({ userName }) => userName),
    });
  });
});
