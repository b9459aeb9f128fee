/** Two public reports of `why --action`: a perimeter that names the organization, and an exemption that misses its own role. */
import { expect, test } from "vitest";
import { actionAsked } from "../src/app/action-asked.ts";
import { why } from "../src/app/why.ts";
import type { WrittenDocument } from "../src/model/organization-document/written/document.ts";
import { openLab } from "./support/lab.ts";
import { labReader, testContext } from "./support/reader.ts";

const ACCOUNT = "111122223333";
const EXEMPT = "arn:aws:iam::*:role/aws-reserved/sso.amazonaws.com/*/AWSReservedSSO_MarketplaceAdmin_*";

const organization = (
  type: "SERVICE_CONTROL_POLICY" | "RESOURCE_CONTROL_POLICY",
  statement: Readonly<Record<string, unknown>>,
): WrittenDocument => ({
  schema: "idc-doctor/organization/1",
  organization: { id: "o-exampleorg1", managementAccountId: "123456789012" },
  policies: [{ name: "Guard", type, targets: [ACCOUNT], document: { Version: "2012-10-17", Statement: [statement] } }],
  accounts: [{ id: ACCOUNT, name: "sandbox" }],
  users: [{ userName: "alice" }],
  permissionSets: [{ name: "MarketplaceAdmin", managedPolicyArns: ["arn:aws:iam::aws:policy/AdministratorAccess"] }],
  assignments: [{ account: ACCOUNT, permissionSet: "MarketplaceAdmin", user: "alice" }],
});

async function answer(document: WrittenDocument, action: string, context?: readonly string[]) {
  const lab = await openLab({ limits: "off" });
  try {
    await lab.put(document);
    const { diagnosis } = await why(
      {
        user: "alice",
        account: ACCOUNT,
        permissionSet: "MarketplaceAdmin",
        isRegionGiven: true,
        action: actionAsked({ action, resource: action.startsWith("s3:") ? "arn:aws:s3:::a/b" : "*", context }),
      },
      labReader(lab, { auditRole: "OrganizationAccountAccessRole" }),
      testContext(),
    );
    return {
      answer: diagnosis.decisions?.[0]?.answer,
      said: diagnosis.causes.map(({ summary }) => summary).join(),
    };
  } finally {
    await lab.close();
  }
}

const perimeter = (id: string) =>
  organization("RESOURCE_CONTROL_POLICY", {
    Effect: "Deny",
    Principal: "*",
    Action: "s3:*",
    Resource: "*",
    Condition: {
      StringNotEqualsIfExists: { "aws:PrincipalOrgID": id },
      BoolIfExists: { "aws:PrincipalIsAWSService": "false" },
    },
  });

test.each([
  ["o-exampleorg1", undefined, "allow"],
  ["o-anotherorg2", undefined, "deny"],
  ["o-anotherorg2", "aws:PrincipalOrgID=o-anotherorg2", "allow"],
])("a perimeter of %s, with --context %s", async (id, context, expected) => {
  expect((await answer(perimeter(id), "s3:GetObject", context === undefined ? undefined : [context])).answer).toBe(
    expected,
  );
});

test("an exemption that misses its own role is shown, and never binds everybody", async () => {
  const found = await answer(
    organization("SERVICE_CONTROL_POLICY", {
      Sid: "DenyMarketplaceAccess",
      Effect: "Deny",
      Action: ["aws-marketplace:Subscribe"],
      Resource: "*",
      Condition: { StringNotLike: { "aws:PrincipalARN": ["arn:aws:iam::*:role/MarketplaceAdministrator", EXEMPT] } },
    }),
    "aws-marketplace:Subscribe",
  );
  expect(found.answer).toBe("deny");
  expect(found.said).toContain(EXEMPT);
  expect(found.said).toContain(EXEMPT.replace("/*/AWS", "/AWS"));
  expect(found.said).not.toContain("everybody");
});

test.each(["x", "aws:SourceVpc", "=a"])("--context %s is refused", (context) => {
  expect(() => actionAsked({ action: "s3:GetObject", context: [context] })).toThrow(
    /is not a condition key with its value/,
  );
});
test("--context without --action is refused", () => {
  expect(() => actionAsked({ context: ["a:b=c"] })).toThrow(/--context was given without --action/);
});
