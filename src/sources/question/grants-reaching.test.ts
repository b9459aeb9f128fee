/** What reaches a user, and what they were given instead of the grant in question. */
import { describe, expect, test } from "vitest";
import { certain, type PermissionSetArn, parseAccountId } from "../../model/ids.ts";
import { known, unread } from "../../model/reading.ts";
import type { Reader } from "../reader.ts";
import { grantsReaching, readOtherGrants } from "./history.ts";
import {
  grantOf,
  groupId,
  MANAGEMENT,
  readerOf,
  refused,
  refusing,
  SANDBOX,
  SHOP,
  setFacts,
  subjectOf,
  userId,
} from "./testing/asked-organization.ts";

const ALICE = userId("alice");
const DEVELOPERS = groupId("Developers");
const READ_ONLY = setFacts("ReadOnly");
const group = (id: typeof DEVELOPERS) => ({ type: "GROUP", id }) as const;
const user = (id: typeof ALICE) => ({ type: "USER", id }) as const;

describe("grants that reach the user", () => {
  const row = (principal: ReturnType<typeof user> | ReturnType<typeof group>) => ({
    accountId: SANDBOX,
    permissionSetArn: READ_ONLY.arn,
    principal,
  });
  const read = async (answers: Partial<Reader>, mostGroups?: number) => {
    const reader = readerOf(answers);
    const [home] = await reader.instances(reader.region).then((one) => (one.state === "known" ? one.value : []));
    if (!home) throw new Error("there is an instance");
    const found = await grantsReaching(reader, home, ALICE, mostGroups === undefined ? {} : { mostGroups });
    return { found, asked: reader.asked.filter((name) => name === "grantsOf").length };
  };

  test("an answer with rows of groups is whole", async () => {
    const { found, asked } = await read({ grantsOf: () => Promise.resolve(known([row(group(DEVELOPERS))])) });
    expect(found).toMatchObject({ value: [{ principal: group(DEVELOPERS) }] });
    expect(asked).toBe(1);
  });

  test("an answer without them: the groups are asked for, too (facts 3.4)", async () => {
    const grantsOf: Reader["grantsOf"] = (_instance, { type }) =>
      Promise.resolve(known(type === "USER" ? [row(user(ALICE))] : [row(group(DEVELOPERS))]));
    const { found, asked } = await read({ grantsOf });
    expect(found).toMatchObject({ value: [{ principal: { type: "USER" } }, { principal: { type: "GROUP" } }, {}] });
    expect(asked).toBe(3);
    expect((await read({ grantsOf }, 1)).asked).toBe(2);
  });

  test.each([
    { what: "the user's rows", answers: { grantsOf: refusing("ListX") } },
    { what: "the groups", answers: { grantsOf: () => Promise.resolve(known([])), groupIdsOf: refusing("ListX") } },
    {
      what: "a group's rows",
      answers: {
        grantsOf: ((_instance, { type }) =>
          Promise.resolve(type === "USER" ? known([]) : refused("X"))) as Reader["grantsOf"],
      },
    },
  ])("are unknown where $what are refused", async ({ answers }) => {
    expect((await read(answers)).found.state).toBe("unknown");
  });
});

describe("what the user has instead", () => {
  const arn = (at: number) => setFacts("Admin").arn.replace(/.$/, at.toString(16)) as PermissionSetArn;
  const row = (accountId: typeof SANDBOX, permissionSetArn: PermissionSetArn) => ({
    accountId,
    permissionSetArn,
    principal: group(DEVELOPERS),
  });
  const read = async (answers: Partial<Reader>) => {
    const reader = readerOf(answers);
    return { found: await readOtherGrants(subjectOf(reader, "alice"), grantOf()), asked: reader.asked };
  };
  const having = (...rows: readonly ReturnType<typeof row>[]): Partial<Reader> => ({
    grantsOf: () => Promise.resolve(known(rows)),
    permissionSetName: (_instance, set) => Promise.resolve(known(set === READ_ONLY.arn ? "ReadOnly" : "Other")),
  });

  test("other sets here and this set elsewhere, with their names", async () => {
    const { found } = await read(having(row(SANDBOX, arn(1)), row(SHOP, READ_ONLY.arn), row(SHOP, arn(2))));
    expect(found).toMatchObject({
      value: [
        { accountId: SANDBOX, permissionSet: { arn: arn(1), name: "Other" }, via: group(DEVELOPERS) },
        { accountId: SHOP, permissionSet: READ_ONLY },
      ],
    });
  });

  test("nothing", async () => {
    expect((await read(having())).found).toMatchObject({ state: "known", value: [] });
  });

  test("twelve sets are named; the asked one is none of them", async () => {
    const many = Array.from({ length: 15 }, (_, at) => row(SANDBOX, arn(at)));
    const { found } = await read(having(row(SHOP, READ_ONLY.arn), ...many));
    expect(found.state === "known" && found.value).toHaveLength(13);
  });

  test("a delegated administrator may not ask (facts 3.4)", async () => {
    const delegate = { accountId: certain(parseAccountId("777788889999")), arn: "x" };
    const { found, asked } = await read({ callerIdentity: () => Promise.resolve(known(delegate)) });
    expect(found.state).toBe("unread");
    expect(asked).not.toContain("grantsOf");
    expect((await read({ callerIdentity: () => Promise.resolve(unread("?")) })).asked).toContain("grantsOf");
    expect(MANAGEMENT).not.toBe(delegate.accountId);
  });

  test.each([
    { what: "the rows", answers: { grantsOf: refusing("ListX") } },
    { what: "a name", answers: { ...having(row(SANDBOX, arn(1))), permissionSetName: refusing("DescribeX") } },
  ])("is unknown where $what cannot be read", async ({ answers }) => {
    expect((await read(answers)).found.state).toBe("unknown");
  });
});
