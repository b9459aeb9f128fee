/** LookupEvents: bounded where one name must do, whole where every change counts. */
import { describe, expect, test } from "vitest";
import { lookupChanges, lookupEvents, newestFirst } from "./cloudtrail.ts";
import { fakeAws, pages, REFUSED } from "./testing/fake-calling.ts";

const row = (eventName: string, eventTime: string) => ({
  CloudTrailEvent: JSON.stringify({ eventName, eventTime, eventSource: "sso.amazonaws.com" }),
});
const nameAsked = (input: Readonly<Record<string, unknown>>): string =>
  (input["LookupAttributes"] as readonly { readonly AttributeValue: string }[])[0]?.AttributeValue ?? "";

describe("events by name", () => {
  test("of all names, the newest first", async () => {
    const aws = fakeAws({
      LookupEvents: (input: Readonly<Record<string, unknown>>) => ({
        Events: [
          row(nameAsked(input), nameAsked(input) === "DeleteUser" ? "2026-09-01T00:00:00Z" : "2026-09-02T00:00:00Z"),
        ],
      }),
    });
    expect(
      await newestFirst(["DeleteUser", "CreateUser"].map((name) => lookupEvents(aws.calling, { name }))),
    ).toMatchObject({
      value: [{ name: "CreateUser" }, { name: "DeleteUser" }],
    });
    expect(aws.asked.map(({ region }) => region)).toEqual(["eu-west-1", "eu-west-1"]);
  });

  test("250 of one name are enough", async () => {
    const full = { Events: Array.from({ length: 50 }, () => row("CreateUser", "2026-09-02T00:00:00Z")) };
    const aws = fakeAws({ LookupEvents: pages(full, full, full, full, full, full) });
    const found = await lookupEvents(aws.calling, { name: "CreateUser" });
    expect(found.state === "known" && found.value).toHaveLength(250);
    expect(aws.asked).toHaveLength(5);
  });

  test("older ones are not asked for where a time is given", async () => {
    const aws = fakeAws({ LookupEvents: {} });
    await lookupEvents(aws.calling, { name: "GetRoleCredentials", since: "2026-09-01T00:00:00Z" });
    expect(aws.asked[0]?.input).toMatchObject({ StartTime: new Date("2026-09-01T00:00:00Z") });
  });

  test("rows that are no JSON are left out", async () => {
    const { calling } = fakeAws({
      LookupEvents: { Events: [{ CloudTrailEvent: "{" }, {}, row("CreateUser", "2026-09-02T00:00:00Z")] },
    });
    expect(await lookupEvents(calling, { name: "CreateUser" })).toMatchObject({ value: [{ name: "CreateUser" }] });
  });

  test("one name that is refused makes all unknown", async () => {
    const { calling } = fakeAws({
      LookupEvents: (input: Readonly<Record<string, unknown>>) => (nameAsked(input) === "DeleteUser" ? REFUSED : {}),
    });
    expect(
      await newestFirst(["CreateUser", "DeleteUser"].map((name) => lookupEvents(calling, { name }))),
    ).toMatchObject({
      state: "unknown",
      failure: { permission: "cloudtrail:LookupEvents" },
    });
  });
});

describe("changes since a time", () => {
  const since = new Date("2026-09-01T00:00:00Z");

  test("are read to the last page, whatever their number", async () => {
    const full = { Events: Array.from({ length: 50 }, () => row("CreateUser", "2026-09-02T00:00:00Z")) };
    const aws = fakeAws({ LookupEvents: pages(full, full, full, full, full, full, full) });
    const found = await lookupChanges(aws.calling, "us-east-1", since);
    expect(found.state === "known" && found.value).toHaveLength(350);
    expect(aws.asked[0]).toMatchObject({
      region: "us-east-1",
      input: { StartTime: since, LookupAttributes: [{ AttributeKey: "ReadOnly", AttributeValue: "false" }] },
    });
  });

  test("rows that are no objects are left out", async () => {
    const { calling } = fakeAws({
      LookupEvents: { Events: [{ CloudTrailEvent: "3" }, { CloudTrailEvent: "null" }, {}] },
    });
    expect(await lookupChanges(calling, "us-east-1", since)).toMatchObject({ state: "known", value: [] });
  });
});
