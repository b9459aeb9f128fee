/** Pasted plans, templates and change sets: what they grant and take, and the ids carried into the next command. */
import { describe, expect, test } from "vitest";
import { explainPasted } from "../index.ts";

const SET = "arn:aws:sso:::permissionSet/ssoins-1234567890abcdef/ps-1234567890abcdef";
const USER = "906ab1c2d3-11112222-3333-4444-5555-666677778888";
const GROUP = "906ab1c2d3-99992222-3333-4444-5555-666677778888";

function only(text: string) {
  const found = explainPasted(text);
  expect(found).toHaveLength(1);
  return found[0];
}

const TEMPLATE = `AWSTemplateFormatVersion: "2010-09-09"
Parameters:
  Target: { Type: String }
Resources:
  Set:
    Type: AWS::SSO::PermissionSet
    Properties: { InstanceArn: x, Name: Deployer }
  Known:
    Type: AWS::SSO::Assignment
    Properties: { TargetId: 111122223333, PermissionSetArn: "${SET}", PrincipalType: USER, PrincipalId: "${USER}" }
  New:
    Type: AWS::SSO::Assignment
    Properties:
      TargetId: !Ref Target
      PermissionSetArn: !GetAtt Set.PermissionSetArn
      PrincipalType: GROUP
      PrincipalId: "${GROUP}"
  Entitled:
    Type: AWS::AccountAccess::Entitlement
    Properties:
      ApplicationArn: x
      Entitlement:
        PrincipalRole:
          RoleArn: arn:aws:iam::444455556666:role/team/Developer
          Principal: { IdentityCenter: { GroupId: "${GROUP}" } }
`;

describe("a template", () => {
  test("is told change by change, and leads on with its ids", () => {
    const found = only(TEMPLATE);
    expect(found).toMatchObject({
      kind: "plan",
      title: "A CloudFormation template: 4 changes of access",
      account: null,
    });
    expect(found?.meaning).toEqual([
      "Creates or changes permission set Deployer.",
      `Assigns permission set ${SET} in account 111122223333 to user ${USER}.`,
      `Assigns permission set Deployer (new) in account <TargetId: parameter Target has no default> to group ${GROUP}.`,
      `Entitles group ${GROUP} to role arn:aws:iam::444455556666:role/team/Developer by account access manager.`,
      expect.stringMatching(/^Not in it: deletions/),
    ]);
    expect(found?.next).toEqual([
      "See who has it today, before the plan is carried out:",
      `idc-doctor why ${USER} 111122223333 ${SET}`,
      "idc-doctor who-can <account> Deployer",
      "idc-doctor who-can 444455556666 Developer",
      "Hold it against access tests:",
      "idc-doctor test access.yaml --with <file>",
    ]);
  });

  test("may come in a block of a chat, or as one resource of it", () => {
    const resource = TEMPLATE.split("\n").slice(7, 10).join("\n").replaceAll(/^ {2}/gm, "");
    for (const text of [`\`\`\`yaml\n${TEMPLATE}\`\`\``, resource]) expect(only(text)).toMatchObject({ kind: "plan" });
    expect(only(resource)).toMatchObject({ account: "111122223333", permissionSet: SET });
  });

  test("of other things is refused with the reason", () => {
    const found = only('AWSTemplateFormatVersion: "2010-09-09"\nResources:\n  B: { Type: AWS::S3::Bucket }');
    expect(found).toMatchObject({ kind: "plan", title: "A CloudFormation template with no access in it" });
    expect(found?.meaning.join()).toMatch(/nothing of IAM Identity Center/);
  });
});

test("a Terraform plan", () => {
  const found = only(
    JSON.stringify({
      format_version: "1.2",
      terraform_version: "1.11.4",
      resource_changes: [
        {
          address: "aws_ssoadmin_account_assignment.a",
          mode: "managed",
          type: "aws_ssoadmin_account_assignment",
          name: "a",
          change: {
            actions: ["delete"],
            before: { target_id: "111122223333", permission_set_arn: SET, principal_type: "USER", principal_id: USER },
            after: null,
          },
        },
        {
          address: "aws_accountaccess_entitlement.e",
          mode: "managed",
          type: "aws_accountaccess_entitlement",
          name: "e",
          change: {
            actions: ["create"],
            before: null,
            after: {
              entitlement: [
                {
                  principal_role: [
                    {
                      role_arn: "arn:aws:iam::444455556666:role/Developer",
                      principal: [{ identity_center: [{ user_id: USER }] }],
                    },
                  ],
                },
              ],
            },
          },
        },
      ],
    }),
  );
  expect(found?.meaning).toEqual([
    `Takes permission set ${SET} in account 111122223333 from user ${USER}.`,
    `Entitles user ${USER} to role arn:aws:iam::444455556666:role/Developer by account access manager.`,
  ]);
  expect(found?.next).toContain(`idc-doctor why ${USER} 444455556666 Developer`);
});

test.each([
  {
    what: "a state",
    text: '{"format_version":"1.0","terraform_version":"1.11.4","values":{}}',
    words: /this is a state/,
  },
  {
    what: "a plan that failed",
    text: '{"format_version":"1.2","errored":true,"resource_changes":[]}',
    words: /terraform plan failed/,
  },
  {
    what: "a change set that failed",
    text: '{"ChangeSetId":"x","Status":"FAILED","StatusReason":"Template error","Changes":[]}',
    words: /is FAILED.*Template error/,
  },
])("$what is refused with the reason", ({ text, words }) => {
  const found = only(text);
  expect(found?.kind).toBe("plan");
  expect(found?.meaning.join()).toMatch(words);
});

test("a change set", () => {
  const properties = { TargetId: "111122223333", PermissionSetArn: SET, PrincipalType: "GROUP", PrincipalId: GROUP };
  const change = {
    Action: "Remove",
    LogicalResourceId: "Assign",
    ResourceType: "AWS::SSO::Assignment",
    BeforeContext: JSON.stringify({ Properties: properties }),
  };
  const found = only(
    JSON.stringify({ ChangeSetId: "x", Status: "CREATE_COMPLETE", Changes: [{ ResourceChange: change }] }),
  );
  expect(found).toMatchObject({ account: "111122223333", permissionSet: SET });
  expect(found?.meaning).toEqual([`Takes permission set ${SET} in account 111122223333 from group ${GROUP}.`]);
});

test("what a plan holds cannot become a command", () => {
  const text = TEMPLATE.replace("Name: Deployer", 'Name: "$(touch x); rm"');
  expect(only(text)?.next).toContain("idc-doctor who-can <account> '$(touch x); rm'");
});

test("an event of a stack is the failure that it tells, and no template", () => {
  const found = only(
    'AWS::SSO::Assignment CREATE_FAILED Resource handler returned message: "Request 25bf4416-48a7-434d-8d85-91a4575b7d5d failed due to: AccessDenied" ',
  );
  expect(found?.kind).not.toBe("plan");
});
