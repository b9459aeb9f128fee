/** Whether the reason of a failed request still holds: what is read now decides, and what was not read decides nothing. */
import { describe, expect, test } from "vitest";
import type { AdditionalFacts, GrantFacts } from "../../facts/grant/grant-facts.ts";
import { accountIam, setContent } from "../../facts/grant/testing/additional-facts.ts";
import {
  ALICE,
  additional,
  BOB,
  DEVELOPERS,
  failed,
  sandbox,
  workingFacts,
} from "../../facts/grant/testing/grant-facts.ts";
import { known, unread } from "../../model/reading.ts";
import { walkGrant } from "../path/walk-grant.ts";
import { inlineCharacters, isQuotaUsedUp, reasonNow } from "./reason-now.ts";

const now = (failureReason: string, more: Partial<AdditionalFacts> = {}, facts: Partial<GrantFacts> = {}) =>
  reasonNow(walkGrant(workingFacts({ ...facts, additional: additional(more) })), {
    failureReason,
    principal: undefined,
  });
const content = (more: Parameters<typeof setContent>[0]) => ({ content: known(setContent(more), ["e55"] as const) });
const iam = (more: Parameters<typeof accountIam>[0]) => ({ iam: known(accountIam(more), ["e49"] as const) });

describe("an assignee that was not found", () => {
  const reason = (type: string, id: string): string =>
    `Received a 404 status error: the ${type} assignee ${id} was not found in directory d-1234567890.`;
  const groupIds = known([DEVELOPERS]);

  test.each([
    { what: "the user, who is there", text: reason("USER", ALICE), facts: { groupIds }, is: "gone" },
    { what: "a group of the user", text: reason("GROUP", DEVELOPERS), facts: { groupIds }, is: "gone" },
    { what: "somebody else", text: reason("USER", BOB), facts: { groupIds }, is: "holds" },
    {
      what: "the user, whose groups are not known",
      text: reason("USER", ALICE),
      facts: { groupIds: failed() },
      is: "gone",
    },
    {
      what: "a group, and the user's are not known",
      text: reason("GROUP", DEVELOPERS),
      facts: { groupIds: failed() },
      is: "not checked",
    },
    {
      what: "a group, and the user's were not read",
      text: reason("GROUP", DEVELOPERS),
      facts: { groupIds: unread("no") },
      is: "not checked",
    },
    {
      what: "the user, who could not be read",
      text: reason("USER", ALICE),
      facts: { groupIds: failed(), user: failed() },
      is: "not checked",
    },
  ])("$what: $is", ({ text, facts, is }) => {
    expect(now(text, {}, facts)).toBe(is);
  });
});

describe("a customer managed policy that was missing", () => {
  const NAMED = "Received a 404 status error: Not supported policy arn:aws:iam::111122223333:policy/team/Guard.";
  const BY_NAME = "Received a 404 status error: Not supported policy: Guard.";
  const UNNAMED = "Received a 404 status error: Not supported policy with the name Guard here";
  const guard = { name: "Guard", path: "/team/" };
  const own = (...policies: readonly (typeof guard)[]) => iam({ customerPolicies: known(policies, ["e54"]) });
  const refersTo = (...customerManagedPolicies: readonly (typeof guard)[]) => content({ customerManagedPolicies });

  test.each<{
    readonly what: string;
    readonly text: string;
    readonly more: Partial<AdditionalFacts>;
    readonly is: string;
  }>([
    { what: "the set does not refer to it any more", text: NAMED, more: refersTo(), is: "gone" },
    { what: "the set refers to another path", text: NAMED, more: refersTo({ name: "Guard", path: "/" }), is: "gone" },
    {
      what: "the set refers to another name",
      text: NAMED,
      more: refersTo({ name: "Other", path: "/team/" }),
      is: "gone",
    },
    { what: "the account has it", text: NAMED, more: { ...refersTo(guard), ...own(guard) }, is: "gone" },
    {
      what: "the account has it under another path",
      text: NAMED,
      more: { ...refersTo(guard), ...own({ name: "Guard", path: "/" }) },
      is: "holds",
    },
    {
      what: "the account has another one",
      text: NAMED,
      more: { ...refersTo(guard), ...own({ name: "Other", path: "/team/" }) },
      is: "holds",
    },
    { what: "the account has none", text: NAMED, more: { ...refersTo(guard), ...own() }, is: "holds" },
    { what: "the account was not read", text: NAMED, more: refersTo(guard), is: "not checked" },
    { what: "only the account was read, and has it", text: NAMED, more: own(guard), is: "gone" },
    { what: "only the account was read, and has none", text: NAMED, more: own(), is: "holds" },
    { what: "only the account was read, and AWS told no path", text: BY_NAME, more: own(guard), is: "not checked" },
    {
      what: "AWS told no path, and the set refers to one",
      text: BY_NAME,
      more: { ...refersTo(guard), ...own(guard) },
      is: "gone",
    },
    {
      what: "AWS told no name: every reference must be there",
      text: UNNAMED,
      more: { ...refersTo(guard, { name: "Other", path: "/" }), ...own(guard) },
      is: "holds",
    },
    {
      what: "AWS told no name, and all are there",
      text: UNNAMED,
      more: { ...refersTo(guard), ...own(guard) },
      is: "gone",
    },
    { what: "AWS told no name, and only the account was read", text: UNNAMED, more: own(guard), is: "not checked" },
    {
      what: "the boundary refers to it",
      text: NAMED,
      more: { ...content({ boundary: { kind: "customer-managed", reference: guard } }), ...own() },
      is: "holds",
    },
    {
      what: "an AWS managed boundary is none",
      text: NAMED,
      more: content({ boundary: { kind: "aws-managed", arn: "arn:aws:iam::aws:policy/Guard" } }),
      is: "gone",
    },
    { what: "nothing was read", text: NAMED, more: {}, is: "not checked" },
  ])("$what: $is", ({ text, more, is }) => {
    expect(now(text, more)).toBe(is);
  });
});

describe("other reasons", () => {
  const GONE = "Policy arn:aws:iam::aws:policy/Gone does not exist or is not attachable.";
  const arn = "arn:aws:iam::aws:policy/Gone";
  const OUT_OF_REACH =
    "AWS SSO is unable to complete your request at this time. Obtaining permissions to manage your AWS account '111122223333' takes longer than usual. Please try again in a few minutes. If this problem continues, contact AWS Support.";

  test.each([
    { text: GONE, more: content({ managedPolicyArns: [arn] }), is: "holds" },
    { text: GONE, more: content({ boundary: { kind: "aws-managed", arn } }), is: "holds" },
    { text: GONE, more: content({ boundary: { kind: "aws-managed", arn: `${arn}2` } }), is: "gone" },
    { text: GONE, more: content({}), is: "gone" },
    { text: GONE, more: {}, is: "not checked" },
    { text: "EntitlementItem doesn't exist with the given entitlement key EntitlementKey{x}", more: {}, is: "gone" },
    { text: "Received a 403 status error: Access denied by IAM.", more: {}, is: "not checked" },
    { text: "Received a 404 status error: Assignment not found.", more: content({}), is: "not checked" },
    { text: "An unexpected internal service exception was encountered", more: content({}), is: "not checked" },
    { text: "something new", more: content({}), is: "not checked" },
    { text: OUT_OF_REACH, more: {}, is: "not checked" },
  ])("$text, $more: $is", ({ text, more, is }) => {
    expect(now(text, more)).toBe(is);
  });

  test("an account out of reach that is closed still is", () => {
    expect(now(OUT_OF_REACH, {}, { account: known({ ...sandbox, state: "SUSPENDED" as const }) })).toBe("holds");
  });

  test("spaces do not count against the length of an inline policy", () => {
    expect(inlineCharacters(setContent({ inlinePolicy: '{ "a" :\n\t1 }' }))).toBe(7);
  });
});

describe("a quota", () => {
  const used = (quota: Parameters<typeof isQuotaUsedUp>[1], limit: number, more: Partial<AdditionalFacts>) =>
    isQuotaUsedUp(walkGrant(workingFacts({ additional: additional(more) })), quota, limit);
  const roles = (count: number, rolesQuota: number) =>
    iam({ summary: known({ roles: count, rolesQuota, policiesPerRoleQuota: 3 }, ["e53"]) });
  const policies = (count: number) =>
    content({ managedPolicyArns: Array.from({ length: count }, (_, at) => `arn:${at}`) });

  test.each([
    { quota: "RolesPerAccount" as const, limit: 1000, more: roles(1000, 1000), is: true },
    { quota: "RolesPerAccount" as const, limit: 1000, more: roles(999, 1000), is: false },
    { quota: "RolesPerAccount" as const, limit: 1000, more: roles(1000, 2000), is: true },
    { quota: "RolesPerAccount" as const, limit: 1000, more: roles(900, 900), is: true },
    { quota: "RolesPerAccount" as const, limit: 1000, more: {}, is: undefined },
    { quota: "PoliciesPerRole" as const, limit: 10, more: { ...policies(4), ...roles(1, 1000) }, is: true },
    { quota: "PoliciesPerRole" as const, limit: 10, more: { ...policies(3), ...roles(1, 1000) }, is: false },
    { quota: "PoliciesPerRole" as const, limit: 10, more: policies(11), is: true },
    { quota: "PoliciesPerRole" as const, limit: 10, more: policies(10), is: false },
    { quota: "PoliciesPerRole" as const, limit: 10, more: roles(1, 1000), is: undefined },
    {
      quota: "SAMLProvidersPerAccount" as const,
      limit: 2,
      more: iam({ samlProviderArns: known(["a", "b"]) }),
      is: true,
    },
    { quota: "SAMLProvidersPerAccount" as const, limit: 2, more: iam({ samlProviderArns: known(["a"]) }), is: false },
    { quota: "SAMLProvidersPerAccount" as const, limit: 2, more: {}, is: undefined },
  ])("$quota: $is", ({ quota, limit, more, is }) => {
    expect(used(quota, limit, more)).toBe(is);
  });

  test("policies of both kinds count", () => {
    const customerManagedPolicies = [{ name: "x", path: "/" }];
    const both = content({ managedPolicyArns: ["a", "b", "c"], customerManagedPolicies });
    expect(used("PoliciesPerRole", 10, { ...both, ...roles(1, 1000) })).toBe(true);
    const text = "Received a 409 status error: Cannot exceed quota for PoliciesPerRole: 10";
    expect([now(text, policies(11)), now(text, policies(10)), now(text)]).toEqual(["holds", "gone", "not checked"]);
  });
});
