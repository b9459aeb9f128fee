/** Rows of Athena's CloudTrail table in every form in which people copy them: each tells the account asked about, the set and the user. */
import { describe, expect, test } from "vitest";
import { explainPasted } from "../index.ts";

const USER = "9067000000-11112222-3333-4444-5555-666677778888";
/** The columns of the table that AWS's documentation makes, in their order. */
const ROW = {
  eventversion: "1.10",
  useridentity: `{type=IdentityCenterUser, principalid=${USER}, arn=null, accountid=111111111111, invokedby=null, accesskeyid=null, username=alice@example.com, onbehalfof={userid=${USER}, identitystorearn=arn:aws:identitystore::111111111111:identitystore/d-9067000000}, inscopeof=null, sessioncontext=null}`,
  eventtime: "2026-07-01T00:08:20Z",
  eventsource: "sso.amazonaws.com",
  eventname: "GetRoleCredentials",
  awsregion: "us-east-1",
  sourceipaddress: "203.0.113.7",
  useragent: "aws-cli/2.17.0 md/awscrt#0.20 ua/2.0, exec-env",
  errorcode: "ForbiddenException",
  errormessage: "No access",
  requestparameters: "null",
  responseelements: "null",
  additionaleventdata: "null",
  requestid: "5f1d3c61-7fbb-4b1a-93ea-4b1b6ee7ab12",
  eventid: "6f1d3c61-7fbb-4b1a-93ea-4b1b6ee7ab12",
  resources: "",
  eventtype: "AwsServiceEvent",
  apiversion: "",
  readonly: "false",
  recipientaccountid: "111111111111",
  serviceeventdetails: '{"role_name":"Admin","account_id":"222222222222"}',
  sharedeventid: "7f1d3c61-7fbb-4b1a-93ea-4b1b6ee7ab12",
  vpcendpointid: "",
  tlsdetails: "{tlsversion=TLSv1.3, clientprovidedhostheader=portal.sso.us-east-1.amazonaws.com}",
};
type Row = Readonly<Record<string, string>>;
const CHOSEN: Row = Object.fromEntries(
  [
    "eventtime",
    "eventname",
    "useridentity",
    "errorcode",
    "errormessage",
    "recipientaccountid",
    "serviceeventdetails",
  ].map((name) => [name, ROW[name as keyof typeof ROW]]),
);

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
const whereNeeded = (separator: string) => (text: string) =>
  /["\n]/.test(text) || text.includes(separator) ? quoted(text) : text;
const heading = (row: Row, separator: string, write: (text: string) => string) =>
  Object.keys(row).map(write).join(separator);
const values = (row: Row, separator: string, write: (text: string) => string) =>
  Object.values(row).map(write).join(separator);

const forms = [
  ["comma-separated, all quoted", ",", quoted],
  ["comma-separated, quoted where needed", ",", whereNeeded(",")],
  ["tab-separated", "\t", (text: string) => text],
  ["separated by semicolons", ";", quoted],
] as const;

describe.each([
  ["every column", ROW],
  ["chosen columns", CHOSEN],
])("%s", (_what, row) => {
  test.each(forms)("%s", (_form, separator, write) => {
    const body = values(row, separator, write);
    for (const text of [body, `${heading(row, separator, write)}\n${body}`]) {
      const [one, ...others] = explainPasted(text);
      expect(others).toEqual([]);
      expect(one).toMatchObject({ kind: "cloudtrail-event", account: "222222222222", permissionSet: "Admin" });
      expect(one?.who).toMatchObject({ kind: "Identity Center user", name: "alice@example.com" });
      expect(one?.next.at(-1)).toBe("idc-doctor why alice@example.com 222222222222 Admin");
    }
  });
});

test("members that were chosen out of a part of the event are columns of their own", () => {
  const row = {
    eventname: "GetRoleCredentials",
    username: "alice@example.com",
    role_name: "Admin",
    account_id: "222222222222",
  };
  const [one] = explainPasted(`${heading(row, ",", quoted)}\n${values(row, ",", quoted)}`);
  expect(one).toMatchObject({ account: "222222222222", permissionSet: "Admin" });
  expect(one?.next.at(-1)).toBe("idc-doctor why alice@example.com 222222222222 Admin");
});

test("what the aws CLI prints of a query's result", () => {
  const data = (cells: readonly string[]) => ({ Data: cells.map((VarCharValue) => ({ VarCharValue })) });
  const ResultSet = { Rows: [data(Object.keys(CHOSEN)), data(Object.values(CHOSEN))] };
  expect(explainPasted(JSON.stringify({ ResultSet }))[0]).toMatchObject({
    account: "222222222222",
    permissionSet: "Admin",
  });
});

test("an assignment's row names the account of the assignment, and a refused call's the account of the call", () => {
  const identity =
    "{type=AssumedRole, principalid=AROAEXAMPLE:kim@example.com, arn=arn:aws:sts::333333333333:assumed-role/AWSReservedSSO_Ops_0123456789abcdef/kim@example.com, accountid=333333333333, sessioncontext=null}";
  const assigned = {
    ...ROW,
    useridentity: identity,
    eventname: "CreateAccountAssignment",
    errorcode: "",
    errormessage: "",
    requestparameters:
      '{"targetId":"222222222222","targetType":"AWS_ACCOUNT","permissionSetArn":"arn:aws:sso:::permissionSet/ssoins-7223a5d90e0exam1/ps-a1b2c3d4e5f6a7b8","principalType":"USER","principalId":"9067000000-11112222-3333-4444-5555-666677778888"}',
    serviceeventdetails: "",
  };
  const refused = {
    ...ROW,
    useridentity: identity,
    eventsource: "s3.amazonaws.com",
    eventname: "GetObject",
    errorcode: "AccessDenied",
    serviceeventdetails: "",
  };
  for (const [row, account] of [
    [assigned, "222222222222"],
    [refused, "333333333333"],
  ] as const)
    for (const separator of ["\t", ","])
      expect(explainPasted(values(row, separator, whereNeeded(separator)))[0]).toMatchObject({
        kind: "cloudtrail-event",
        account,
      });
});
