/** What people write themselves: each sentence leads to the symptom that it tells of. */
import { describe, expect, test } from "vitest";
import { explainPasted } from "./index.ts";

const NO_ACCOUNT = "The portal shows no account at all";
const UNFINISHED = "The work on an assignment or a permission set does not end";
const CLIENT_ONLY = "The portal and the CLI do not give the same";
const SIGNED_OUT = "The session of the page has ended";

describe("a sentence and its symptom", () => {
  test.each([
    ["my colleague added me to the group an hour ago, still nothing in the portal", NO_ACCOUNT],
    ["She was given ReadOnly yesterday but there is nothing on her AWS access portal", NO_ACCOUNT],
    ["assigned a group to the account but the status stays IN_PROGRESS", UNFINISHED],
    ["we provisioned Engineer this morning and it is stuck in progress", UNFINISHED],
    ["when running aws s3 ls I get AccessDenied but the console works", CLIENT_ONLY],
    ["the console works for that account, boto3 is denied", CLIENT_ONLY],
    ["You have been signed out. Your session has expired", SIGNED_OUT],
    ["Your session has timed out, please sign in again", SIGNED_OUT],
  ])("%s", (text, title) => {
    expect(explainPasted(text)[0]?.title).toBe(title);
  });
});

test("a reason that Identity Center wrapped and that nobody knows is shown as AWS wrote it", () => {
  const [one] = explainPasted("Received a 403 status error: Not authorized to perform iam:AttachRolePolicy");
  expect(one?.title).toBe("The request failed, for a reason that is not known here");
  expect(one?.meaning[0]).toContain("Not authorized to perform iam:AttachRolePolicy");
  expect(one?.fits.map(({ id, confidence }) => `${id} ${confidence}`)).toEqual([
    "assignment-failed possible",
    "provisioning-failed possible",
  ]);
});

describe("other products, and what others see", () => {
  const titleOf = (text: string): string | undefined => explainPasted(text)[0]?.title;

  test.each([
    "I can't log into my WordPress account, it says access denied",
    "I can't sign in to my GitHub account, my password is not accepted",
    "I cannot log in to Jira",
    "The user cannot log in to Grafana",
    "I can't log in to Snowflake since Monday",
    "The account is not visible in Salesforce",
    "account does not appear in QuickBooks",
    "MFA code rejected on Google login page",
    "aws: error: argument command: Invalid choice, valid choices are:",
    "User: arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_ReadO",
  ])("claims nothing of: %s", (text) => {
    expect(explainPasted(text).flatMap(({ fits }) => fits)).toEqual([]);
  });

  test.each([
    "my colleague can see the prod account on the start page but I can't",
    "I can see the prod account but I can't see staging",
    "we can see the account in the portal but my colleague cannot",
    "they can see both accounts but my colleague cannot",
    "I was added to the group yesterday and the tile still isn't there",
    "Since this morning prod disappeared from my AWS SSO page",
    "I can't see the Payments account",
    "account not visible in Control Tower",
    "Alice can't see Data-Lake in the portal",
  ])("is about an account that does not appear: %s", (text) => {
    expect(titleOf(text)).toBe("One account does not appear in the portal");
  });

  test.each([
    "I can see the account but am denied",
    "I see the account in the portal, but opening it gives access denied",
  ])("is about what is done in the account: %s", (text) =>
    expect(titleOf(text)).toBe("The account is there, and what is done in it is denied"),
  );

  test("an empty list", () => {
    expect(titleOf("I switched laptops and now my account list is empty")).toBe("The portal shows no account at all");
  });
});

test("few words that no symptom fits are looked for in the catalogue, and those about anything else are not", () => {
  expect(explainPasted("group synced halfway to AWS")[0]?.next.at(-1)).toBe(
    "idc-doctor causes 'group synced halfway to AWS'",
  );
  // What the search surely finds is said at once; where it finds nothing, it is not offered.
  expect(explainPasted("wrong account id in the profile")[0]?.fits.map(({ id }) => id)).toContain("wrong-account-id");
  expect(explainPasted("Everything of our team is grey in AWS")[0]?.next.join(" ")).not.toContain("idc-doctor causes");
  expect(explainPasted("The printer is on fire")[0]?.next.join(" ")).not.toContain("idc-doctor causes");
});

describe("how long a symptom may be", () => {
  const WORDS = "I signed in with the wrong e-mail";
  const TOLD = "The sign-in was made under another name";
  const UNKNOWN = "Nothing in this text is known here.";
  const filled = (text: string, length: number): string => `${text} ${"x".repeat(length - text.length - 1)}`;

  test.each([
    ["80 characters need no word of AWS", filled(WORDS, 80), TOLD],
    ["81 characters do", filled(WORDS, 81), UNKNOWN],
    ["81 characters with a word of AWS", filled(`aws: ${WORDS}`, 81), TOLD],
    ["4,000 characters are somebody's words", filled(`aws: ${WORDS}`, 4000), TOLD],
    ["more are a document", filled(`aws: ${WORDS}`, 4001), UNKNOWN],
  ])("%s", (_name, text, title) => {
    expect(explainPasted(text)[0]?.title).toBe(title);
  });
});

test.each([
  ["our jenkins role: explicit deny in a service control policy", "elsewhere", []],
  ["the service role: operation on the protected role", "symptom", ["idc-doctor why <user> <account> <set>"]],
  ["she cannot sign in to the portal", "symptom", ["idc-doctor why <user>"]],
  ["she cannot sign in to the portal for account 111122223333", "symptom", ["idc-doctor why <user> 111122223333"]],
  [
    "the CLI works but the console is blocked in account 111122223333",
    "symptom",
    ["idc-doctor why <user> 111122223333 <set> --action signin:Authenticate"],
  ],
  [
    "access denied with AWSReservedSSO_Admin_0123456789abcdef in account 111122223333",
    "symptom",
    ["idc-doctor why <user> 111122223333 Admin --action <service:Action>"],
  ],
  [
    "access denied in account 111122223333",
    "symptom",
    ["idc-doctor why <user> 111122223333 <set> --action <service:Action>"],
  ],
])("the command that decides: %s", (text, kind, commands) => {
  const [one] = explainPasted(text);
  expect(one?.kind).toBe(kind);
  expect(one?.next.filter((step) => step.startsWith("idc-doctor"))).toEqual(commands);
});

test("a service control policy that refuses a role of somebody's own says so, and what to paste", () => {
  const [one] = explainPasted("our jenkins role: explicit deny in a service control policy");
  expect(one?.meaning).toEqual([
    expect.stringMatching(/^A service control policy of the organization refuses/),
    expect.stringMatching(/one of your own/),
  ]);
  expect(one?.next).toEqual([expect.stringMatching(/^Paste the whole message/)]);
});

test.each([
  ..."AWS aws_profile AWSReservedSSO_x amazon SSO awsapps get_role_credentials getrolecredentials get-role-credentials scp scps org orgs".split(
    " ",
  ),
  ...[
    "identity center",
    "permission set",
    "start page",
    "organisation",
    "organizations",
    "delegated admin",
    "payer account",
  ],
  ...["the assignment tab", "the assignments list", "eu-west-1", "eu-southeast-1", "member account", "granted"],
  ...[
    "an assignment of a user",
    "an assignment of a group",
    "assignments of groups",
    "a set has one account",
    "sets show the accounts",
    "a set is in accounts",
  ],
])("a telling word beside %s is about AWS", (words) => {
  expect(explainPasted(`ABAC is off: ${words}`)[0]?.fits[0]).toEqual({ id: "abac-attribute", confidence: "likely" });
});

test.each([
  "our shop",
  "scpx",
  "an organ",
  "e-west-1",
  "eu-west-x",
  "the assignment of homework",
  "a set is in the shop",
])("a telling word beside %s is not", (words) => {
  expect(explainPasted(`ABAC is off: ${words}`)[0]?.kind).toBe("not-recognised");
});

test.each([
  ["I cannot log in to Megaprod", "not-recognised"],
  ["I cannot log in to Prod", "symptom"],
  ["I cannot log in to PingOne", "symptom"],
  ["I cannot log in to Ping One", "symptom"],
  ["the account is suspended since May", "symptom"],
  ["the account is suspended, one invoice is late", "not-recognised"],
  ["the account is suspended, two invoices are late", "not-recognised"],
  ["the account is suspended, one payment is late", "not-recognised"],
  ["I need an AWS certification", "not-recognised"],
  ["I need AWS certificates", "not-recognised"],
])("%s: %s", (text, kind) => {
  expect(explainPasted(text)[0]?.kind).toBe(kind);
});
