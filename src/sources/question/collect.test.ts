/** From the words of a question to its grants: which of them it covers, and what is said where nothing reaches the user. */
import { describe, expect, test } from "vitest";
import { AccessError } from "../../model/errors.ts";
import { known } from "../../model/reading.ts";
import type { Reader } from "../reader.ts";
import { collectFacts, type Question } from "./collect.ts";
import {
  AT,
  CONTEXT,
  MANAGEMENT,
  readerOf,
  refused,
  refusing,
  SANDBOX,
  SHOP,
  setFacts,
  userId,
} from "./testing/asked-organization.ts";

const READ_ONLY = setFacts("ReadOnly");
const ADMIN = setFacts("Admin");

async function collect(
  question: Partial<Question>,
  answers: Partial<Reader> = {},
  more: Readonly<Record<string, unknown>> = {},
) {
  const reader = readerOf(answers, more);
  const asked = { user: "alice@example.com", account: null, permissionSet: null, isRegionGiven: true, ...question };
  return { gathered: await collectFacts(asked, reader, CONTEXT), asked: reader.asked };
}
const grantsIn = ({ gathered }: Awaited<ReturnType<typeof collect>>) =>
  gathered.grants.map(({ accountId, permissionSet }) => [
    accountId,
    permissionSet.state === "known" ? (permissionSet.value?.name ?? null) : permissionSet.state,
  ]);

describe("the grants of a question", () => {
  test.each([
    { what: "account and set", question: { account: "sandbox", permissionSet: "Admin" }, grants: [[SANDBOX, "Admin"]] },
    { what: "an account", question: { account: "sandbox" }, grants: [[SANDBOX, "ReadOnly"]] },
    { what: "a set", question: { permissionSet: "readonly" }, grants: [[SANDBOX, "ReadOnly"]] },
    { what: "nothing but the user", question: {}, grants: [[SANDBOX, "ReadOnly"]] },
    { what: "a user who has nothing", question: { user: "carol@example.com" }, grants: [[MANAGEMENT, null]] },
    { what: "a set that the user does not have", question: { permissionSet: "Admin" }, grants: [[MANAGEMENT, null]] },
    {
      what: "an account in which the user has nothing: what others have there",
      question: { account: "shop" },
      grants: [[SHOP, "Admin"]],
    },
    {
      what: "an account in which nobody has anything",
      question: { account: "closed" },
      grants: [["333344445555", null]],
    },
  ])("$what", async ({ question, grants }) => {
    expect(grantsIn(await collect(question))).toEqual(grants);
  });

  test("one that reaches the user twice is one", async () => {
    const assignments = [
      { account: "sandbox", permissionSet: "ReadOnly", group: "Developers" },
      { account: "sandbox", permissionSet: "ReadOnly", user: "alice@example.com" },
      { account: "shop", permissionSet: "Admin", group: "Everyone" },
    ];
    expect(grantsIn(await collect({}, {}, { assignments }))).toEqual([
      [SANDBOX, "ReadOnly"],
      [SHOP, "Admin"],
    ]);
  });

  test("more than eight sets of others are not looked into", async () => {
    const permissionSets = Array.from({ length: 9 }, (_, at) => ({ name: `Set${at}` }));
    const assignments = permissionSets.map(({ name }) => ({ account: "shop", permissionSet: name, group: "Empty" }));
    expect(grantsIn(await collect({ account: "shop" }, {}, { permissionSets, assignments }))).toEqual([[SHOP, null]]);
    const fewer = { permissionSets: permissionSets.slice(1), assignments: assignments.slice(1) };
    expect(grantsIn(await collect({ account: "shop" }, {}, fewer))).toHaveLength(8);
  });

  test.each([
    {
      what: "the user's rows",
      answers: { grantsOf: refusing("ListX") },
      question: {},
      grants: [[MANAGEMENT, "unknown"]],
    },
    {
      what: "the user's rows in an account",
      answers: { grantsOf: refusing("ListX") },
      question: { account: "shop" },
      grants: [[SHOP, "unknown"]],
    },
    {
      what: "the sets of the account",
      answers: { provisionedSets: refusing("ListX") },
      question: { account: "shop" },
      grants: [[SHOP, "unknown"]],
    },
    {
      what: "the names of the sets",
      answers: { permissionSetName: refusing("X") },
      question: { permissionSet: "ReadOnly" },
      grants: [[MANAGEMENT, "unknown"]],
    },
  ])("are unknown where $what are refused", async ({ answers, question, grants }) => {
    expect(grantsIn(await collect(question, answers))).toEqual(grants);
  });

  test("without an instance the question is about the caller's account", async () => {
    const none = { instances: () => Promise.resolve(known([])), otherRegions: () => [] };
    expect(grantsIn(await collect({}, none))).toEqual([[MANAGEMENT, "unread"]]);
    const { gathered } = await collect({ account: "sandbox", permissionSet: "ReadOnly" }, none);
    expect(gathered.grants[0]).toMatchObject({ instance: { value: null }, user: { state: "unread" } });
  });
});

test.each([
  { what: "an account id", question: { account: "1111222233334" } },
  { what: "a set's ARN", question: { permissionSet: "arn:aws:sso:::x" } },
])("$what that is malformed is refused before anything is asked", async ({ question }) => {
  const reader = readerOf();
  const asked = { user: "alice@example.com", account: null, permissionSet: null, isRegionGiven: true, ...question };
  await expect(collectFacts(asked, reader, CONTEXT)).rejects.toMatchObject({ code: "bad-input" });
  expect(reader.asked).toEqual([]);
});

test("words that are ambiguous end the question", async () => {
  const question = { user: "Same Name", account: "sandbox", permissionSet: "ReadOnly" };
  await expect(collect(question)).rejects.toMatchObject({ code: "ambiguous" });
});

describe("a remembered set", () => {
  const question = { account: "sandbox", permissionSet: "ReadOnly" };
  const former = ADMIN.arn;

  test("that is still there is not looked up", async () => {
    const { gathered, asked } = await collect(question, { rememberedPermissionSet: () => READ_ONLY.arn });
    expect(gathered.grants[0]?.permissionSet).toMatchObject({ value: READ_ONLY });
    expect(gathered.grants[0]?.additional.formerSetArn).toMatchObject({ value: null });
    expect(asked).not.toContain("permissionSetArns");
  });

  test("that is gone was created again: its name is read again (facts B6)", async () => {
    const gone: Reader["assignments"] = (_instance, _account, arn) =>
      Promise.resolve(known(arn === former ? null : []));
    const { gathered } = await collect(question, { rememberedPermissionSet: () => former, assignments: gone });
    expect(gathered.grants[0]).toMatchObject({
      permissionSet: { value: READ_ONLY },
      additional: { formerSetArn: { value: former } },
    });
    const [record] = Object.values(gathered.evidence).filter(({ operation }) => operation === "ReadRememberedSet");
    expect(record?.output).toEqual({ PermissionSetArn: former });
    expect(gathered.grants[0]?.additional.formerSetArn).toMatchObject({
      evidence: expect.arrayContaining([record?.id]),
    });
  });

  test("whose assignments are refused is taken as it is", async () => {
    const answers = { rememberedPermissionSet: () => former, assignments: refusing("ListAccountAssignments") };
    const { gathered } = await collect(question, answers);
    expect(gathered.grants[0]?.permissionSet).toMatchObject({ value: { arn: former, name: "ReadOnly" } });
  });
});

describe("what was understood", () => {
  test("of a question with everything", async () => {
    const { gathered } = await collect({ account: "sandbox", permissionSet: "readonly" });
    expect(gathered).toMatchObject({
      at: AT,
      question: {
        user: { asked: "alice@example.com", id: userId("alice"), userName: "alice@example.com", displayName: "Alice" },
        account: { asked: "sandbox", id: SANDBOX, name: "sandbox" },
        permissionSet: { asked: "readonly", ...READ_ONLY },
        region: { asked: "us-east-1", home: "us-east-1" },
        askedBy: `arn:aws:iam::${MANAGEMENT}:user/operator`,
      },
    });
  });

  test("of one that names the user only: no account and no set", async () => {
    const { gathered } = await collect({});
    expect(gathered.question).toMatchObject({
      account: { asked: null, id: null, name: null },
      permissionSet: { asked: null, arn: null, name: null },
    });
  });

  test("of a user who is not there", async () => {
    const { gathered } = await collect({ user: "nobody@example.com", account: "sandbox", permissionSet: "ReadOnly" });
    expect(gathered.question.user).toEqual({
      asked: "nobody@example.com",
      id: null,
      userName: null,
      displayName: null,
      compared: { users: expect.any(Number), which: "all" },
    });
  });
});

test("a name that nobody has: the names that come close, without what is told of them otherwise", async () => {
  const { gathered } = await collect({ user: "Alise", account: "sandbox", permissionSet: "ReadOnly" });
  expect(gathered.question.user).toMatchObject({
    id: null,
    near: [{ id: userId("alice"), userName: "alice@example.com", displayName: "Alice" }],
  });
});

describe("the snapshot from before", () => {
  const question = { account: "sandbox", permissionSet: "ReadOnly" };
  const beforeOf = async (before: Reader, answers: Partial<Reader> = {}) => {
    const { gathered } = await collect({ ...question, before }, answers);
    return gathered.grants[0]?.additional.before;
  };

  test("answers the same question", async () => {
    expect(await beforeOf(readerOf({}, { assignments: [] }))).toMatchObject({
      value: { accountId: SANDBOX, attached: { value: [] } },
    });
  });

  test("that does not know the set", async () => {
    const without = { permissionSets: [{ name: "Other" }], assignments: [] };
    expect(await beforeOf(readerOf({}, without))).toEqual(known(null));
  });

  test("an error that is none of ours is not swallowed", async () => {
    const broken = readerOf({
      accounts: () => Promise.reject(new TypeError("broken")),
      account: () => Promise.reject(new TypeError("broken")),
    });
    await expect(beforeOf(broken)).rejects.toThrow("broken");
  });

  test("is asked by the words where the set cannot be read now", async () => {
    const answers = { permissionSetArns: () => Promise.resolve(refused("ListPermissionSets")) };
    expect(await beforeOf(readerOf(), answers)).toMatchObject({ value: { permissionSet: { value: READ_ONLY } } });
  });
});

describe("where several words fail", () => {
  const notAws = new AccessError("malformed-answer", "not AWS's");
  const afterTheAccount = async (): Promise<never> => {
    // Everything that only waits for its turn is over by then: no account has that name.
    await new Promise((resolve) => setImmediate(resolve));
    throw notAws;
  };

  test.each([
    ["at once", () => Promise.reject(notAws)],
    ["after everything else", afterTheAccount],
  ])("an answer that is not AWS's ends the question, though it comes %s", async (_, userIdByUserName) => {
    const asked = collect({ account: "nowhere", permissionSet: "Admin" }, { userIdByUserName });
    await expect(asked).rejects.toBe(notAws);
  });
});
