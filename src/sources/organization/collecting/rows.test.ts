/** AWS's rows with what AWS leaves out: a document must hold them all. */
import { describe, expect, test } from "vitest";
import { ALICE, DEVELOPERS, MANAGEMENT, SANDBOX } from "../../../facts/grant/testing/grant-facts.ts";
import { accountRow, groupRow, UNTOLD_TIME, userRow } from "./rows.ts";

describe("an account", () => {
  test("names its organization in its ARN", () => {
    const Arn = `arn:aws:organizations::${MANAGEMENT}:account/o-exampleorgid/${SANDBOX}`;
    expect(accountRow({ Id: SANDBOX, Arn, Name: "sandbox", Email: "s@example.com", State: "ACTIVE" })).toEqual({
      id: SANDBOX,
      name: "sandbox",
      email: "s@example.com",
      state: "ACTIVE",
      managementAccountId: MANAGEMENT,
      organizationId: "o-exampleorgid",
    });
  });

  test("without an address and an ARN", () => {
    expect(accountRow({ Id: SANDBOX })).toMatchObject({
      email: `unknown+${SANDBOX}@example.com`,
      organizationId: undefined,
      managementAccountId: SANDBOX,
    });
  });
});

describe("a user", () => {
  test("in full", () => {
    const user = userRow({
      UserId: ALICE,
      UserName: "alice",
      DisplayName: "Alice M",
      Name: { GivenName: "Alice", FamilyName: "M" },
      Emails: [{ Value: "a@example.com" }],
      ExternalIds: [{ Id: "x" }],
      UserStatus: "DISABLED",
      CreatedAt: new Date(0),
      UpdatedAt: new Date(1000),
    });
    expect(user).toEqual({
      id: ALICE,
      userName: "alice",
      displayName: "Alice M",
      givenName: "Alice",
      familyName: "M",
      email: "a@example.com",
      externalId: "x",
      status: "DISABLED",
      createdAt: "1970-01-01T00:00:00.000Z",
      updatedAt: "1970-01-01T00:00:01.000Z",
    });
  });

  test("with nothing but an id", () => {
    expect(userRow({ UserId: ALICE })).toEqual({
      id: ALICE,
      userName: ALICE,
      displayName: ALICE,
      givenName: ALICE,
      familyName: ALICE,
      status: "ENABLED",
      createdAt: UNTOLD_TIME,
    });
  });

  test("an empty name counts as none", () => {
    const user = userRow({ UserId: ALICE, UserName: "alice", DisplayName: "", Name: { GivenName: "" } });
    expect(user).toMatchObject({ displayName: "alice", givenName: "alice", familyName: "alice" });
    expect(userRow({ UserId: ALICE, DisplayName: "Alice" })).toMatchObject({ givenName: "Alice", familyName: "Alice" });
  });

  test("an empty address and an empty external id are none", () => {
    const user = userRow({ UserId: ALICE, Emails: [{ Value: "" }], ExternalIds: [{ Id: "" }] });
    expect(user).not.toHaveProperty("email");
    expect(user).not.toHaveProperty("externalId");
  });
});

test("a group in full, and with nothing but an id", () => {
  expect(
    groupRow({
      GroupId: DEVELOPERS,
      DisplayName: "D",
      Description: "d",
      ExternalIds: [{ Id: "x" }],
      CreatedAt: new Date(0),
    }),
  ).toEqual({
    id: DEVELOPERS,
    displayName: "D",
    description: "d",
    externalId: "x",
    createdAt: "1970-01-01T00:00:00.000Z",
  });
  expect(groupRow({ GroupId: DEVELOPERS })).toEqual({
    id: DEVELOPERS,
    displayName: DEVELOPERS,
    createdAt: UNTOLD_TIME,
  });
});
