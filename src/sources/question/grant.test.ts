/** The call plan of one grant: each fact is read only where it can matter, and a failed read stops nothing beside it. */
import { describe, expect, test } from "vitest";
import { certain, parseAccountId } from "../../model/ids.ts";
import { known, unread } from "../../model/reading.ts";
import type { Reader } from "../reader.ts";
import { readGrant } from "./grant.ts";
import {
  grantOf,
  groupId,
  readerOf,
  refused,
  refusing,
  setFacts,
  subjectOf,
  userId,
} from "./testing/asked-organization.ts";

const READ_ONLY = setFacts("ReadOnly");
const CLOSED = certain(parseAccountId("333344445555"));
const portal = () => Promise.resolve(known({ listsAccount: true, roleNames: ["ReadOnly"], givesCredentials: true }));

async function read(
  user: string,
  answers: Partial<Reader> = {},
  {
    more = {},
    grant = grantOf(),
  }: { more?: Readonly<Record<string, unknown>>; grant?: ReturnType<typeof grantOf> } = {},
) {
  const reader = readerOf({ portal, ...answers }, more);
  return { facts: await readGrant(subjectOf(reader, user), grant), asked: reader.asked };
}
const times = (asked: readonly string[], name: string) => asked.filter((one) => one === name).length;

describe("a grant that is complete", () => {
  test("reads the role and the portal, and no failures", async () => {
    const { facts } = await read("alice");
    expect(facts).toMatchObject({
      user: { value: { userName: "alice@example.com" } },
      freshness: { value: "latest" },
      requests: { state: "unread", reason: "the grant is complete" },
      grantedAt: { state: "known" },
      otherGrants: { state: "unread" },
      role: { value: { roleName: expect.stringContaining("ReadOnly") } },
      portal: { value: { listsAccount: true } },
    });
  });

  test("names who reaches the user, and leaves the others", async () => {
    const { facts, asked } = await read("alice");
    expect(facts.attached).toMatchObject({
      value: [
        {
          principal: { id: groupId("Developers") },
          details: { value: { name: "Developers" } },
          isEmpty: { state: "unread" },
        },
        {
          principal: { id: userId("bob") },
          details: { state: "unread", reason: "the grant reaches the user without it" },
        },
      ],
    });
    expect(asked).not.toContain("isGroupEmpty");
  });

  test("through the user's own row although the memberships are refused", async () => {
    const { facts } = await read("bob", { groupIdsOf: refusing("ListGroupMembershipsForMember") });
    expect(facts.portal.state).toBe("known");
    expect(facts.groupIds.state).toBe("unknown");
  });
});

describe("a grant that reaches nobody asked about", () => {
  test("looks at who is assigned, and whether the groups are empty", async () => {
    const { facts, asked } = await read("carol");
    expect(facts.attached).toMatchObject({
      value: [
        { details: { value: { name: "Developers" } }, isEmpty: { value: false } },
        { details: { value: { name: "bob@example.com" } }, isEmpty: { reason: "a user is no group" } },
      ],
    });
    expect(facts).toMatchObject({
      portal: { state: "unread" },
      role: { state: "unread" },
      grantedAt: { state: "unread" },
    });
    expect(asked).not.toContain("portal");
  });

  test("looks at ten of the assigned", async () => {
    const assigned = Array.from({ length: 12 }, () => ({ type: "GROUP", id: groupId("Empty") }) as const);
    const { facts } = await read("carol", {
      assignments: () => Promise.resolve(known(assigned.map((one) => ({ ...one })))),
    });
    const details = facts.attached.state === "known" ? facts.attached.value.map((one) => one.details.state) : [];
    expect(details.filter((state) => state === "known")).toHaveLength(10);
    expect(details.slice(10)).toEqual(["unread", "unread"]);
  });

  test("an assigned principal that is gone is null", async () => {
    const { facts } = await read("carol", { group: () => Promise.resolve(known(null)) });
    expect(facts.attached).toMatchObject({ value: [{ details: { state: "known", value: null } }, {}] });
  });

  test("asks what else the user has where no group is assigned", async () => {
    const only = [{ account: "sandbox", permissionSet: "ReadOnly", user: "bob@example.com" }];
    expect((await read("carol", {}, { more: { assignments: only } })).facts.otherGrants.state).toBe("known");
    expect((await read("carol")).facts.otherGrants.state).toBe("unread");
  });
});

describe("freshness", () => {
  test("the second list is read only where the first does not name the set", async () => {
    expect(times((await read("alice")).asked, "provisionedSets")).toBe(1);
  });

  test.each([
    { latest: [], outdated: [READ_ONLY.arn], freshness: "outdated" },
    { latest: [], outdated: [], freshness: "not-provisioned" },
  ])("$freshness", async ({ latest, outdated, freshness }) => {
    const provisionedSets: Reader["provisionedSets"] = (_instance, _account, asked) =>
      Promise.resolve(known(asked === "latest" ? latest : outdated));
    const { facts, asked } = await read("alice", { provisionedSets });
    expect(facts.freshness).toMatchObject({ value: freshness });
    expect(asked.includes("portal")).toBe(freshness === "outdated");
    expect(facts.requests.state).toBe("known");
  });

  test("is unknown where a list is refused; the portal tells nothing then", async () => {
    const { facts, asked } = await read("alice", { provisionedSets: refusing("ListX") });
    expect(facts.freshness.state).toBe("unknown");
    expect(asked).not.toContain("portal");
  });
});

describe("what is not there", () => {
  test("a user: null, and no other grants are looked for", async () => {
    const reader = readerOf();
    const subject = subjectOf(reader, "alice", { userId: Promise.resolve(known(null, ["e5"])) });
    const facts = await readGrant(subject, grantOf());
    expect(facts.user).toEqual(known(null, ["e5"]));
    expect(facts.groupIds).toEqual(unread("there is no such user"));
    expect(reader.asked).not.toContain("groupIdsOf");
  });

  test("a user who could not be looked up is unknown", async () => {
    const subject = subjectOf(readerOf(), "alice", { userId: Promise.resolve(refused("GetUserId")) });
    const facts = await readGrant(subject, grantOf());
    expect([facts.user.state, facts.attached.state]).toEqual(["unknown", "unknown"]);
  });

  test("an account: its ledgers and its role are not looked at", async () => {
    const more = { assignments: [{ account: "sandbox", permissionSet: "ReadOnly", user: "bob@example.com" }] };
    const { facts } = await read("carol", { account: () => Promise.resolve(known(null)) }, { more });
    expect(facts.requests).toEqual(unread("the account is gone or closed"));
    expect(facts.otherGrants.state).toBe("unread");
  });

  test("a closed account's role", async () => {
    const assignments = [{ account: "closed", permissionSet: "ReadOnly", user: "alice@example.com" }];
    const provisionedSets = () => Promise.resolve(known([READ_ONLY.arn]));
    const { facts, asked } = await read(
      "alice",
      { provisionedSets },
      { more: { assignments }, grant: grantOf({ accountId: CLOSED }) },
    );
    expect(facts).toMatchObject({ freshness: { value: "latest" }, role: { state: "unread" } });
    expect(asked).not.toContain("reservedRole");
  });

  test("an assignment list of a set that is gone is empty", async () => {
    const { facts } = await read("alice", { assignments: () => Promise.resolve(known(null)) });
    expect(facts.attached).toMatchObject({ state: "known", value: [] });
  });

  test("assignments that are refused: nothing is said of who is assigned", async () => {
    const { facts } = await read("alice", { assignments: refusing("ListAccountAssignments") });
    expect(facts.attached.state).toBe("unknown");
    expect(facts.requests).toEqual(unread("the assignments are not known"));
  });
});

describe("the delegate's limit", () => {
  const delegate = () => Promise.resolve(known({ accountId: certain(parseAccountId("777788889999")), arn: "x" }));

  test("does not bind the management account", async () => {
    expect((await read("carol")).facts.isSetInManagementAccount).toEqual(
      unread("the caller is in the management account"),
    );
  });

  test.each([
    { what: "there", sets: [READ_ONLY.arn], isThere: true },
    { what: "not there", sets: [], isThere: false },
  ])("a set that is $what", async ({ sets, isThere }) => {
    const provisionedSets = () => Promise.resolve(known(sets));
    const reachesNobody = { assignments: [] };
    const { facts } = await read("carol", { callerIdentity: delegate, provisionedSets }, { more: reachesNobody });
    expect(facts.isSetInManagementAccount).toMatchObject({ value: isThere });
  });

  test("is open where the caller or a list is not known", async () => {
    expect((await read("carol", { callerIdentity: refusing("X") })).facts.isSetInManagementAccount.state).toBe(
      "unread",
    );
    const answers = { callerIdentity: delegate, provisionedSets: refusing("ListX") };
    expect((await read("carol", answers)).facts.isSetInManagementAccount.state).toBe("unknown");
  });
});

test("a set whose name came late: its ledger is asked beside the assignments", async () => {
  const late = grantOf({ isSetLate: Promise.resolve(true) });
  const complete = (await read("alice")).asked;
  const prefetched = (await read("alice", {}, { grant: late })).asked;
  expect(times(prefetched, "requestRows")).toBe(times(complete, "requestRows") + 2);
});
