/** Account access manager in a snapshot that is caught up: what events touch is read again, and nothing else. */
import { expect, test } from "vitest";
import { SANDBOX, SHOP } from "../../question/testing/asked-organization.ts";
import { ALICE, catchUp, DEVELOPERS, failure, type Parts, snapshot } from "../testing/catching-up.ts";

const ARN = "arn:aws:account-access:us-east-1:123456789012:application/1234567890abcdef";
const NEW = ARN.replace("1234", "5678");
const application = (arn = ARN, status = "ACTIVE") => ({ arn, tenantId: "aa-gyxmap389", status });
const role = (account: string, name = "Developer") => `arn:aws:iam::${account}:role/team/${name}`;

const whole = (more: Parts = {}, walk: "accounts" | "no application" = "accounts") =>
  snapshot(
    {
      accountAccessApplications: [application()],
      entitlements: [
        { id: "ent-1", user: ALICE, role: role(SANDBOX) },
        { id: "ent-2", group: DEVELOPERS, role: role(SHOP) },
      ],
      ...more,
    },
    { entitlementWalk: walk },
  );

const idsIn = ({ entitlements }: ReturnType<typeof snapshot>) => entitlements.map(({ id }) => id);
const count = (asked: readonly string[], name: string) => asked.filter((one) => one === name).length;

test("an entitlement that was created: those of its account are read", async () => {
  const after = whole({
    entitlements: [
      { id: "ent-1", user: ALICE, role: role(SANDBOX) },
      { id: "ent-3", user: ALICE, role: role(SANDBOX, "Auditor") },
    ],
  });
  const { document, asked } = await catchUp({
    before: whole(),
    after,
    touched: [{ kind: "entitlements-of-account", id: SANDBOX }],
  });
  expect(asked).toEqual(["entitlements"]);
  // Those of another account stay, although they are gone: no event said so.
  expect(idsIn(document)).toEqual(["ent-1", "ent-2", "ent-3"]);
});

test("an entitlement that was deleted is looked for in its account; one that the snapshot does not know is none", async () => {
  const after = whole({ entitlements: [{ id: "ent-1", user: ALICE, role: role(SANDBOX) }] });
  const { document, asked } = await catchUp({
    before: whole(),
    after,
    touched: [
      { kind: "entitlement", id: "ent-2" },
      { kind: "entitlement", id: "ent-9" },
    ],
  });
  expect(asked).toEqual(["entitlements"]);
  expect(idsIn(document)).toEqual(["ent-1"]);
});

test("an application that is gone takes its entitlements, and one that is new brings all of its own", async () => {
  const after = whole({
    accountAccessApplications: [application(NEW)],
    entitlements: [{ id: "ent-7", application: NEW, user: ALICE, role: role(SHOP) }],
  });
  const touched = [{ kind: "list", of: "account-access-applications" }] as const;
  const { document, asked } = await catchUp({ before: whole(), after, touched });
  expect(idsIn(document)).toEqual(["ent-7"]);
  expect(count(asked, "entitlements")).toBe(document.accounts.length);
});

test("the status of an application is read without reading its entitlements again", async () => {
  const after = whole({ accountAccessApplications: [application(ARN, "DELETE_FAILED")] });
  const touched = [{ kind: "list", of: "account-access-applications" }] as const;
  const { document, asked } = await catchUp({ before: whole(), after, touched });
  expect(document.accountAccessApplications.map(({ status }) => status)).toEqual(["DELETE_FAILED"]);
  expect(count(asked, "entitlements")).toBe(0);
});

test("a snapshot of an older version learns once that there is no application", async () => {
  const without = { accountAccessApplications: [], entitlements: [] };
  const old = snapshot(without, { entitlementWalk: undefined });
  const { document, asked } = await catchUp({ before: old, touched: [] });
  expect(asked).toEqual(["accountAccessApplications"]);
  expect(document.coverage?.entitlementWalk).toBe("no application");
  expect((await catchUp({ before: document, touched: [] })).asked).toEqual([]);
});

test("what could not be read the last time is no gap any more", async () => {
  const gaps = [{ part: { kind: "entitlements-of-account", accountId: SANDBOX }, failure: failure() }] as const;
  const before = snapshot(
    {
      accountAccessApplications: [application()],
      entitlements: [{ id: "ent-2", group: DEVELOPERS, role: role(SHOP) }],
    },
    { entitlementWalk: "accounts", gaps },
  );
  const { document, answered } = await catchUp({ before, after: whole(), touched: [] });
  expect(idsIn(document)).toEqual(["ent-1", "ent-2"]);
  expect([...answered]).toEqual([JSON.stringify({ kind: "entitlements-of-account", accountId: SANDBOX })]);
});
