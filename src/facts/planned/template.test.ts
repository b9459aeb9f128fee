/** What a template of CloudFormation would leave, and what of it stays open. */
import { describe, expect, test } from "vitest";
import { parsePlannedChanges } from "../../model/organization-document/written/planned-changes.ts";
import { admin, alice, bob, document, instance, planned, reader, team } from "./testing/planned-organization.ts";

const ROLE = "arn:aws:iam::111122223333:role/team/Developer";

const assignment = (rows: string, head = "") => `AWSTemplateFormatVersion: 2010-09-09
${head}
Resources:
  Assign:
    Type: AWS::SSO::Assignment
    Properties:
      InstanceArn: ${instance}
      TargetType: AWS_ACCOUNT
${rows.replaceAll(/^/gm, "      ")}
`;

const READER_OF_BOB = `TargetId: 111122223333
PermissionSetArn: ${reader}
PrincipalType: USER
PrincipalId: ${bob}`;

describe("a template", () => {
  test("assigns what it has, and takes nothing away", () => {
    const { document: after, open, notExamined } = planned(assignment(READER_OF_BOB));
    expect(open).toEqual([]);
    expect(after.assignments).toEqual([
      ...document.assignments,
      { accountId: "111122223333", permissionSetArn: reader, principal: { type: "USER", id: bob } },
    ]);
    expect(notExamined).toEqual([expect.stringMatching(/^deletions: a template says what is to be there/)]);
  });

  test("that is deployed already changes nothing", () => {
    const text = assignment(`TargetId: 111122223333
PermissionSetArn: ${admin}
PrincipalType: GROUP
PrincipalId: ${team}`);
    expect(planned(text).document).toEqual(document);
  });

  test("may be JSON, and what get-template prints", () => {
    const template = {
      Resources: {
        Assign: {
          Type: "AWS::SSO::Assignment",
          Properties: {
            InstanceArn: instance,
            TargetId: "111122223333",
            TargetType: "AWS_ACCOUNT",
            PermissionSetArn: { "Fn::Join": ["", [reader.slice(0, 20), reader.slice(20)]] },
            PrincipalType: "USER",
            PrincipalId: bob,
          },
        },
      },
    };
    for (const text of [template, { TemplateBody: template }, { TemplateBody: JSON.stringify(template) }])
      expect(planned(JSON.stringify(text)).document.assignments).toHaveLength(2);
  });

  test("makes sets, groups and members, and refers to them in every way that CloudFormation knows", () => {
    const text = `
Resources:
  Set:
    Type: AWS::SSO::PermissionSet
    Properties: { InstanceArn: "${instance}", Name: Deployer }
  Crew:
    Type: AWS::IdentityStore::Group
    Properties: { IdentityStoreId: d-1234567890, DisplayName: Crew }
  Known:
    Type: AWS::IdentityStore::Group
    Properties: { IdentityStoreId: d-1234567890, DisplayName: Team }
  Member:
    Type: AWS::IdentityStore::GroupMembership
    Properties:
      GroupId: !GetAtt Crew.GroupId
      MemberId: { UserId: ${bob} }
  ByAttribute:
    Type: AWS::SSO::Assignment
    Properties:
      TargetId: 111122223333
      PermissionSetArn: !GetAtt Set.PermissionSetArn
      PrincipalType: GROUP
      PrincipalId: !Select [0, !Split ["|", !Ref Crew]]
  BySubstitution:
    Type: AWS::SSO::Assignment
    Properties:
      TargetId: 111122223333
      PermissionSetArn: !Sub "\${Set.PermissionSetArn}"
      PrincipalType: GROUP
      PrincipalId: { "Fn::GetAtt": [Known, GroupId] }
`;
    const { document: after, open } = planned(text);
    expect(open).toEqual([]);
    expect(after.groups.map(({ displayName }) => displayName)).toEqual(["Team", "Crew"]);
    const set = after.permissionSets.find(({ name }) => name === "Deployer");
    const crew = after.groups.find(({ displayName }) => displayName === "Crew");
    expect(after.memberships.at(-1)).toMatchObject({ groupId: crew?.id, userId: bob });
    const made = after.assignments.slice(1);
    expect(made.map(({ permissionSetArn, principal }) => [permissionSetArn, principal.id])).toEqual([
      [set?.arn, crew?.id],
      [set?.arn, team],
    ]);
  });

  test("entitles to roles, in the partition of the organization", () => {
    const text = `
Resources:
  Entitled:
    Type: AWS::AccountAccess::Entitlement
    Properties:
      ApplicationArn: arn:aws:account-access:us-east-1:123456789012:application/1234567890abcdef
      Entitlement:
        PrincipalRole:
          RoleArn: !Sub arn:\${AWS::Partition}:iam::111122223333:role/team/Developer
          Principal: { IdentityCenter: { UserId: ${bob} } }
`;
    const { document: after, open } = planned(text);
    expect(open).toEqual([]);
    expect(after.entitlements).toMatchObject([{ roleArn: ROLE, principal: { type: "USER", id: bob } }]);
  });

  test("takes a default, and says so; without one the change stays open, with the reason", () => {
    const head = (value: string) => `Parameters:
  Account: { Type: String${value} }`;
    const rows = READER_OF_BOB.replace("111122223333", "!Ref Account");
    const known = planned(assignment(rows, head(', Default: "111122223333"')));
    expect(known.document.assignments).toHaveLength(2);
    expect(known.notExamined).toContain("values given at the deployment: Account is taken at the default");
    const given = planned(assignment(rows, head("")), { Account: "111122223333" });
    expect([given.document.assignments.length, given.open.length, given.notExamined.length]).toEqual([2, 0, 1]);
    expect(() => planned(assignment(rows, head("")), { Acount: "1" })).toThrow("has no parameter Acount");
    const { open, document: after } = planned(assignment(rows, head("")));
    expect(after.assignments).toHaveLength(1);
    expect(open).toEqual([
      {
        address: "Assign",
        unknown: ["TargetId"],
        because: "parameter Account has no default",
        permissionSetArn: reader,
      },
    ]);
  });

  test.each([
    { what: "false", condition: "!Equals [a, b]", assignments: 1, open: 0 },
    { what: "true", condition: "!Not [!Equals [a, b]]", assignments: 2, open: 0 },
    {
      what: "true whatever the parameter",
      condition: "!Or [!Equals [a, a], !Equals [!Ref Stage, b]]",
      assignments: 2,
      open: 0,
    },
    { what: "unknown", condition: "!Equals [!Ref Stage, prod]", assignments: 1, open: 1 },
    { what: "of itself", condition: "!And [!Condition C, !Condition C]", assignments: 1, open: 1 },
  ])("a condition that is $what", ({ condition, assignments, open }) => {
    const text = assignment(READER_OF_BOB, `Parameters: { Stage: { Type: String } }\nConditions:\n  C: ${condition}`);
    const { document: after, open: left } = planned(
      text.replace("    Properties:", "    Condition: C\n    Properties:"),
    );
    expect([after.assignments.length, left.length]).toEqual([assignments, open]);
    for (const one of left) expect(one).toMatchObject({ isDoubtful: true, accountId: "111122223333", effect: "any" });
  });

  test("loops over a list", () => {
    const text = `
Transform: AWS::LanguageExtensions
Parameters: { People: { Type: CommaDelimitedList, Default: "${alice},${bob}" } }
Resources:
  Fn::ForEach::People:
    - Person
    - !Ref People
    - Assign&{Person}:
        Type: AWS::SSO::Assignment
        Properties:
          TargetId: "111122223333"
          PermissionSetArn: ${reader}
          PrincipalType: USER
          PrincipalId: !Ref Person
`;
    expect(
      planned(text)
        .document.assignments.slice(1)
        .map(({ principal }) => principal.id),
    ).toEqual([alice, bob]);
    const unknown = planned(text.replace(`, Default: "${alice},${bob}"`, ""));
    expect(unknown.open).toMatchObject([
      { address: "Fn::ForEach::People", because: "parameter People has no default" },
    ]);
  });

  test("what is included stays open, and a principal of unknown type is named by it", () => {
    const text = assignment(
      READER_OF_BOB.replace("PrincipalType: USER", "PrincipalType: !Ref Kind"),
      "Parameters: { Kind: { Type: String } }",
    );
    const { open } = planned(`${text}  Fn::Transform: { Name: AWS::Include, Parameters: { Location: x } }\n`);
    expect(open).toMatchObject([
      { address: "Fn::Transform", isDoubtful: true, effect: "any", isUnnamed: true },
      { address: "Assign", unknown: ["PrincipalType"], because: "parameter Kind has no default" },
    ]);
  });

  test("a nested stack, a set of another instance, an unknown function and an import stay open or are told", () => {
    const text = `
Resources:
  Inner: { Type: AWS::CloudFormation::Stack, Properties: { TemplateURL: x } }
  Foreign:
    Type: AWS::SSO::PermissionSet
    Properties: { InstanceArn: arn:aws:sso:::instance/ssoins-ffffffffffffffff, Name: Else }
  Imported:
    Type: AWS::SSO::Assignment
    Properties:
      TargetId: !ImportValue account
      PermissionSetArn: !FindInMap [A, B, C]
      PrincipalType: USER
      PrincipalId: "{{resolve:ssm:person}}"
  Application: { Type: AWS::SSO::Application }
`;
    const { document: after, open, notExamined } = planned(text);
    expect(after.permissionSets).toEqual(document.permissionSets);
    expect(open).toMatchObject([
      { address: "Inner", isDoubtful: true, effect: "any" },
      { address: "Imported", unknown: ["TargetId", "PermissionSetArn", "PrincipalId"] },
    ]);
    expect(notExamined.slice(0, 2)).toEqual([
      "changes of the plan to AWS::SSO::Application",
      expect.stringContaining("not the instance of this organization"),
    ]);
  });
});

test("a template as deep as a text allows does no harm", () => {
  const deep = `${"[".repeat(20_000)}${"]".repeat(20_000)}`;
  const text = `{"Resources":{"Fn::ForEach::A":["X",["a"],{"S\${X}":{"Type":"AWS::SSO::PermissionSet","Properties":{"Name":${deep}}}}]}}`;
  const read = parsePlannedChanges(text);
  expect(["ok", "invalid"]).toContain(read.kind);
  expect(parsePlannedChanges(`Resources: ${deep}`).kind).toBe("invalid");
});
