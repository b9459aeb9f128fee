/** One event in the spellings of the tools that hold it: each tells the same, and the account asked about is never the recipient. */
import { describe, expect, test } from "vitest";
import { explainPasted } from "../index.ts";

const USER = "9067000000-11112222-3333-4444-5555-666677778888";
const EVENT = {
  eventTime: "2026-07-01T00:08:20Z",
  eventSource: "sso.amazonaws.com",
  eventName: "GetRoleCredentials",
  errorCode: "ForbiddenException",
  errorMessage: "No access",
  userIdentity: { type: "IdentityCenterUser", accountId: "111111111111", onBehalfOf: { userId: USER } },
  serviceEventDetails: { role_name: "Admin", account_id: "222222222222" },
  recipientAccountId: "111111111111",
};
const json = JSON.stringify(EVENT);
const python = json.replaceAll('"', "'");
const DETAILS = '{"role_name":"Admin","account_id":"222222222222"}';
const STRUCT = `{type=IdentityCenterUser, principalid=null, accountid=111111111111, onbehalfof={userid=${USER}}, sessioncontext=null}`;
const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;

describe("the same event", () => {
  test.each([
    { what: "as CloudTrail writes it", text: json },
    { what: "printed by Python", text: python.replace("{", "{'readOnly': True, 'requestParameters': None, ") },
    {
      what: "looked up with boto3",
      text: `{'Events': [{'EventName': 'GetRoleCredentials', 'EventTime': datetime.datetime(2026, 7, 1, 0, 8, 20, tzinfo=tzlocal()), 'CloudTrailEvent': '${json}'}]}`,
    },
    { what: "in event.original", text: JSON.stringify({ "@timestamp": "x", event: { original: json } }) },
    { what: "in a flattened event.original", text: JSON.stringify({ "event.original": json }) },
    { what: "in hits of a search engine", text: JSON.stringify({ hits: { hits: [{ _source: { message: json } }] } }) },
    {
      what: "as JSON inside of a message",
      text: JSON.stringify({ Type: "Notification", Message: JSON.stringify({ detail: EVENT }) }),
    },
    {
      what: "as a row of CloudTrail Lake",
      text: JSON.stringify({ QueryResultRows: [Object.entries(EVENT).map(([name, value]) => ({ [name]: value }))] }),
    },
    {
      what: "as a row of Athena with its heading",
      text: `eventtime,eventname,eventsource,errorcode,errormessage,useridentity,serviceeventdetails,recipientaccountid\n2026-07-01T00:08:20Z,GetRoleCredentials,sso.amazonaws.com,ForbiddenException,No access,${quoted(STRUCT)},${quoted(DETAILS)},111111111111`,
    },
    {
      what: "as Athena's row in JSON",
      text: JSON.stringify({
        eventname: EVENT.eventName,
        eventsource: EVENT.eventSource,
        errorcode: EVENT.errorCode,
        errormessage: EVENT.errorMessage,
        useridentity: STRUCT,
        serviceeventdetails: DETAILS,
        recipientaccountid: "111111111111",
      }),
    },
    {
      what: "with a name and a value on each line",
      text: `event_name   GetRoleCredentials\nevent_source   sso.amazonaws.com\nerror_code   ForbiddenException\nerror_message   No access\nuser_identity   ${STRUCT}\nservice_event_details   ${DETAILS}`,
    },
    {
      what: "in a table of Markdown",
      text: `| eventname | eventsource | errorcode | errormessage | useridentity | serviceeventdetails |\n|---|---|---|---|---|---|\n| GetRoleCredentials | sso.amazonaws.com | ForbiddenException | No access | ${STRUCT} | ${DETAILS} |`,
    },
    { what: "in Logs Insights", text: `@timestamp,@message\n2026-07-01,${quoted(json)}` },
    { what: "cut off at its end", text: json.slice(0, json.indexOf('"recipientAccountId"')) },
    { what: "cut off at its beginning", text: json.slice(json.indexOf('"eventSource"')) },
  ])("$what", ({ text }) => {
    const found = explainPasted(text);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({
      kind: "cloudtrail-event",
      action: "GetRoleCredentials",
      account: "222222222222",
      permissionSet: "Admin",
      who: { name: USER },
    });
    expect(found[0]?.next.at(-1)).toBe(`idc-doctor why ${USER} 222222222222 Admin`);
    expect(found[0]?.meaning.join(" ")).toContain("ForbiddenException: No access");
  });

  test("in the Elastic Common Schema", () => {
    const text = JSON.stringify({
      "@timestamp": EVENT.eventTime,
      event: { action: EVENT.eventName, provider: EVENT.eventSource },
      aws: { cloudtrail: { error_code: "ForbiddenException", service_event_details: EVENT.serviceEventDetails } },
    });
    expect(explainPasted(text)[0]).toMatchObject({ account: "222222222222", permissionSet: "Admin" });
  });

  test("a part of it says so", () => {
    const [part] = explainPasted(json.slice(0, -20));
    expect(part?.meaning.at(-1)).toBe("The JSON is not complete: only the part that is there was read.");
    expect(explainPasted(json)[0]?.meaning.join(" ")).not.toContain("not complete");
  });
});

test("the message of a sign-in event without a code is told", () => {
  const [signIn] = explainPasted(
    JSON.stringify({
      eventName: "ExternalIdPDirectoryLogin",
      eventSource: "signin.amazonaws.com",
      errorMessage: "invalid name id policy format",
      userIdentity: { type: "Unknown" },
      serviceEventDetails: { ExternalIdPDirectoryLogin: "Failure" },
    }),
  );
  expect(signIn?.meaning.join(" ")).toContain("invalid name id policy format");
  expect(signIn?.fits.map(({ id }) => id)).toContain("sign-in-name-mismatch");
});

test("words for nothing are no values", () => {
  const [event] = explainPasted(
    JSON.stringify({
      ...EVENT,
      errorCode: "undefined",
      errorMessage: null,
      serviceEventDetails: { role_name: "Admin" },
    }),
  );
  expect(event?.meaning.join(" ")).not.toContain("undefined");
  expect(event?.account).toBeNull();
});

test("the same refusal again and again is one, with what differs", () => {
  const refused = (eventTime: string) => ({ ...EVENT, eventTime });
  const found = explainPasted(
    JSON.stringify({ Records: [refused("2026-07-01T00:00:00Z"), refused("2026-07-02T00:00:00Z")] }),
  );
  expect(found).toHaveLength(1);
  expect(found[0]).toMatchObject({ times: 2, time: null, account: "222222222222" });
  expect(found[0]?.occurrences.map(({ time }) => time)).toEqual(["2026-07-01T00:00:00Z", "2026-07-02T00:00:00Z"]);
});

test.each([
  "eventName GetRoleCredentials\nerror_code AccessDenied",
  "eventName,eventSource,error_code\nGetRoleCredentials,sso.amazonaws.com,AccessDenied",
  '{"eventName":"GetRoleCredentials","eventSource":"sso.amazonaws.com","error_code":"AccessDenied"}',
])("one name in another spelling beside CloudTrail's own is read, and the call failed: %s", (text) => {
  expect(explainPasted(text)[0]?.meaning[0]).toBe("The call failed with AccessDenied.");
});
