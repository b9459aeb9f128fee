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
} from "../facts/grant/testing/grant-facts.ts";
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
    { what: "both are Identity Center's", more: {} },
    { what: "the group is gone", more: { groups: [touchedGroup({ details: known(null) })] } },
    { what: "the user is gone", more: { people: [person({ user: known(null) })] } },
    {
      what: "an identity provider owns others",
      more: {
        groups: [{ ...external.group, id: EVERYONE }, touchedGroup()],
        people: [{ ...external.user, id: BOB }, person()],
      },
    },
  ])("$what: nothing to say", ({ more }) => {
    expect(joined(more)).toEqual(NOTHING);
  });

  test.each([
    { what: "the group is the provider's", more: { groups: [external.group] }, owner: "owns that group:" },
    { what: "the user is the provider's", more: { people: [external.user] }, owner: "owns the user alice:" },
    { what: "both are", more: { groups: [external.group], people: [external.user] }, owner: "owns that group:" },
    {
      what: "the group is, the user is not known",
      more: { groups: [external.group], people: [] },
      owner: "owns that group:",
    },
    {
      what: "the user is, the group is not known",
      more: { groups: [], people: [external.user] },
      owner: "owns the user alice:",
    },
    {
      what: "the user is, the group failed",
      more: { groups: [touchedGroup({ details: failed() })], people: [external.user] },
      owner: "owns the user alice:",
    },
    {
      what: "the user is, the group is gone",
      more: { groups: [touchedGroup({ details: known(null) })], people: [external.user] },
      owner: "owns the user alice:",
    },
  ])("$what: refused, to be done at the provider", ({ more, owner }) => {
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
    { what: "the group's look failed", more: { groups: [touchedGroup({ details: failed() })] } },
    { what: "the user's look failed", more: { people: [person({ user: failed() })] } },
    { what: "the group was not read", more: { groups: [touchedGroup({ details: unread("many") })] } },
    { what: "the user was not read", more: { people: [person({ user: unread("many") })] } },
    { what: "the group is not there", more: { groups: [] } },
    { what: "the user is not there", more: { people: [] } },
    { what: "only another group is there", more: { groups: [touchedGroup({ id: EVERYONE })] } },
    { what: "only another user is there", more: { people: [person({ id: BOB })] } },
    { what: "nobody is there", more: { groups: [], people: [] } },
  ])("$what: a warning, since unknown is neither yes nor no", ({ more }) => {
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
    { what: "nothing is given elsewhere", rows: known([]) },
    {
      what: "the group has other accounts",
      rows: known(elsewhere.filter(({ accountId }) => accountId !== MANAGEMENT)),
    },
    {
      what: "another group has that account",
      rows: known([{ ...row, principal: { type: "GROUP", id: EVERYONE } } as const]),
    },
    {
      what: "the user who joins has it already",
      rows: known([{ ...row, principal: { type: "USER", id: ALICE } } as const]),
    },
    { what: "the look failed", rows: failed() },
    { what: "nobody looked", rows: unread("nobody joins") },
  ])("$what: nothing to tell", ({ rows }) => {
    expect(joiningWarnings(stepsOf(join()), { elsewhere: rows, instance })).toEqual([]);
  });
});
