/** Example control policies of the Organizations User Guide, each asked about requests that it is written for and about their neighbours. */
import { asVectors, type Example } from "./example.ts";
import { allow, deny, type Vector } from "./vector.ts";

const ORGANIZATION = "o-exampleorg1";
const EVERYBODY = { Principal: "*" };
const RCP = "Organizations User Guide, Resource control policy examples";
const TAGGING = "Organizations User Guide, Example SCPs for tagging resources";

const examples: readonly Example[] = [
  {
    source: `${RCP}: Cross-service confused deputy protection`,
    what: "only services that work for the organization",
    resourceControl: [
      deny({
        ...EVERYBODY,
        Action: ["s3:*", "sqs:*", "kms:*", "secretsmanager:*", "sts:*"],
        Condition: {
          StringNotEqualsIfExists: { "aws:SourceOrgID": ORGANIZATION, "aws:SourceAccount": ["444455556666"] },
          Bool: { "aws:PrincipalIsAWSService": "true" },
          Null: { "aws:SourceArn": "false" },
        },
      }),
    ],
    asked: [
      [{ "aws:PrincipalIsAWSService": ["false"] }, "allow"],
      [{ "aws:PrincipalIsAWSService": ["true"] }, "allow"],
      [{ "aws:PrincipalIsAWSService": ["true"], "aws:SourceArn": ["arn:aws:s3:::b"] }, "deny"],
      [
        {
          "aws:PrincipalIsAWSService": ["true"],
          "aws:SourceArn": ["arn:aws:s3:::b"],
          "aws:SourceOrgID": [ORGANIZATION],
        },
        "allow",
      ],
      [
        {
          "aws:PrincipalIsAWSService": ["true"],
          "aws:SourceArn": ["arn:aws:s3:::b"],
          "aws:SourceAccount": ["444455556666"],
        },
        "allow",
      ],
      [
        { "aws:PrincipalIsAWSService": ["true"], "aws:SourceArn": ["arn:aws:s3:::b"] },
        "allow",
        { action: "ec2:RunInstances" },
      ],
    ],
  },
  {
    source: `${RCP}: Require only HTTPS connections to your resources`,
    what: "only over TLS",
    resourceControl: [
      deny({
        ...EVERYBODY,
        Action: ["sts:*", "s3:*"],
        Condition: { BoolIfExists: { "aws:SecureTransport": "false" } },
      }),
    ],
    asked: [
      [{ "aws:SecureTransport": ["true"] }, "allow"],
      [{ "aws:SecureTransport": ["false"] }, "deny"],
      [{ "aws:SecureTransport": ["False"] }, "deny"],
      // Without the key IfExists holds.
      [{}, "deny"],
    ],
  },
  {
    source: `${RCP}: Enforce a consistent minimum TLS version`,
    what: "a minimum version of TLS",
    resourceControl: [
      deny({ ...EVERYBODY, Action: "s3:*", Condition: { NumericLessThan: { "s3:TlsVersion": ["1.2"] } } }),
    ],
    asked: [
      [{ "s3:TlsVersion": ["1.2"] }, "allow"],
      [{ "s3:TlsVersion": ["1.10"] }, "deny"],
      [{ "s3:TlsVersion": ["1.20"] }, "allow"],
      [{ "s3:TlsVersion": ["1.3"] }, "allow"],
      [{}, "allow"],
    ],
  },
  {
    source: `${TAGGING}: Require a tag on specified created resources`,
    what: "no secret without a tag",
    serviceControl: [
      allow(),
      deny({ Action: "secretsmanager:CreateSecret", Condition: { Null: { "aws:RequestTag/Project": "true" } } }),
    ],
    action: "secretsmanager:CreateSecret",
    resource: "arn:aws:secretsmanager:us-east-1:111122223333:secret:a",
    asked: [
      [{}, "deny"],
      [{ "aws:RequestTag/Project": ["x"] }, "allow"],
      [{ "aws:RequestTag/project": ["x"] }, "allow"],
      [{ "aws:RequestTag/Projects": ["x"] }, "deny"],
      [{}, "allow", { action: "secretsmanager:GetSecretValue" }],
    ],
  },
];

export const organizationExampleVectors: readonly Vector[] = examples.flatMap(asVectors);
