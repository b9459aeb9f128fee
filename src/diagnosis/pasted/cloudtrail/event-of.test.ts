/** Names and parts of an event as they are put together, and how deep. */
import { describe, expect, test } from "vitest";
import type { JsonObject } from "../json.ts";
import { eventOf } from "./spellings.ts";

const plain = (object: JsonObject): unknown => JSON.parse(JSON.stringify(eventOf(object) ?? null));
const X = { eventName: "X" };

describe("parts of an event in columns of their own", () => {
  test.each([
    [
      "a part that is null is made of its columns",
      { eventname: "X", userIdentity: null, arn: "a" },
      { ...X, userIdentity: { arn: "a" }, arn: "a" },
    ],
    [
      "a part that is there stays",
      { eventname: "X", useridentity: { type: "T" }, arn: "a" },
      { ...X, userIdentity: { type: "T" }, arn: "a" },
    ],
    [
      "a role under this name is of the portal's event",
      { eventname: "X", role_name: "r" },
      { ...X, role_name: "r", serviceEventDetails: { role_name: "r" }, eventSource: "sso.amazonaws.com" },
    ],
    [
      "an account alone is of any event",
      { eventname: "X", account_id: "1" },
      { ...X, account_id: "1", serviceEventDetails: { account_id: "1" } },
    ],
  ])("%s", (_name, object, expected) => {
    expect(plain(object)).toEqual(expected);
  });
});

describe("flattened names", () => {
  test.each([
    ["what holds the event is left out", { "detail.event_name": "X" }, X],
    ["a name that only ends so is another one", { eventname: "X", "mydetail.x": 1 }, { ...X, mydetail: { x: 1 } }],
    ["a name of JavaScript's own", { eventname: "X", "__proto__.x": 1, "y.__proto__": 2 }, { ...X, y: {} }],
    [
      "eight names at most",
      { eventname: "X", "a.b.c.d.e.f.g.h.i": 1 },
      { ...X, a: { b: { c: { d: { e: { f: { g: { h: 1 } } } } } } } },
    ],
  ])("%s", (_name, object, expected) => {
    expect(plain(object)).toEqual(expected);
  });
});

test("names are read eight objects deep", () => {
  const nested = (depth: number): unknown => (depth === 0 ? { event_time: "t" } : { a: nested(depth - 1) });
  expect(JSON.stringify(plain({ eventname: "X", a: nested(7) }))).toContain("eventTime");
  expect(JSON.stringify(plain({ eventname: "X", a: nested(8) }))).toContain("event_time");
});

describe("Athena's way of writing an identity", () => {
  test.each([
    [" {type=IAMUser}", { type: "IAMUser" }],
    ["{type= IAMUser , username=}", { type: "IAMUser" }],
    ["{type=A, __proto__=b}", { type: "A" }],
    ["{__proto__={a=b}, type=A}", { type: "A" }],
    ["{type=A, onbehalfof={userid=u}, arn=x}", { type: "A", onBehalfOf: { userId: "u" }, arn: "x" }],
    ['{"type":"A"}', { type: "A" }],
    ["{type=A} arn=x", { type: "A" }],
  ])("%s", (written, expected) => {
    expect(plain({ eventname: "X", useridentity: written })).toEqual({ ...X, userIdentity: expected });
  });
});
