/** From where the role's policies are read, and what stays open where one text is missing. */
import { describe, expect, test } from "vitest";
import { accountIam, roleContent, setContent } from "../../facts/grant/testing/additional-facts.ts";
import { known, type Reading, unread } from "../../model/reading.ts";
import type { Reader } from "../reader.ts";
import { readAttributes, readLayers } from "./policy-layers.ts";
import type { Seen } from "./subject.ts";
import { grantOf, readerOf, refused, refusing, SANDBOX, SHOP, subjectOf } from "./testing/asked-organization.ts";

const seen = (freshness: Seen["freshness"]): Seen => ({
  user: unread("x"),
  account: unread("x"),
  reach: unread("x"),
  attached: unread("x"),
  requests: unread("x"),
  freshness,
});
const text = (account: string, arn: string) => Promise.resolve(known({ name: arn, text: `${account} ${arn}` }));
const layersOf = async (answers: Partial<Reader>, freshness: Seen["freshness"] = known("latest")) => {
  const reader = readerOf({ policyText: text, canReadAccountIam: false, ...answers });
  const layers = await readLayers(subjectOf(reader, "alice"), grantOf(), seen(freshness));
  if (layers.state !== "known") throw new Error("the layers are readings of their own");
  return { ...layers.value, asked: reader.asked };
};
const answering =
  <T>(reading: Reading<T>) =>
  () =>
    Promise.resolve(reading);
const role = (more: Partial<typeof roleContent>) =>
  answering(
    known(accountIam({ role: known({ ...roleContent, inlinePolicies: {}, attachedPolicyArns: [], ...more }) })),
  );

describe("the role itself, where IAM can be read", () => {
  test("its attached and inline policies, and its boundary", async () => {
    const { identity, boundary } = await layersOf({
      canReadAccountIam: true,
      accountIam: role({ attachedPolicyArns: ["arn:a"], inlinePolicies: { Own: "{}" }, boundaryArn: "arn:b" }),
    });
    expect(identity).toMatchObject({ value: [{ name: "arn:a" }, { name: "inline policy Own", text: "{}" }] });
    expect(boundary).toMatchObject({ value: { name: "arn:b" } });
  });

  test("no boundary is none; one that is gone allows nothing", async () => {
    const none = await layersOf({ canReadAccountIam: true, accountIam: role({ boundaryArn: undefined }) });
    expect(none.boundary).toEqual(known(null));
    const gone = await layersOf({
      canReadAccountIam: true,
      accountIam: role({ boundaryArn: "arn:b" }),
      policyText: answering(known(null)),
    });
    expect(gone.boundary).toMatchObject({ value: { name: "arn:b", text: expect.stringContaining('"Statement":[]') } });
  });

  test("one text that cannot be read leaves all of them open", async () => {
    const { identity } = await layersOf({
      canReadAccountIam: true,
      accountIam: role({ attachedPolicyArns: ["arn:a", "arn:b"] }),
      policyText: (_account, arn) => (arn === "arn:b" ? Promise.resolve(refused("GetPolicy")) : text("", arn)),
    });
    expect(identity.state).toBe("unknown");
  });

  test("a role that cannot be read is not replaced by the set", async () => {
    const { identity, boundary } = await layersOf({
      canReadAccountIam: true,
      accountIam: answering(known(accountIam({ role: refused("GetRole") }))),
    });
    expect([identity.state, boundary.state]).toEqual(["unknown", "unknown"]);
  });
});

describe("the set, where IAM cannot be read", () => {
  const content = setContent({
    managedPolicyArns: ["arn:aws:iam::aws:policy/A"],
    customerManagedPolicies: [{ name: "Guard", path: "/team/" }],
    inlinePolicy: "{}",
    boundary: { kind: "customer-managed", reference: { name: "Limit", path: "/" } },
  });

  test("its policies as they are named in the account", async () => {
    const { identity, boundary } = await layersOf({ setContent: answering(known(content)) });
    expect(identity.state === "known" && identity.value.map(({ name }) => name)).toEqual([
      "arn:aws:iam::aws:policy/A",
      `arn:aws:iam::${SANDBOX}:policy/team/Guard`,
      "inline policy of the set",
    ]);
    expect(boundary).toMatchObject({ value: { name: `arn:aws:iam::${SANDBOX}:policy/Limit` } });
  });

  test("without policies there are none, and an empty inline policy is none", async () => {
    const { identity, boundary } = await layersOf({
      setContent: answering(known(setContent({ managedPolicyArns: [], inlinePolicy: "", boundary: null }))),
    });
    expect([identity, boundary]).toMatchObject([{ value: [] }, { value: null }]);
  });

  test("a boundary of AWS", async () => {
    const boundary = { kind: "aws-managed", arn: "arn:aws:iam::aws:policy/B" } as const;
    const layers = await layersOf({ setContent: answering(known(setContent({ boundary }))) });
    expect(layers.boundary).toMatchObject({ value: { name: boundary.arn } });
  });

  test.each([
    { what: "outdated", freshness: known("outdated" as const) },
    { what: "unknown", freshness: refused("ListPermissionSetsProvisionedToAccount") },
  ])("a role whose freshness is $what may hold something else", async ({ freshness }) => {
    const { identity, boundary } = await layersOf({}, freshness);
    expect([identity.state, boundary.state]).toEqual(["unread", "unread"]);
  });

  test("content that is refused", async () => {
    const { identity, boundary, elsewhere } = await layersOf({ setContent: refusing("ListManagedPolicies") });
    expect([identity.state, boundary.state, elsewhere.state]).toEqual(["unknown", "unknown", "unknown"]);
  });
});

describe("the set's customer managed policies in another account", () => {
  const referring = answering(known(setContent({ customerManagedPolicies: [{ name: "Guard", path: "/" }] })));
  const answers: Partial<Reader> = { canReadAccountIam: true, setContent: referring, accountIam: role({}) };

  test("of the first other account that has the set", async () => {
    const { elsewhere } = await layersOf({ ...answers, accountsOfSet: answering(known([SANDBOX, SHOP])) });
    expect(elsewhere).toMatchObject({
      value: { accountId: SHOP, identity: [{ name: `arn:aws:iam::${SHOP}:policy/Guard` }] },
    });
  });

  test.each([
    { what: "no other account", more: { accountsOfSet: answering(known([SANDBOX])) }, elsewhere: known(null) },
    { what: "no such policies", more: { setContent: answering(known(setContent())) }, elsewhere: known(null) },
    { what: "accounts that are refused", more: { accountsOfSet: refusing("X") }, elsewhere: refused("X") },
  ])("$what", async ({ more, elsewhere }) => {
    expect((await layersOf({ ...answers, ...more })).elsewhere).toEqual(elsewhere);
  });

  test("are not looked for without a way into accounts", async () => {
    expect((await layersOf({ ...answers, canReadAccountIam: false })).elsewhere.state).toBe("unread");
  });
});

describe("session tags", () => {
  const attributes = answering(known({ isEnabled: true, values: {} }));

  test.each([
    { what: "of an Identity Center user: all that there are", externalId: undefined, mayHaveMore: false },
    { what: "of a provider's user: the provider may send more", externalId: "x", mayHaveMore: true },
  ])("$what", async ({ externalId, mayHaveMore }) => {
    const users = [{ userName: "alice@example.com", ...(externalId ? { externalId } : {}) }];
    const reader = readerOf({ accessAttributes: attributes }, { users, groups: [], assignments: [] });
    expect(await readAttributes(subjectOf(reader, "alice"))).toMatchObject({ value: { mayHaveMore } });
  });

  test.each([
    { what: "cannot be read", user: refusing("DescribeUser") },
    { what: "is gone", user: answering(known(null)) },
  ])("of a user who $what: there may be more", async ({ user }) => {
    const reader = readerOf({ accessAttributes: attributes, user });
    expect(await readAttributes(subjectOf(reader, "alice"))).toMatchObject({ value: { mayHaveMore: true } });
  });
});
