/** What clients, provisioning logs and chats print around a failure: the names in it are carried into the next command, and one failure is told once. */
import { expect, test } from "vitest";
import { explainPasted } from "./index.ts";

const DENIAL = [
  ">An error occurred (AccessDenied) when calling the PutObject operation:",
  ">User: arn:aws:sts::210987654321:assumed-role/AWSReservedSSO_PaymentsOps_a1b2",
  ">c3d4e5f60718/mia@example.org is not authorized to perform: s3:PutObject on",
  '>resource: "arn:aws:s3:::payments-artifacts/build.zip" because no identity-based',
  ">policy allows the s3:PutObject action",
].join("\n");

test.each([
  {
    what: "Granted's name of a profile holds the role",
    text: "[✘] operation error SSO: GetRoleCredentials, https response error StatusCode: 403, RequestID: 3f2a8a1c-8c1e-4f0a-9f0e-2b8b6f7d1a11, ForbiddenException: No access\n[i] profile: payments-prod/PaymentsOps (account 210987654321)",
    ends: "idc-doctor why <user> 210987654321 PaymentsOps",
  },
  {
    what: "Okta's log names the user without quotation marks",
    text: "Okta: Automatic provisioning of user mia.novak to app AWS IAM Identity Center failed: Error while creating user mia.novak: Bad Request. Errors reported by remote server: Request is unparsable, syntactically incorrect, or violates schema.",
    ends: "idc-doctor why mia.novak",
  },
  {
    what: "Landing Zone Accelerator's too",
    text: "[LZA] Error: Identity Center: User mia.novak@example.org not found in Identity Store d-9067f1a2b3 while assigning PaymentsOps to 210987654321",
    ends: "idc-doctor why mia.novak@example.org 210987654321",
  },
  {
    what: ".NET without a sign-in",
    text: "Amazon.Runtime.AmazonClientException: No valid SSO Token could be found.\n   at Amazon.Runtime.SSOAWSCredentials.GetSsoCredentialsAsync",
    ends: "aws sso login --profile <profile>",
  },
  {
    what: "a denial that a chat broke into lines, once",
    text: DENIAL,
    ends: "idc-doctor why mia@example.org 210987654321 PaymentsOps --action s3:PutObject",
  },
])("$what", ({ text, ends }) => {
  const explained = explainPasted(text);
  expect(explained).toHaveLength(1);
  expect(explained[0]?.next.at(-1)).toBe(ends);
});

test("the target is the account asked about, neither the caller's nor the recipient", () => {
  const [one] = explainPasted(
    "Recipient account 111122220000; caller in 999900001111; target 210987654321: sso-admin ConflictException: There is a conflicting operation in process",
  );
  expect(one?.account).toBe("210987654321");
});

test("a word before `in account` is a set only where it is written like a name", () => {
  const [one] = explainPasted(
    "AWS Control Tower could not create the AWSAdministratorAccess permission set assignment in account 210987654321 because AWS SSO is unable to complete your request at this time. Obtaining permissions to manage your AWS account '210987654321' is taking longer than usual.",
  );
  expect(one).toMatchObject({ account: "210987654321", permissionSet: null });
});

test("a row of Insights with chosen members is about a person, whether or not its columns name a type and a source", () => {
  const field = (name: string, value: string) => ({ field: name, value });
  const row = [
    field("eventName", "Federate"),
    field("userIdentity.userName", "mia@example.org"),
    field("serviceEventDetails.role_name", "PaymentsOps"),
    field("serviceEventDetails.account_id", "210987654321"),
  ];
  const [one] = explainPasted(JSON.stringify({ results: [row], status: "Complete" }));
  expect(one?.who).toMatchObject({ kind: "Identity Center user", name: "mia@example.org" });
});

test("an administrator's call by a role of another kind gets no advice about the suffix of Identity Center's roles", () => {
  const [one] = explainPasted(
    "operation error identitystore: CreateGroup, https response error StatusCode: 400, RequestID: abc, api error AccessDeniedException: User: arn:aws:sts::999900001111:assumed-role/tf/x is not authorized to perform: identitystore:CreateGroup on resource: arn:aws:identitystore::111122220000:identitystore/d-9067f1a2b3 because no resource-based policy allows the identitystore:CreateGroup action",
  );
  expect(one?.next.join(" ")).not.toMatch(/suffix|AWSReservedSSO/);
  expect(one?.fits.map(({ id }) => id)).toEqual(["caller-not-permitted"]);
});

test("a role that the console does not switch to may be one of Identity Center, which admits nobody so", () => {
  const [one] = explainPasted(
    "Could not switch roles using the provided information. Please check your settings and try again. If you continue to have problems, contact your administrator.",
  );
  expect(one?.fits.map(({ id }) => id)).toEqual(["direct-assume-role"]);
});

test("an application of Okta that is not assigned is the provider's, not one of Identity Center", () => {
  const [one] = explainPasted("User is not assigned to this application. AWS IAM Identity Center");
  expect(one?.causes.map(({ id }) => id)).toEqual(["idp-application-not-assigned"]);
});
