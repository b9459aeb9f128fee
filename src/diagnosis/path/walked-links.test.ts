/** What each link of a walked path says was seen. */
import { describe, expect, test } from "vitest";
import type { GrantFacts } from "../../facts/grant/grant-facts.ts";
import { PROVIDER, withIam } from "../../facts/grant/testing/additional-facts.ts";
import {
  ALICE,
  alice,
  attachedGroup,
  attachedUser,
  BOB,
  DEVELOPERS,
  EU,
  EVERYONE,
  failed,
  instance,
  orphan,
  SANDBOX,
  sandbox,
  US,
  workingFacts,
} from "../../facts/grant/testing/grant-facts.ts";
import { known, unread } from "../../model/reading.ts";
import { said } from "./testing/walked.ts";

const HERE = `ReadOnly in ${SANDBOX}`;

describe("a link says what was seen", () => {
  test.each<{ readonly stage: string; readonly more: Partial<GrantFacts>; readonly expected: string }>([
    {
      stage: "instance",
      more: { instance: known(null), regionsLookedAt: [US, EU] },
      expected: "broken: no Identity Center instance in us-east-1, eu-west-1",
    },
    {
      stage: "instance",
      more: { instance: known({ ...instance, region: EU }) },
      expected: `ok: ${instance.arn} in eu-west-1 (not in us-east-1)`,
    },
    {
      stage: "instance",
      more: { instance: known({ ...instance, ownerAccountId: SANDBOX }) },
      expected: `broken: ${instance.arn} is an account instance: it has no permission sets`,
    },
    {
      stage: "instance",
      more: { instance: known({ ...instance, status: "CREATE_FAILED", statusReason: "why" }) },
      expected: "broken: the instance is CREATE_FAILED: why",
    },
    {
      stage: "instance",
      more: { instance: known({ ...instance, status: "CREATE_IN_PROGRESS" }) },
      expected: "broken: the instance is CREATE_IN_PROGRESS",
    },
    {
      stage: "user",
      more: { user: known(null) },
      expected: 'broken: the identity store has no user "alice.moreau@example.com"',
    },
    {
      stage: "user",
      more: { user: known({ ...alice, status: "DISABLED" }) },
      expected: `broken: alice.moreau@example.com (${ALICE}) is disabled`,
    },
    { stage: "user", more: { user: unread("nobody asked") }, expected: "not examined: nobody asked" },
    {
      stage: "membership",
      more: { groupIds: known([EVERYONE]) },
      expected: `broken: is not a member of group Developers (${DEVELOPERS})`,
    },
    {
      stage: "membership",
      more: { groupIds: failed("refused", "ListX") },
      expected: "unknown: ListX could not be read (sso:ListX): User is not authorized to perform: sso:ListX",
    },
    {
      stage: "assignment",
      more: { permissionSet: known(null) },
      expected: "broken: there is no such permission set to assign",
    },
    {
      stage: "assignment",
      more: { permissionSet: failed() },
      expected: `ok: any permission set in ${SANDBOX} is assigned to group Developers (${DEVELOPERS})`,
    },
    { stage: "assignment", more: { attached: known([]) }, expected: `broken: nobody is assigned ${HERE}` },
    {
      stage: "assignment",
      more: { attached: known([attachedUser(BOB, "bob")]) },
      expected: `broken: the user is not assigned ${HERE}`,
    },
    {
      stage: "assignment",
      more: { attached: known([orphan("GROUP")]) },
      expected: `broken: ${HERE} is assigned to GROUP ${DEVELOPERS}, which no longer exists`,
    },
    {
      stage: "assignment",
      more: { attached: known([{ ...attachedGroup(), details: failed() }]) },
      expected: `ok: ${HERE} is assigned to group ${DEVELOPERS}`,
    },
    {
      stage: "assignment",
      more: { attached: known([attachedUser()]) },
      expected: `ok: ${HERE} is assigned to user alice.moreau@example.com (${ALICE})`,
    },
    {
      stage: "provisioning",
      more: { freshness: known("outdated") },
      expected: "broken: provisioned, but the set was changed since: the role still has the old content",
    },
    {
      stage: "provisioning",
      more: { freshness: known("not-provisioned") },
      expected: "broken: the set is not provisioned in the account: there is no role to use",
    },
    {
      stage: "account",
      more: { account: known(null) },
      expected: `broken: ${SANDBOX} is not an account of this organization`,
    },
    {
      stage: "account",
      more: { account: known({ ...sandbox, state: "SUSPENDED" }) },
      expected: `broken: sandbox (${SANDBOX}) is SUSPENDED`,
    },
    {
      stage: "portal",
      more: { portal: known({ listsAccount: false, roleNames: [], givesCredentials: undefined }) },
      expected: "broken: the user's portal does not list the account",
    },
    {
      stage: "portal",
      more: { portal: known({ listsAccount: true, roleNames: ["X"], givesCredentials: undefined }) },
      expected: "broken: the user's portal lists the account, but not ReadOnly",
    },
    {
      stage: "portal",
      more: {
        permissionSet: unread("any set"),
        portal: known({ listsAccount: true, roleNames: ["X"], givesCredentials: undefined }),
      },
      expected: "ok: the user's portal shows it",
    },
    {
      stage: "role session",
      more: { role: known(null) },
      expected: "broken: IAM of the account has no reserved role for the set",
    },
    {
      stage: "role session",
      more: {
        portal: known({ listsAccount: true, roleNames: ["ReadOnly"], givesCredentials: false, refusal: "No access" }),
        role: failed(),
      },
      expected: 'broken: the portal gives no credentials: "No access"',
    },
    {
      stage: "role session",
      more: { additional: withIam({ samlProviderArns: known([]) }) },
      expected: `broken: the role trusts ${PROVIDER}, which the account does not have`,
    },
  ])("$stage: $more", ({ stage, more, expected }) => {
    expect(said(workingFacts(more), stage)).toBe(expected);
  });
});
