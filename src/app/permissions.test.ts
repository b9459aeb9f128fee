/** The printed policies: everything that the tool calls, nothing that writes where it only reads. */
import { describe, expect, test } from "vitest";
import { PURPOSES } from "../model/permissions.ts";
import { notesFor, policyFor, rolePolicyFor, SELF_CHECK } from "./permissions.ts";

const actions = (purpose: (typeof PURPOSES)[number]) => policyFor(purpose).Statement.flatMap(({ Action }) => Action);
const WRITES = /:(Create|Delete|Provision|Put|Update|Attach|Detach|Add|Remove|Tag|BatchImport)/;

describe.each(PURPOSES)("%s", (purpose) => {
  test("names each action once, without wildcards, in statements of their own names", () => {
    const all = actions(purpose);
    expect(new Set(all).size).toBe(all.length);
    expect(all.filter((action) => !/^[a-z-]+:[A-Za-z]+$/.test(action))).toEqual([]);
    const names = policyFor(purpose).Statement.map(({ Sid }) => Sid);
    expect(new Set(names).size).toBe(names.length);
  });

  test("is a policy", () => {
    expect(policyFor(purpose)).toMatchObject({ Version: "2012-10-17" });
    expect(
      policyFor(purpose).Statement.every(({ Effect, Resource }) => Effect === "Allow" && Resource.length > 0),
    ).toBe(true);
  });
});

test.each(PURPOSES)("%s reads account access manager, and says where that works", (purpose) => {
  const reads = ["ListApplications", "GetApplication", "ListEntitlements"].map((name) => `account-access:${name}`);
  expect(actions(purpose)).toEqual(expect.arrayContaining(reads));
  expect(notesFor(purpose).join(" ")).toContain("delegated administrator of account-access.amazonaws.com");
});

test.each([
  { purpose: "diagnose", writes: [] },
  { purpose: "watch", writes: ["sqs:DeleteMessage", "securityhub:BatchImportFindings"] },
  {
    purpose: "fix",
    writes: [
      "sso:CreateAccountAssignment",
      "sso:DeleteAccountAssignment",
      "sso:ProvisionPermissionSet",
      "account-access:CreateEntitlement",
      "account-access:DeleteEntitlement",
      "identitystore:CreateGroupMembership",
      "identitystore:DeleteGroupMembership",
    ],
  },
] as const)("$purpose writes $writes", ({ purpose, writes }) => {
  expect(actions(purpose).filter((action) => WRITES.test(action))).toEqual(writes);
});

test("what a fix and a scan need is on top of what a diagnosis needs", () => {
  for (const purpose of PURPOSES) expect(actions(purpose)).toEqual(expect.arrayContaining(actions("diagnose")));
  expect(actions("diagnose")).toContain("sso:ListInstances");
  expect(actions("watch")).toContain("organizations:ListRoots");
});

test.each(PURPOSES)("a role to %s can check itself, and has no action twice", (purpose) => {
  const all = rolePolicyFor(purpose).Statement.flatMap(({ Action }) => Action);
  expect(all).toEqual(expect.arrayContaining([...SELF_CHECK.Action]));
  expect(new Set(all).size).toBe(all.length);
});

test("only a watch writes elsewhere than in Identity Center, and says so", () => {
  const about = (purpose: (typeof PURPOSES)[number]) =>
    notesFor(purpose).some((note) => note.includes("sqs:DeleteMessage") && note.includes("BatchImportFindings"));
  expect(PURPOSES.filter(about)).toEqual(["watch"]);
});

test("only a fix needs IAM in the management account", () => {
  const about = (purpose: (typeof PURPOSES)[number]) =>
    notesFor(purpose).some((note) => note.includes("iam:CreateRole"));
  expect(PURPOSES.filter(about)).toEqual(["fix"]);
});
