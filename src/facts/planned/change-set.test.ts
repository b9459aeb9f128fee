/** What a change set of CloudFormation would leave, and what of it stays open. */
import { describe, expect, test } from "vitest";
import { admin, bob, changeSet, document, instance, planned, reader, team } from "./testing/planned-organization.ts";

const _ROLE = "arn:aws:iam::111122223333:role/team/Developer";

const context = (properties: object) => JSON.stringify({ Properties: properties });

const ASSIGNED = {
  TargetId: "111122223333",
  TargetType: "AWS_ACCOUNT",
  PermissionSetArn: admin,
  PrincipalType: "GROUP",
  PrincipalId: team,
};
const TYPE = { ResourceType: "AWS::SSO::Assignment" };
const PHYSICAL = `${instance}|111122223333|AWS_ACCOUNT|${admin}|GROUP|${team}`;

describe("a change set", () => {
  test("adds, by the values that it shows", () => {
    const after = { ...ASSIGNED, PermissionSetArn: reader };
    const { document: made, notExamined } = planned(
      changeSet([{ ...TYPE, Action: "Add", AfterContext: context(after) }]),
    );
    expect(made.assignments).toHaveLength(2);
    expect(notExamined).toEqual([]);
  });

  test.each([
    { what: "its properties", row: { BeforeContext: context(ASSIGNED) } },
    { what: "its physical id", row: { PhysicalResourceId: PHYSICAL } },
  ])("removes, by $what", ({ row }) => {
    const { document: after, open } = planned(changeSet([{ ...TYPE, Action: "Remove", ...row }]));
    expect([after.assignments, open]).toEqual([[], []]);
  });

  test("removes a group, a member, a set and an entitlement by their physical ids", () => {
    const member = document.memberships[0]?.id ?? "";
    const { document: after, open } = planned(
      changeSet([
        {
          Action: "Remove",
          ResourceType: "AWS::IdentityStore::GroupMembership",
          PhysicalResourceId: `${member}|d-1234567890`,
        },
        { Action: "Remove", ResourceType: "AWS::SSO::PermissionSet", PhysicalResourceId: `${instance}|${reader}` },
        {
          Action: "Remove",
          ResourceType: "AWS::AccountAccess::Entitlement",
          PhysicalResourceId: "ent-0123456789abcdef",
        },
      ]),
    );
    expect([after.memberships, after.permissionSets.map(({ arn }) => arn), open]).toEqual([[], [admin], []]);
    const gone = planned(
      changeSet([
        { Action: "Remove", ResourceType: "AWS::IdentityStore::Group", PhysicalResourceId: `${team}|d-1234567890` },
      ]),
    );
    expect(gone.document.groups).toEqual([]);
  });

  test("keeps what its deletion policy retains", () => {
    const row = { ...TYPE, Action: "Remove", PolicyAction: "Retain", PhysicalResourceId: PHYSICAL };
    expect(planned(changeSet([row])).document).toEqual(document);
  });

  test("replaces an assignment, whatever it says of replacement", () => {
    const row = { ...TYPE, Action: "Modify", Replacement: "Conditional", BeforeContext: context(ASSIGNED) };
    const after = { ...ASSIGNED, PrincipalType: "USER", PrincipalId: bob };
    const { document: made, warnings } = planned(changeSet([{ ...row, AfterContext: context(after) }]));
    expect(made.assignments.map(({ principal }) => principal.id)).toEqual([bob]);
    expect(warnings).toEqual([]);
  });

  test("what is known after the execution stays open", () => {
    const after = { ...ASSIGNED, PrincipalId: "{{changeSet:KNOWN_AFTER_APPLY}}" };
    const { open } = planned(changeSet([{ ...TYPE, Action: "Add", AfterContext: context(after) }]));
    expect(open).toEqual([
      {
        address: "Assign",
        unknown: ["PrincipalId"],
        because: "it is known once the change set is executed",
        accountId: "111122223333",
        permissionSetArn: admin,
      },
    ]);
  });

  test("without property values nothing of an addition is known, and of a deletion what its id says", () => {
    const { open } = planned(
      changeSet([
        { ...TYPE, Action: "Add" },
        { ...TYPE, Action: "Remove", PhysicalResourceId: "x" },
      ]),
    );
    expect(open).toMatchObject([
      { isDoubtful: true, effect: "removal", because: expect.stringContaining("--include-property-values") },
      {
        unknown: ["TargetId", "PermissionSetArn", "PrincipalId"],
        because: expect.stringContaining("--include-property-values"),
      },
    ]);
  });
});
