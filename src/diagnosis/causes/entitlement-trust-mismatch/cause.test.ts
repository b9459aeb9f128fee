/** Proved with the statement and the condition that stands against it; silent where the policy trusts or was not read. */
import { SANDBOX, unassignedFacts, workingFacts } from "../../../facts/grant/testing/grant-facts.ts";
import { APPLICATION, entitled, trustPolicy } from "../../../facts/grant/testing/second-road.ts";
import { known, unread } from "../../../model/reading.ts";
import { specify } from "../../testing/cause-spec.ts";
import { entitlementTrustMismatch } from "./cause.ts";

const withTrust = (parts: Parameters<typeof trustPolicy>[0], permissionSet: string | null = "Developer") => {
  const facts = unassignedFacts({ additional: entitled({ trustPolicy: known(trustPolicy(parts), ["e58"]) }) });
  return { ...facts, question: { ...facts.question, permissionSet } };
};
const made = (more: Parameters<typeof entitled>[0]) => {
  const stale = known(trustPolicy({ sourceAccount: SANDBOX }), ["e58"] as const);
  const facts = unassignedFacts({ additional: entitled({ trustPolicy: stale, ...more }) });
  return { ...facts, question: { ...facts.question, permissionSet: null } };
};
const OWN_TEMPLATE = "arn:aws:iam::123456789012:role-template/Teams:1";
const AWS_TEMPLATE = "arn:aws:iam::aws:role-template/awsserviceprincipal/Example:1";
const formerArn = APPLICATION.replace("1234567890abcdef", "fedcba0987654321");

specify(entitlementTrustMismatch, {
  fires: [
    [
      "the source is the account of the role",
      withTrust({ sourceAccount: SANDBOX, sid: "AccountAccess" }),
      {
        confidence: "proved",
        remedy: "api",
        evidence: ["e56", "e57", "e58", "e7"],
        says: [`AccountAccess of its trust policy requires aws:SourceAccount = ${SANDBOX}`, "gets 123456789012"],
      },
    ],
    ["the question names no set", withTrust({ sourceAccount: SANDBOX }, null), { confidence: "proved", remedy: "api" }],
    [
      "the question names another role or set, which this one is not",
      withTrust({ sourceAccount: SANDBOX }, "PowerUser"),
      { confidence: "proved", remedy: "human" },
    ],
    [
      "the source is an earlier application",
      withTrust({ sourceArn: formerArn }),
      { confidence: "proved", remedy: "api", says: [`aws:SourceArn = ${formerArn}`, `gets ${APPLICATION}`] },
    ],
    [
      "sts:SetContext is not allowed",
      withTrust({ actions: ["sts:AssumeRole", "sts:TagSession"] }),
      { confidence: "proved", remedy: "api", says: ["does not allow account-access.amazonaws.com sts:SetContext"] },
    ],
    [
      "the service is not named",
      withTrust({ service: "ec2.amazonaws.com" }),
      { confidence: "proved", remedy: "api", says: ["no statement of its trust policy names"] },
    ],
    [
      "a template made the role: it is not patched",
      made({ template: { arn: OWN_TEMPLATE, minorVersion: 3 } }),
      {
        confidence: "proved",
        remedy: "human",
        says: [
          `It comes from the role template ${OWN_TEMPLATE} (minor version 3).`,
          `aws iam get-role-template-version --template-arn ${OWN_TEMPLATE} --minor-version 3`,
          "Let the owner of the template make a version of it",
          "(inferred)",
        ],
        never: ["update-assume-role-policy"],
      },
    ],
    [
      "the template is AWS's own",
      made({ template: { arn: AWS_TEMPLATE, minorVersion: 1 } }),
      { confidence: "proved", remedy: "human", says: ["The template is AWS's own"], never: ["Let the owner"] },
    ],
    [
      "the role is that of AWS's new experience",
      made({ roleArn: `arn:aws:iam::${SANDBOX}:role/managed/AccountFullAccessRole` }),
      {
        confidence: "proved",
        remedy: "human",
        says: ["is the role of AWS's new experience, which AWS manages", "Ask AWS Support"],
        never: ["update-assume-role-policy"],
      },
    ],
  ],
  silent: [
    ["the policy trusts", withTrust({})],
    ["the policy was not read", unassignedFacts({ additional: entitled({ trustPolicy: unread("no audit role") }) })],
    ["the role is gone", unassignedFacts({ additional: entitled({ trustPolicy: known(null) }) })],
    [
      "a permission set gives the access",
      workingFacts({ additional: entitled({ trustPolicy: known(trustPolicy({ sourceAccount: SANDBOX })) }) }),
    ],
  ],
});
