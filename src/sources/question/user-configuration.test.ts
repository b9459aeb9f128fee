/** Which profiles a question is about, and what is shown of them. */
import { describe, expect, test } from "vitest";
import type { SsoProfile } from "../../facts/grant/additional-facts.ts";
import { instance } from "../../facts/grant/testing/grant-facts.ts";
import { certain, parseAccountId } from "../../model/ids.ts";
import { readerOf, refused, setFacts } from "./testing/asked-organization.ts";
import { type ClientInput, clientEvidence, profilesFor, readClient } from "./user-configuration.ts";

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
    { what: "other letters", account: SANDBOX, role: "READONLY", counts: true },
    { what: "the IAM role", account: SANDBOX, role: "AWSReservedSSO_ReadOnly_0123456789abcdef", counts: true },
    {
      what: "the role with its path",
      account: SANDBOX,
      role: "aws-reserved/sso.amazonaws.com/AWSReservedSSO_ReadOnly_0123456789abcdef",
      counts: true,
    },
    { what: "another set's IAM role", account: SANDBOX, role: "AWSReservedSSO_Admin_0123456789abcdef", counts: false },
    { what: "another set", account: SANDBOX, role: "Admin", counts: false },
    { what: "no role", account: SANDBOX, role: undefined, counts: false },
    { what: "hyphens in the account", account: "0111-2222-3333", role: "ReadOnly", counts: true },
    { what: "a lost zero", account: "11122223333", role: "ReadOnly", counts: true },
    { what: "two wrong digits", account: "011122223399", role: "ReadOnly", counts: true },
    { what: "three wrong digits", account: "011122223999", role: "ReadOnly", counts: false },
    { what: "swapped digits", account: "011122232333", role: "ReadOnly", counts: true },
    { what: "a digit too many", account: "0111222233333", role: "ReadOnly", counts: false },
    { what: "no account", account: undefined, role: "ReadOnly", counts: false },
  ])(
    "where there is none for the grant, one with $what counts: $account, $role, $counts",
    ({ account, role, counts }) => {
      expect(profilesFor([profile(account, role)], SANDBOX, "ReadOnly")).toHaveLength(counts ? 1 : 0);
    },
  );

  test("without a set, all of the account", () => {
    const [here, there] = [profile(SANDBOX, "Any"), profile("999988887777", "Any")];
    expect(profilesFor([here, there], SANDBOX, undefined)).toEqual([here]);
  });
});

const client = (more: Partial<ClientInput> = {}): ClientInput => ({
  file: "~/.aws/config",
  profiles: [profile(SANDBOX, "ReadOnly"), profile(SANDBOX, "Admin")],
  isNamed: false,
  signIn: { kind: "none" },
  ...more,
});

describe("readClient", () => {
  const grant = { accountId: SANDBOX, permissionSet: setFacts("ReadOnly") };
  const names = async (input: ClientInput) => {
    const found = await readClient(readerOf(), input, instance, grant);
    return found.state === "known" ? found.value.profiles.map(({ roleName }) => roleName) : found;
  };

  test("the profiles of the grant; a named profile whatever it is for", async () => {
    expect(await names(client())).toEqual(["ReadOnly"]);
    expect(await names(client({ isNamed: true, profiles: [profile("999988887777", "Admin")] }))).toEqual(["Admin"]);
  });

  test("Regions that are refused leave the rest known", async () => {
    const reader = readerOf({ instanceRegions: () => Promise.resolve(refused("ListRegions")) });
    const found = await readClient(reader, client(), instance, grant);
    expect(found).toMatchObject({
      state: "known",
      value: { instanceRegions: { state: "unknown" } },
      evidence: ["e0", "e99"],
    });
    expect(await readClient(readerOf(), client(), instance, grant)).toMatchObject({
      value: { instanceRegions: { state: "known", value: ["us-east-1"] } },
    });
  });
});

test("at most twenty profiles are evidence, and their mistakes are none", () => {
  const many = Array.from({ length: 30 }, () => profile(SANDBOX, "ReadOnly"));
  const evidence = clientEvidence(client({ profiles: many }), "2026-09-14T09:30:00Z");
  expect(evidence["e0"]?.output).toMatchObject({ profiles: { length: 20 } });
  expect(JSON.stringify(evidence)).not.toContain("mistakes");
});
