/** Rows to the published answer of who-can and what-can: names, paths, orphans, and what is open. */
import { describe, expect, test } from "vitest";
import { BOB, CAROL, documentWith, gap, idOf, walked } from "../diagnosis/access-tests/testing/small-organization.ts";
import { derivedUserId } from "../model/derived-ids.ts";
import { answerWhatCan, answerWhoCan, unreadOf } from "./effective-access.ts";

const whole = documentWith();

describe("who can", () => {
  test("with the path of each", () => {
    const { rows, total, question, isWhole } = answerWhoCan(whole, "shop");
    expect(rows.map(({ user, permissionSet, can, via }) => [user.userName, permissionSet.name, can, via])).toEqual(
      expect.arrayContaining([
        [
          "alice@example.com",
          "TeamAdmin",
          "yes",
          [{ group: { id: idOf.group("PlatformTeam"), name: "PlatformTeam" } }],
        ],
        [BOB, "ReadOnly", "yes", ["direct"]],
      ]),
    );
    expect([total, rows.length, isWhole, question.account?.name]).toEqual([2, 2, true, "shop"]);
  });

  test("of one set only", () => {
    const { rows, question } = answerWhoCan(whole, "shop", "ReadOnly");
    expect(rows.map(({ user }) => user.userName)).toEqual([BOB]);
    expect(question.permissionSet?.name).toBe("ReadOnly");
  });

  test("those who are shut out are rows with the reason", () => {
    const { rows, total } = answerWhoCan(whole, "sandbox", "ReadOnly");
    const dora = rows.find(({ user }) => user.userName === "dora@example.com");
    expect(dora).toMatchObject({ can: "no", stage: expect.any(String), reason: expect.any(String) });
    expect(total).toBe(1);
    expect(rows.filter(({ can }) => can === "yes").map(({ user }) => user.userName)).toEqual([CAROL]);
  });

  test("a deleted assignee is an orphan and no row", () => {
    const gone = derivedUserId("d-9067000001", "gone");
    const [shop, set] = [idOf.account("shop"), idOf.set("ReadOnly")];
    const document = {
      ...whole,
      assignments: [
        ...whole.assignments,
        { accountId: shop, permissionSetArn: set, principal: { type: "USER" as const, id: gone } },
      ],
    };
    const { orphans, rows } = answerWhoCan(document, "shop", "ReadOnly");
    expect(orphans).toMatchObject([{ principal: { type: "USER", id: gone }, permissionSet: { name: "ReadOnly" } }]);
    expect(rows.map(({ user }) => user.userName)).toEqual([BOB]);
  });
});

describe("what can", () => {
  test("everything that reaches the user, counting what works", () => {
    const { rows, total, question } = answerWhatCan(whole, "alice@example.com");
    expect(rows.map(({ account, can }) => [account.name, can]).sort()).toEqual([
      ["closed", "no"],
      ["shop", "yes"],
    ]);
    expect([total, question.user?.userName]).toEqual([1, "alice@example.com"]);
  });
});

describe("what is open", () => {
  const part = {
    kind: "assignments",
    accountId: idOf.account("shop"),
    permissionSetArn: idOf.set("TeamAdmin"),
  } as const;

  test("a gap that may hide somebody", () => {
    const torn = documentWith(walked(gap(part)));
    const { isWhole, unread } = answerWhoCan(torn, "shop");
    expect([isWhole, unread]).toEqual([false, [unreadOf(gap(part))]]);
    expect(unreadOf(gap(part))).toEqual({
      part,
      operation: "SomeOperation",
      permission: "sso:SomePermission",
      kind: "refused",
      message: "no",
    });
  });

  test("roles that no collection looks at", () => {
    expect(answerWhoCan(whole, "shop").notExamined).toEqual([]);
    const snapshot = documentWith({ ...walked(), entitlementWalk: "no application", neverAsked: ["account-roles"] });
    expect(answerWhatCan(snapshot, BOB).notExamined).toEqual([expect.stringMatching(/^role session/)]);
  });

  test("a snapshot that does not tell of account access manager", () => {
    expect(answerWhatCan(documentWith(walked()), BOB).notExamined).toEqual([
      expect.stringMatching(/^account access manager: whether it entitles somebody/),
    ]);
  });
});
