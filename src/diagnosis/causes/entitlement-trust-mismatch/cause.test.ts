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
        says: [`AccountAccess of its trust policy requires aws:SourceAccount = ${SANDBOX}`, "sends 123456789012"],
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
      { confidence: "proved", remedy: "api", says: [`aws:SourceArn = ${formerArn}`, `sends ${APPLICATION}`] },
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
