/** What an acceptance of a baseline file is about, as people write accounts, sets and principals. */
import { describe, expect, test } from "vitest";
import { documentWith } from "../diagnosis/access-tests/testing/small-organization.ts";
import { type Acceptance, accepts, namesOfNothing } from "./baseline.ts";
import type { Finding } from "./finding.ts";
import { certain, parseAccountId, parsePermissionSetArn, parseUserId } from "./ids.ts";

const accepting = (words: Partial<Acceptance>): Acceptance => ({
  cause: "direct-grant",
  reason: "agreed",
  until: "2999-12-31",
  ...words,
});

const finding: Pick<Finding, "key" | "cause" | "subject"> = {
  key: "k",
  cause: "direct-grant",
  subject: {
    account: { id: certain(parseAccountId("111122223333")), name: "Payments Prod" },
    permissionSet: {
      arn: certain(parsePermissionSetArn("arn:aws:sso:::permissionSet/ssoins-7223a5d90e0exam1/ps-a1b2c3d4e5f6a7b8")),
      name: "ReadOnly",
    },
    principal: {
      type: "USER",
      id: certain(parseUserId("00000001-1111-2222-3333-000000000001")),
      name: "OConnor@example.com",
    },
  },
};

describe("an acceptance", () => {
  test.each<[Partial<Acceptance>, boolean]>([
    [{}, true],
    [{ account: "111122223333" }, true],
    [{ account: "1111-2222-3333" }, true],
    [{ account: "payments prod" }, true],
    [{ account: "Payments" }, false],
    [{ set: "ReadOnly" }, true],
    [{ set: "readonly" }, false],
    [{ principal: "oconnor@EXAMPLE.com" }, true],
    [{ principal: "00000001-1111-2222-3333-000000000001" }, true],
    [{ principal: "oconnor" }, false],
    [{ cause: "outdated" }, false],
    [{ cause: undefined, finding: "k" }, true],
    [{ cause: undefined, finding: "other" }, false],
  ])("%o is about it: %s", (words, isAccepted) => {
    expect(accepts(accepting(words), finding as Finding)).toBe(isAccepted);
  });
});

test("names of nothing are told, ids and ARNs may be of what is gone", () => {
  const document = documentWith();
  const named = (words: Partial<Acceptance>) => namesOfNothing([accepting({}), accepting(words)], document);
  expect(named({ account: "sandbx" })).toMatchObject([{ entry: 1, what: "account", name: "sandbx" }]);
  expect(named({ set: "readonly" })).toMatchObject([{ entry: 1, what: "set", name: "readonly" }]);
  expect(named({ principal: "nobody@example.com" })).toMatchObject([{ entry: 1, what: "principal" }]);
  const account = document.accounts[1]?.name.toUpperCase();
  const principal = document.users[0]?.userName.toUpperCase();
  expect(named({ account, set: document.permissionSets[0]?.name, principal })).toEqual([]);
  expect(
    named({
      account: "9999-9999-9999",
      set: "arn:aws:sso:::permissionSet/ssoins-7223a5d90e0exam1/ps-a1b2c3d4e5f6a7b8",
      principal: "00000001-1111-2222-3333-000000000001",
    }),
  ).toEqual([]);
});
