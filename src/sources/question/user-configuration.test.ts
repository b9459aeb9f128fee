/** Which profiles a question is about. */
import { describe, expect, test } from "vitest";
import type { SsoProfile } from "../../facts/grant/additional-facts.ts";
import { certain, parseAccountId } from "../../model/ids.ts";
import { profilesFor } from "./user-configuration.ts";

const SANDBOX = certain(parseAccountId("011122223333"));
const profile = (accountId: string | undefined, roleName: string | undefined): SsoProfile => ({
  name: `${accountId} ${roleName}`,
  sessionName: undefined,
  startUrl: undefined,
  ssoRegion: undefined,
  accountId,
  roleName,
  mistakes: [],
});

describe("profilesFor", () => {
  test("those for exactly the grant, where there are any", () => {
    const exact = profile(SANDBOX, "ReadOnly");
    expect(
      profilesFor([profile(SANDBOX, "readonly"), exact, profile("011122223334", "ReadOnly")], SANDBOX, "ReadOnly"),
    ).toEqual([exact]);
  });

  test.each([
    ["other letters", SANDBOX, "READONLY", true],
    ["the IAM role", SANDBOX, "AWSReservedSSO_ReadOnly_0123456789abcdef", true],
    [
      "the role with its path",
      SANDBOX,
      "aws-reserved/sso.amazonaws.com/AWSReservedSSO_ReadOnly_0123456789abcdef",
      true,
    ],
    ["another set's IAM role", SANDBOX, "AWSReservedSSO_Admin_0123456789abcdef", false],
    ["another set", SANDBOX, "Admin", false],
    ["no role", SANDBOX, undefined, false],
    ["hyphens in the account", "0111-2222-3333", "ReadOnly", true],
    ["a lost zero", "11122223333", "ReadOnly", true],
    ["two wrong digits", "011122223399", "ReadOnly", true],
    ["three wrong digits", "011122223999", "ReadOnly", false],
    ["swapped digits", "011122232333", "ReadOnly", true],
    ["a digit too many", "0111222233333", "ReadOnly", false],
    ["no account", undefined, "ReadOnly", false],
  ])("where there is none for the grant, one with %s counts: %s, %s, %s", (_what, account, role, counts) => {
    expect(profilesFor([profile(account, role)], SANDBOX, "ReadOnly")).toHaveLength(counts ? 1 : 0);
  });

  test("without a set, all of the account", () => {
    const [here, there] = [profile(SANDBOX, "Any"), profile("999988887777", "Any")];
    expect(profilesFor([here, there], SANDBOX, undefined)).toEqual([here]);
  });
});
