/** What a template or a change set of CloudFormation would leave, and what of it stays open. */
import { describe, expect, test } from "vitest";
import { loadOrganizationDocument } from "../../model/organization-document/load.ts";
import { parsePlannedChanges } from "../../model/organization-document/written/planned-changes.ts";
import { plannedDocument } from "./planned-document.ts";

const loaded = loadOrganizationDocument({
  schema: "idc-doctor/organization/1",
  takenAt: "2026-03-01T12:00:00Z",
  accounts: [{ id: "111122223333", name: "shop" }],
  users: [{ userName: "alice@example.com" }, { userName: "bob@example.com" }],
  groups: [{ displayName: "Team", members: ["alice@example.com"] }],
  permissionSets: [{ name: "Admin" }, { name: "Reader" }],
  assignments: [{ account: "shop", permissionSet: "Admin", group: "Team" }],
});
if (loaded.kind === "invalid") throw new Error(JSON.stringify(loaded.problems));
const { document } = loaded;
const [alice = "", bob = ""] = document.users.map(({ id }) => id);
const [team = ""] = document.groups.map(({ id }) => id);
const [admin = "", reader = ""] = document.permissionSets.map(({ arn }) => arn);
const instance = document.instance?.arn ?? "";
const ROLE = "arn:aws:iam::111122223333:role/team/Developer";

function planned(text: string, parameters: Readonly<Record<string, string>> = {}) {
  const read = parsePlannedChanges(text, { parameters });
  if (read.kind === "invalid") throw new Error(JSON.stringify(read.problems));
  return plannedDocument(document, read.plan);
}

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

const context = (properties: object) => JSON.stringify({ Properties: properties });

function changeSet(rows: readonly object[], more: object = {}) {
  return JSON.stringify({
    ChangeSetName: "c",
    ChangeSetId: "arn:aws:cloudformation:us-east-1:123456789012:changeSet/c/1",
    Status: "CREATE_COMPLETE",
    ExecutionStatus: "AVAILABLE",
    Changes: rows.map((row) => ({ Type: "Resource", ResourceChange: { LogicalResourceId: "Assign", ...row } })),
    ...more,
  });
}
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

describe("refused, with the reason", () => {
  const bucket = "Resources:\n  B: { Type: AWS::S3::Bucket }";
  test.each([
    { what: "a template of nothing that matters", text: bucket, words: /nothing of IAM Identity Center/ },
    {
      what: "a failed change set",
      text: changeSet([], { Status: "FAILED", StatusReason: "no such role" }),
      words: /is FAILED.*no such role/,
    },
    {
      what: "a change set in the making",
      text: changeSet([], { Status: "CREATE_IN_PROGRESS" }),
      words: /CREATE_IN_PROGRESS/,
    },
    {
      what: "an obsolete change set",
      text: changeSet([], { ExecutionStatus: "OBSOLETE" }),
      words: /stack was changed since/,
    },
    {
      what: "an executed change set",
      text: changeSet([], { ExecutionStatus: "EXECUTE_COMPLETE" }),
      words: /executed already/,
    },
    { what: "a page of a change set", text: changeSet([], { NextToken: "x" }), words: /one page/ },
    {
      what: "a template of Azure",
      text: '{"$schema":"https://schema.management.azure.com/x","resources":[]}',
      words: /Azure/,
    },
    { what: "a manifest of Kubernetes", text: "apiVersion: v1\nkind: Pod", words: /Kubernetes/ },
    { what: "the resources of a stack", text: '{"StackResources":[]}', words: /what a stack has deployed/ },
    { what: "a manifest of the CDK", text: '{"version":"1","artifacts":{}}', words: /cdk\.out/ },
    { what: "aliases", text: "Resources: &a\n  B: *a", words: /aliases/ },
    { what: "anything else", text: "hello", words: /neither a Terraform plan/ },
  ])("$what", ({ text, words }) => {
    const read = parsePlannedChanges(text);
    expect(read.kind).toBe("invalid");
    if (read.kind === "invalid")
      expect(read.problems.map(({ path, message }) => `${path} ${message}`).join()).toMatch(words);
  });

  test("a change set without changes is one", () => {
    const text = changeSet([], { Status: "FAILED", StatusReason: "The submitted information didn't contain changes." });
    expect(planned(text).document).toEqual(document);
  });
});

test("a template as deep as a text allows does no harm", () => {
  const deep = `${"[".repeat(20_000)}${"]".repeat(20_000)}`;
  const text = `{"Resources":{"Fn::ForEach::A":["X",["a"],{"S\${X}":{"Type":"AWS::SSO::PermissionSet","Properties":{"Name":${deep}}}}]}}`;
  const read = parsePlannedChanges(text);
  expect(["ok", "invalid"]).toContain(read.kind);
  expect(parsePlannedChanges(`Resources: ${deep}`).kind).toBe("invalid");
});
