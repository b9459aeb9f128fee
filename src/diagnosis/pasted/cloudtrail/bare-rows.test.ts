/** Rows without their heading: by the documented order of Athena's columns, else each cell by its form. */
import { describe, expect, test } from "vitest";
import { bareRow } from "./bare-rows.ts";

const IDENTITY = "{type=IAMUser, username=bob}";
const TIME = "2026-07-01T00:08:20Z";
const SOURCE = "sso.amazonaws.com";

describe("by the order of columns", () => {
  test("each has its name, and an empty one or one for nothing is left out", () => {
    expect(
      bareRow([" 1.08 ", IDENTITY, TIME, SOURCE, "x", "us-east-1", "1.2.3.4", "cli", "E", "m", "null", "", "-"]),
    ).toEqual({
      eventVersion: "1.08",
      userIdentity: IDENTITY,
      eventTime: TIME,
      eventSource: SOURCE,
      eventName: "x",
      awsRegion: "us-east-1",
      sourceIPAddress: "1.2.3.4",
      userAgent: "cli",
      errorCode: "E",
      errorMessage: "m",
    });
  });

  test.each([
    ["another version", ["2.08", IDENTITY, TIME, SOURCE, "x"]],
    ["a longer version", ["1.080", IDENTITY, TIME, SOURCE, "x"]],
    ["no identity", ["1.08", "bob", TIME, SOURCE, "x"]],
    ["no time", ["1.08", IDENTITY, "today", SOURCE, "x"]],
    ["no source", ["1.08", IDENTITY, TIME, "sso", "x"]],
  ])("not with %s", (_what, cells) => {
    expect(bareRow(cells)).toBeUndefined();
  });
});

describe("by form", () => {
  test.each([
    ["the name behind the source", [SOURCE, "ListAccounts"], { eventSource: SOURCE, eventName: "ListAccounts" }],
    [
      "the first name elsewhere",
      ["ListAccounts", SOURCE, "x", "Other"],
      { eventSource: SOURCE, eventName: "ListAccounts" },
    ],
    [
      "no error for a name",
      ["AccessDenied", SOURCE, "", "ListAccounts"],
      { eventSource: SOURCE, eventName: "ListAccounts", errorCode: "AccessDenied" },
    ],
    ["an identity without a source", [IDENTITY, "ListAccounts"], { userIdentity: IDENTITY, eventName: "ListAccounts" }],
    [
      "an identity of JSON",
      ['{"type":"Root"}', "ListAccounts"],
      { userIdentity: '{"type":"Root"}', eventName: "ListAccounts" },
    ],
    [
      "time, Region and account",
      [SOURCE, "ListAccounts", "2026-07-01 00:08", "ap-southeast-2", "111122223333"],
      {
        eventSource: SOURCE,
        eventName: "ListAccounts",
        eventTime: "2026-07-01 00:08",
        awsRegion: "ap-southeast-2",
        recipientAccountId: "111122223333",
      },
    ],
    [
      "neither of a longer number or word",
      [SOURCE, "ListAccounts", "x 2026-07-01 00:08", "us-east-12", "1111222233334"],
      { eventSource: SOURCE, eventName: "ListAccounts" },
    ],
    [
      "a message of words behind its code",
      [SOURCE, "ListAccounts", "ThrottlingException", "Rate is exceeded"],
      {
        eventSource: SOURCE,
        eventName: "ListAccounts",
        errorCode: "ThrottlingException",
        errorMessage: "Rate is exceeded",
      },
    ],
    [
      "no message of one word",
      [SOURCE, "ListAccounts", "ThrottlingException", "Rate"],
      { eventSource: SOURCE, eventName: "ListAccounts", errorCode: "ThrottlingException" },
    ],
    [
      "no message of JSON",
      [SOURCE, "ListAccounts", "ThrottlingException", '{"a": 1}'],
      {
        eventSource: SOURCE,
        eventName: "ListAccounts",
        errorCode: "ThrottlingException",
        requestParameters: '{"a": 1}',
      },
    ],
    [
      "a client's code",
      [SOURCE, "ListAccounts", "Client.UnauthorizedAccess", "not now"],
      {
        eventSource: SOURCE,
        eventName: "ListAccounts",
        errorCode: "Client.UnauthorizedAccess",
        errorMessage: "not now",
      },
    ],
    [
      "no code in small letters",
      [SOURCE, "ListAccounts", "an error", "not now"],
      { eventSource: SOURCE, eventName: "ListAccounts" },
    ],
    [
      "details of the portal",
      [SOURCE, "Federate", '{"role_name":"A"}'],
      { eventSource: SOURCE, eventName: "Federate", serviceEventDetails: '{"role_name":"A"}' },
    ],
    [
      "additional data",
      [SOURCE, "Federate", '{"LoginTo":"x"}'],
      { eventSource: SOURCE, eventName: "Federate", additionalEventData: '{"LoginTo":"x"}' },
    ],
    [
      "a response",
      [SOURCE, "Federate", '{"credentials": {}}', '{"a":1}'],
      {
        eventSource: SOURCE,
        eventName: "Federate",
        responseElements: '{"credentials": {}}',
        requestParameters: '{"a":1}',
      },
    ],
    [
      "a status",
      [SOURCE, "Federate", '{"status" : "x"}'],
      { eventSource: SOURCE, eventName: "Federate", responseElements: '{"status" : "x"}' },
    ],
    [
      "the first of a form",
      [SOURCE, "Federate", '{"a":1}', '{"b":2}'],
      { eventSource: SOURCE, eventName: "Federate", requestParameters: '{"a":1}' },
    ],
  ] as const)("%s", (_what, cells, row) => {
    expect(bareRow(cells)).toEqual(row);
  });

  test.each([
    ["a name alone", ["ListAccounts", "x"]],
    ["a source without a name", [SOURCE, "listAccounts"]],
    ["a name that is too short", [SOURCE, "Lis"]],
    ["an identity that stands in another cell", [`x ${IDENTITY}`, "ListAccounts"]],
    ["a source that is longer", ["sso.amazonaws.com.cn", "ListAccounts"]],
  ])("nothing of %s", (_what, cells) => {
    expect(bareRow(cells)).toBeUndefined();
  });
});
