/** The CloudFormation template of deploy/: what the Terraform module makes, with the same names. */
import { stringify } from "../../src/model/yaml.ts";
import { EVENT_PATTERN } from "./event-pattern.ts";
import { type Part, statementsOf } from "./policies.ts";

const HEADER = `# The role that idc-doctor works with, and the queue from which it learns of changes. Deploy it in the management account or in the
# delegated administrator's, in the home Region of Identity Center. Written by npm run generate.
`;

const ref = (name: string) => ({ Ref: name });
const arnOf = (name: string) => ({ "Fn::GetAtt": [name, "Arn"] });
const when = (condition: string, value: unknown) => ({ "Fn::If": [condition, value, ref("AWS::NoValue")] });
const isGiven = (parameter: string) => ({ "Fn::Not": [{ "Fn::Equals": [ref(parameter), ""] }] });
const isTrue = (parameter: string) => ({ "Fn::Equals": [ref(parameter), "true"] });
/** With CloudFormation's own parameters, which are no template of JavaScript. */
const sub = (text: string) => ({ "Fn::Sub": text.replaceAll("<", "$" + "{").replaceAll(">", "}") });

const toggle = (Description: string, Default: "true" | "false") => ({
  Type: "String",
  AllowedValues: ["true", "false"],
  Default,
  Description,
});

const PARAMETERS = {
  RoleName: { Type: "String", Default: "idc-doctor", Description: "Name of the role that idc-doctor works with" },
  TrustedPrincipalArn: {
    Type: "String",
    Default: "",
    AllowedPattern: "^$|^arn:aws[a-z-]*:(iam|sts)::[0-9]{12}:.+$",
    ConstraintDescription: "The ARN of an IAM user, of a role, or of the root of an account",
    Description: "IAM user or role that may assume the role",
  },
  TrustedService: {
    Type: "String",
    Default: "",
    AllowedPattern: "^$|^[a-z0-9.-]+[.]amazonaws[.]com([.]cn)?$",
    ConstraintDescription: "A service principal, such as ec2.amazonaws.com",
    Description: "AWS service that may assume the role, such as ec2.amazonaws.com or ecs-tasks.amazonaws.com",
  },
  AllowWrites: toggle("Whether the role may also repair what idc-doctor finds", "false"),
  AuditRoleName: {
    Type: "String",
    Default: "",
    AllowedPattern: "^[\\w+=,.@-]{0,64}$",
    ConstraintDescription: "The name of a role, without path",
    Description:
      "Name of a role that is in every account and trusts this one: trust policies of entitled roles are read through it. Empty: no account is looked into",
  },
  CreateQueue: toggle(
    "Whether EventBridge fills a queue with the changes; without it idc-doctor polls CloudTrail",
    "true",
  ),
  QueueName: {
    Type: "String",
    Default: "idc-doctor-events",
    AllowedPattern: "^idc-doctor-[A-Za-z0-9_-]{1,60}$",
    ConstraintDescription: "A name that begins with idc-doctor-",
    Description: "Name of the queue; the role may read queues whose name begins with idc-doctor-",
  },
  SendToSecurityHub: toggle("Whether the role may import findings into Security Hub", "false"),
};

const RULES = {
  SomebodyIsTrusted: {
    Assertions: [
      {
        Assert: {
          "Fn::Or": [isGiven("TrustedPrincipalArn"), isGiven("TrustedService")],
        },
        AssertDescription: "Nobody could assume the role: give TrustedPrincipalArn or TrustedService",
      },
    ],
  },
};

const CONDITIONS = {
  TrustsPrincipal: isGiven("TrustedPrincipalArn"),
  TrustsService: isGiven("TrustedService"),
  Writes: isTrue("AllowWrites"),
  LooksIntoAccounts: isGiven("AuditRoleName"),
  HasQueue: isTrue("CreateQueue"),
  ImportsFindings: isTrue("SendToSecurityHub"),
};

const PARTITION_IN_ARN = /^arn:aws:/;

const policy = (part: Part) => ({
  PolicyName: part,
  PolicyDocument: {
    Version: "2012-10-17",
    Statement: statementsOf(part).map(({ Resource, ...statement }) => ({
      ...statement,
      Resource:
        typeof Resource === "string"
          ? Resource
          : Resource.map((arn) => sub(arn.replace(PARTITION_IN_ARN, "arn:<AWS::Partition>:"))),
    })),
  },
});

/** Through it IAM of the accounts is read (`audit-role` in the configuration). */
const AUDIT = {
  PolicyName: "audit",
  PolicyDocument: {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "AuditRole",
        Effect: "Allow",
        Action: ["sts:AssumeRole"],
        Resource: [sub("arn:<AWS::Partition>:iam::*:role/<AuditRoleName>")],
      },
    ],
  },
};

const trust = (Principal: object, Action: unknown) => ({ Effect: "Allow", Principal, Action });

const ROLE = {
  Type: "AWS::IAM::Role",
  Properties: {
    RoleName: ref("RoleName"),
    Description: "Used by idc-doctor",
    AssumeRolePolicyDocument: {
      Version: "2012-10-17",
      Statement: [
        when("TrustsPrincipal", trust({ AWS: ref("TrustedPrincipalArn") }, "sts:AssumeRole")),
        when("TrustsService", trust({ Service: ref("TrustedService") }, ["sts:AssumeRole", "sts:TagSession"])),
      ],
    },
    Policies: [
      policy("read"),
      when("Writes", policy("write")),
      when("LooksIntoAccounts", AUDIT),
      when("ImportsFindings", policy("security-hub")),
      when("HasQueue", policy("queue")),
    ],
  },
};

const queue = (Properties: object) => ({
  Type: "AWS::SQS::Queue",
  Condition: "HasQueue",
  // What a stack that is deleted by mistake would lose is in CloudTrail for 90 days.
  DeletionPolicy: "Delete",
  UpdateReplacePolicy: "Delete",
  Properties: { SqsManagedSseEnabled: true, ...Properties },
});

const EVENTS = {
  Events: queue({
    QueueName: ref("QueueName"),
    MessageRetentionPeriod: 345_600,
    ReceiveMessageWaitTimeSeconds: 20,
    VisibilityTimeout: 300,
    RedrivePolicy: { deadLetterTargetArn: arnOf("Failed"), maxReceiveCount: 5 },
  }),
  Failed: queue({ QueueName: sub("<QueueName>-failed"), MessageRetentionPeriod: 1_209_600 }),
  EventsPolicy: {
    Type: "AWS::SQS::QueuePolicy",
    Condition: "HasQueue",
    Properties: {
      Queues: [ref("Events")],
      PolicyDocument: {
        Version: "2012-10-17",
        Statement: [
          {
            Sid: "OnlyTheRuleSends",
            Effect: "Allow",
            Principal: { Service: "events.amazonaws.com" },
            Action: "sqs:SendMessage",
            Resource: arnOf("Events"),
            Condition: { ArnEquals: { "aws:SourceArn": arnOf("Changes") } },
          },
          {
            Sid: "OnlyOverTls",
            Effect: "Deny",
            Principal: { AWS: "*" },
            Action: "sqs:*",
            Resource: arnOf("Events"),
            Condition: { Bool: { "aws:SecureTransport": "false" } },
          },
        ],
      },
    },
  },
  Changes: {
    Type: "AWS::Events::Rule",
    Condition: "HasQueue",
    Properties: {
      Name: ref("QueueName"),
      Description: "Changes of Identity Center, its directory and the organization, for idc-doctor",
      EventPattern: EVENT_PATTERN,
      Targets: [{ Id: "queue", Arn: arnOf("Events") }],
    },
  },
};

export function cloudFormationStack(): string {
  const template = {
    AWSTemplateFormatVersion: "2010-09-09",
    Description: "Role, queue and rule for idc-doctor",
    Parameters: PARAMETERS,
    Rules: RULES,
    Conditions: CONDITIONS,
    Resources: { Role: ROLE, ...EVENTS },
    Outputs: {
      RoleArn: { Value: arnOf("Role") },
      QueueUrl: { Condition: "HasQueue", Value: ref("Events") },
    },
  };
  // To readers of YAML 1.1, a version that is not quoted is a date.
  return HEADER + stringify(template).replace(/: (\d{4}-\d\d-\d\d)$/gm, ': "$1"');
}
