/** When events can tell what happened since a document was taken, and when only a full collection can. */
import { describe, expect, test } from "vitest";
import type { Coverage, UnreadPart } from "../../../model/coverage.ts";
import type { OrganizationDocument } from "../../../model/organization-document/document.ts";
import { AT, documentWith, SANDBOX } from "../../question/testing/asked-organization.ts";
import { eventId, isAboutLast, lookBackFrom, whyNotFromEvents, whyNotTold } from "./cloudtrail-window.ts";

const gap = (part: UnreadPart): Coverage["gaps"][number] => ({
  part,
  failure: { kind: "refused", service: "s", operation: "o", permission: "p", message: "no" },
});
const snapshot = (
  more: Partial<OrganizationDocument> = {},
  coverage: Partial<Coverage> = {},
): OrganizationDocument => ({
  ...documentWith(),
  coverage: { walk: "pairs", blindSpot: null, gaps: [], ...coverage },
  ...more,
});
const after = (milliseconds: number) => new Date(Date.parse(AT) + milliseconds);
const MINUTE = 60_000;
const DAY = 86_400_000;

test("events are asked for from twenty minutes before the document", () => {
  expect(lookBackFrom(snapshot())).toEqual(after(-20 * MINUTE));
});

describe("events can tell", () => {
  const { instance } = documentWith();
  if (!instance) throw new Error("the organization has an instance");

  test.each([
    { what: "just taken", now: after(0), document: snapshot() },
    { what: "of a clock five minutes ahead", now: after(-5 * MINUTE), document: snapshot() },
    { what: "as old as the history with the overlap", now: after(90 * DAY - 20 * MINUTE), document: snapshot() },
    {
      what: "with a gap that is no base list",
      now: after(DAY),
      document: snapshot({}, { gaps: [gap({ kind: "account", accountId: SANDBOX })] }),
    },
  ])("of a document $what", ({ document, now }) => {
    expect(whyNotFromEvents(document, now)).toBeUndefined();
  });

  test.each([
    { what: "written by hand", now: after(DAY), document: documentWith(), why: /written by hand/ },
    { what: "of the future", now: after(-5 * MINUTE - 1), document: snapshot(), why: /has not come yet/ },
    {
      what: "older than the history",
      now: after(90 * DAY - 20 * MINUTE + 1),
      document: snapshot(),
      why: /older than the 90 days/,
    },
    {
      what: "of an Active Directory",
      now: after(DAY),
      document: snapshot({ instance: { ...instance, identitySource: "active-directory" } }),
      why: /Active Directory/,
    },
    {
      what: "without the list of permission sets",
      now: after(DAY),
      document: snapshot({}, { gaps: [gap({ kind: "permission-sets" })] }),
      why: /list of permission sets$/,
    },
  ])("nothing of a document $what", ({ document, now, why }) => {
    expect(whyNotFromEvents(document, now)).toMatch(why);
  });
});

describe("the events found", () => {
  const event = (eventID: string, more: object = {}) => ({
    eventID,
    eventName: "CreateUser",
    eventSource: "sso-directory.amazonaws.com",
    eventTime: AT,
    ...more,
  });
  const withTrail = snapshot({}, { trail: { collectedAt: AT, eventIds: ["one", "two"] } });

  test("tell, where those of the last time are among them", () => {
    expect(whyNotTold(withTrail, [event("two"), event("one"), event("three")])).toBeUndefined();
    expect(whyNotTold(snapshot(), [])).toBeUndefined();
  });

  test("do not tell where one of the last time is lost", () => {
    expect(whyNotTold(withTrail, [event("one")])).toMatch(/^the event two of the last catching up/);
  });

  test("do not tell where one does not say what it changed", () => {
    const dark = event("dark", { eventName: "CreateAccountAssignment", eventSource: "sso.amazonaws.com" });
    expect(whyNotTold(snapshot(), [event("one"), dark])).toBe(
      `the event CreateAccountAssignment of sso.amazonaws.com at ${AT} (dark) does not say what it changed`,
    );
    const refused = { ...dark, errorCode: "AccessDenied" };
    expect(whyNotTold(snapshot(), [refused])).toBeUndefined();
  });

  test.each([
    { minutes: 19, isLast: true },
    { minutes: 20, isLast: false },
  ])("$minutes minutes old: looked for again: $isLast", ({ minutes, isLast }) => {
    const one = event("one", { eventTime: after(-minutes * MINUTE).toISOString() });
    expect(isAboutLast(after(0))(one)).toBe(isLast);
    expect(eventId(one)).toBe("one");
  });
});
