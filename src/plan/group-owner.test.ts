/** Members of an identity provider's groups are left to it, and whoever joins a group of the management account is told. */
import { describe, expect, test } from "vitest";
import {
  ALICE,
  alice,
  BOB,
  DEVELOPERS,
  EVERYONE,
  failed,
  instance,
  MANAGEMENT,
  PRODUCTION,
  READ_ONLY,
  SANDBOX,
} from "../diagnosis/testing/grant-facts.ts";
import type { GrantRow, PlanSurroundings } from "../facts/plan/plan-surroundings.ts";
import { known, unread } from "../model/reading.ts";
import { joiningWarnings, ownerRefusals } from "./group-owner.ts";
import { assign, join, leave, person, stepsOf, surroundings, touchedGroup } from "./testing/touched.ts";

const NOTHING = { refusals: [], warnings: [] };
const details = { name: "Developers", isExternallyOwned: true, createdAt: undefined };
const external = {
  group: touchedGroup({ details: known(details) }),
  user: person({ user: known({ ...alice, isExternallyOwned: true }) }),
};
const unsure = [expect.stringContaining("owns Developers or alice could not be read")];

describe("who owns the group and the user", () => {
  const joined = (more: Partial<PlanSurroundings>) => ownerRefusals(stepsOf(join()), surroundings(more));

  test.each([
    ["both are Identity Center's", {}],
    ["the group is gone", { groups: [touchedGroup({ details: known(null) })] }],
    ["the user is gone", { people: [person({ user: known(null) })] }],
    [
      "an identity provider owns others",
      {
        groups: [{ ...external.group, id: EVERYONE }, touchedGroup()],
        people: [{ ...external.user, id: BOB }, person()],
      },
    ],
  ])("%s: nothing to say", (_what, more) => {
    expect(joined(more)).toEqual(NOTHING);
  });

  test.each([
    ["the group is the provider's", { groups: [external.group] }, "owns that group:"],
    ["the user is the provider's", { people: [external.user] }, "owns the user alice:"],
    ["both are", { groups: [external.group], people: [external.user] }, "owns that group:"],
    ["the group is, the user is not known", { groups: [external.group], people: [] }, "owns that group:"],
    ["the user is, the group is not known", { groups: [], people: [external.user] }, "owns the user alice:"],
    [
      "the user is, the group failed",
      { groups: [touchedGroup({ details: failed() })], people: [external.user] },
      "owns the user alice:",
    ],
    [
      "the user is, the group is gone",
      { groups: [touchedGroup({ details: known(null) })], people: [external.user] },
      "owns the user alice:",
    ],
  ])("%s: refused, to be done at the provider", (_what, more, owner) => {
    const found = joined(more);
    expect(found).toEqual({
      refusals: [
        {
          kind: "group-of-identity-provider",
          summary: expect.stringContaining(owner),
          steps: [expect.stringContaining("alice in the identity provider")],
          affects: [1],
        },
      ],
      warnings: [],
    });
    expect(found.refusals[0]?.summary).toContain(`Step 1 changes the members of Developers (${DEVELOPERS})`);
  });

  test.each([
    ["the group's look failed", { groups: [touchedGroup({ details: failed() })] }],
    ["the user's look failed", { people: [person({ user: failed() })] }],
    ["the group was not read", { groups: [touchedGroup({ details: unread("many") })] }],
    ["the user was not read", { people: [person({ user: unread("many") })] }],
    ["the group is not there", { groups: [] }],
    ["the user is not there", { people: [] }],
    ["only another group is there", { groups: [touchedGroup({ id: EVERYONE })] }],
    ["only another user is there", { people: [person({ id: BOB })] }],
    ["nobody is there", { groups: [], people: [] }],
  ])("%s: a warning, since unknown is neither yes nor no", (_what, more) => {
    expect(joined(more)).toEqual({ refusals: [], warnings: unsure });
  });

  test("each step that changes members is looked at, and no other", () => {
    const around = surroundings({ groups: [external.group] });
    expect(ownerRefusals(stepsOf(assign()), surroundings({ groups: [], people: [] }))).toEqual(NOTHING);
    const found = ownerRefusals(
      stepsOf(assign(), leave(), join({ groupId: EVERYONE, groupName: "Everyone" }), join()),
      around,
    );
    expect(found.refusals.map(({ summary }) => summary.slice(0, 6))).toEqual(["Step 2", "Step 4"]);
    expect(found.warnings).toEqual([expect.stringContaining("owns Everyone or alice")]);
  });
});

describe("a group with access to the management account", () => {
  const row: GrantRow = {
    accountId: MANAGEMENT,
    permissionSetArn: READ_ONLY.arn,
    principal: { type: "GROUP", id: DEVELOPERS },
  };
  const elsewhere: readonly GrantRow[] = [{ ...row, accountId: SANDBOX }, row, { ...row, accountId: PRODUCTION }];

  test("joining it is told, with the step and the names", () => {
    expect(joiningWarnings(stepsOf(assign(), leave(), join()), { elsewhere: known(elsewhere), instance })).toEqual([
      `Step 3: group Developers also gives access to the management account ${MANAGEMENT}`,
    ]);
  });

  test.each([
    ["nothing is given elsewhere", known([])],
    ["the group has other accounts", known(elsewhere.filter(({ accountId }) => accountId !== MANAGEMENT))],
    ["another group has that account", known([{ ...row, principal: { type: "GROUP", id: EVERYONE } } as const])],
    ["the one who joins has it already", known([{ ...row, principal: { type: "USER", id: ALICE } } as const])],
    ["the look failed", failed()],
    ["nobody looked", unread("nobody joins")],
  ])("%s: nothing to tell", (_what, rows) => {
    expect(joiningWarnings(stepsOf(join()), { elsewhere: rows, instance })).toEqual([]);
  });
});
