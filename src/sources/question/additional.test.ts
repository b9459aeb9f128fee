/** Each additional source is asked only where it can tell something, and says why. */
import { describe, expect, test } from "vitest";
import { attachedGroup, orphan, request, sandbox } from "../../facts/grant/testing/grant-facts.ts";
import type { UserFacts } from "../../facts/grant/user-facts.ts";
import { known } from "../../model/reading.ts";
import type { Reader } from "../reader.ts";
import { groupId, readerOf, refusing, subjectOf, userId } from "./testing/asked-organization.ts";
import { ALICE, OUT_OF_REACH, person, provided, reach, read, seen, unreached } from "./testing/seen.ts";

describe("a grant that works", () => {
  test("asks nothing more", async () => {
    const { facts, asked, sources } = await read(seen());
    expect([sources, asked.filter((name) => name !== "instances")]).toEqual([[], []]);
    expect(facts.trail.state).toBe("unread");
  });

  test("of a provider's user whose address is another name: who signs in", async () => {
    const names: (readonly string[])[] = [];
    const trail: Reader["trail"] = (asked) => {
      names.push(asked);
      return Promise.resolve(known([]));
    };
    const { sources } = await read(seen({ user: known(provided) }), { trail });
    expect(sources).toEqual(["CloudTrail", "records of the same person"]);
    expect(names).toEqual([["ExternalIdPDirectoryLogin"]]);
  });
});

describe("sources by what was seen", () => {
  const failing = (failureReason: string) => known([request({ kind: "provision", status: "FAILED", failureReason })]);
  const ABOUT_POLICY = "Received a 404 status error: Not supported policy arn:aws:iam::111122223333:policy/Guard";
  const action = { action: "s3:GetObject", resource: undefined, region: undefined };
  const asking = { ...subjectOf(readerOf(), "alice").question, action };
  const underWay = known([request({ kind: "provision", status: "IN_PROGRESS", failureReason: ABOUT_POLICY })]);
  const inState = (state: "ACTIVE" | "SUSPENDED") => known({ ...sandbox, state });

  test.each([
    {
      what: "a failure about a policy",
      of: seen({ requests: failing(ABOUT_POLICY) }),
      source: "content of the permission set",
      is: true,
    },
    {
      what: "a request under way",
      of: seen({ requests: underWay }),
      source: "content of the permission set",
      is: false,
    },
    {
      what: "another failure",
      of: seen({ requests: failing("x") }),
      source: "content of the permission set",
      is: false,
    },
    {
      what: "an active account out of reach",
      of: seen({ requests: failing(OUT_OF_REACH) }),
      source: "trusted access",
      is: true,
    },
    {
      what: "a suspended account out of reach",
      of: seen({ requests: failing(OUT_OF_REACH), account: inState("SUSPENDED") }),
      source: "trusted access",
      is: false,
    },
    { what: "nobody assigned", of: unreached(), source: "applications of the user", is: true },
    {
      what: "an account that is gone",
      of: unreached({ account: known(null), attached: known([attachedGroup()]) }),
      source: "applications of the user",
      is: true,
    },
    {
      what: "somebody assigned",
      of: unreached({ attached: known([attachedGroup()]) }),
      source: "applications of the user",
      is: false,
    },
    { what: "a user who is gone", of: unreached({ user: known(null) }), source: "applications of the user", is: false },
    { what: "a user who is not reached", of: unreached(), source: "records of the same person", is: true },
    {
      what: "a deleted group, and groups of the user",
      of: unreached({ attached: known([orphan("GROUP")]) }),
      source: "groups of the user",
      is: true,
    },
    {
      what: "a deleted group, and a user without groups",
      of: unreached({ attached: known([orphan("GROUP")]), reach: reach(false, []) }),
      source: "groups of the user",
      is: false,
    },
    {
      what: "a deleted user",
      of: unreached({ attached: known([orphan("USER")]) }),
      source: "groups of the user",
      is: false,
    },
    {
      what: "two assigned, none the user",
      of: unreached({ attached: known([attachedGroup(), attachedGroup()]) }),
      source: "everybody who is assigned",
      is: true,
    },
    {
      what: "one assigned, not the user",
      of: unreached({ attached: known([attachedGroup()]) }),
      source: "everybody who is assigned",
      is: false,
    },
  ])("$what: $source: $is", async ({ of, source, is }) => {
    expect((await read(of)).sources.includes(source)).toBe(is);
  });

  test.each([
    { state: "ACTIVE", is: true },
    { state: "SUSPENDED", is: false },
  ] as const)("IAM of an account that is $state, where a way into it was given: $is", async ({ state, is }) => {
    const { sources } = await read(seen({ account: inState(state) }), { canReadAccountIam: true });
    expect(sources.includes("IAM of the account")).toBe(is);
  });

  test("an action: everything that decides it", async () => {
    const { sources } = await read(seen(), {}, { question: asking });
    expect(sources).toEqual([
      "content of the permission set",
      "attributes for access control",
      "policies of the organization",
    ]);
  });

  test("a snapshot from before: the content is compared", async () => {
    const before = () => Promise.resolve(known(null));
    const { sources, facts } = await read(seen(), {}, { before });
    expect(sources).toEqual(["content of the permission set"]);
    expect(facts.before).toEqual(known(null));
    expect((await read(seen(), {}, { isBefore: true })).sources).toEqual(["content of the permission set"]);
  });
});

describe("records of the same person", () => {
  const look = (
    user: UserFacts,
    ids: Readonly<Record<string, ReturnType<typeof userId> | null>>,
    answers: Partial<Reader> = {},
  ) => {
    const lookups: string[] = [];
    const namesakeId: Reader["namesakeId"] = (_store, path, value) => {
      lookups.push(`${path} ${value}`);
      return Promise.resolve(known(ids[path] ?? null));
    };
    return read(unreached({ user: known(user) }), { namesakeId, ...answers }).then(({ facts }) => ({
      lookups,
      found:
        facts.namesakes.state === "known"
          ? facts.namesakes.value.map(({ userName }) => userName)
          : facts.namesakes.state,
    }));
  };

  test("whoever has the user's address as name, or the user's name as address", async () => {
    expect(await look(provided, { userName: userId("bob"), "emails.value": userId("carol") })).toEqual({
      lookups: ["userName alice.other@example.com", "emails.value alice@example.com"],
      found: ["bob@example.com", "carol@example.com"],
    });
  });

  test("the user is no namesake, and two ways to one record are one", async () => {
    expect((await look(provided, { userName: ALICE, "emails.value": ALICE })).found).toEqual([]);
    const bob = userId("bob");
    expect((await look(provided, { userName: bob, "emails.value": bob })).found).toEqual(["bob@example.com"]);
  });

  test("a name that is the address is looked up once, and without an @ not as an address", async () => {
    expect((await look({ ...person, email: person.userName }, {})).lookups).toEqual(["emails.value alice@example.com"]);
    expect((await look({ ...person, userName: "alice" }, {})).lookups).toEqual(["userName alice@example.com"]);
  });

  test("a refused lookup is unknown", async () => {
    expect((await look(provided, {}, { namesakeId: refusing("GetUserId") })).found).toBe("unknown");
  });
});

describe("the user's own groups", () => {
  const of = unreached({
    attached: known([orphan("GROUP")]),
    reach: reach(false, [groupId("Developers"), groupId("Everyone")]),
  });

  test("with names", async () => {
    expect((await read(of)).facts.ownGroups).toMatchObject({ value: [{ name: "Developers" }, { name: "Everyone" }] });
  });

  test("one that is gone is left out, one that is refused makes them unknown", async () => {
    expect((await read(of, { group: () => Promise.resolve(known(null)) })).facts.ownGroups).toMatchObject({
      value: [],
    });
    expect((await read(of, { group: refusing("DescribeGroup") })).facts.ownGroups.state).toBe("unknown");
  });

  test("no more than twenty-five", async () => {
    const many = Array.from({ length: 30 }, () => groupId("Developers"));
    const { facts } = await read({ ...of, reach: reach(false, many) });
    expect(facts.ownGroups.state === "known" && facts.ownGroups.value).toHaveLength(25);
  });
});

describe("sets in the account", () => {
  test("are counted where the set is not provisioned", async () => {
    expect((await read(seen({ freshness: known("not-provisioned") }))).facts.setsInAccount).toMatchObject({ value: 1 });
    expect((await read(seen())).facts.setsInAccount.state).toBe("unread");
  });

  test("are not counted where a list is refused", async () => {
    const { facts } = await read(seen({ freshness: known("not-provisioned") }), { provisionedSets: refusing("ListX") });
    expect(facts.setsInAccount.state).toBe("unread");
  });
});
