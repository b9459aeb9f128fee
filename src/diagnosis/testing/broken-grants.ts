/** For tests: for each cause that AWS can be in, the facts of a grant in which it is the one thing that is wrong. */
import type { GrantFacts } from "../../facts/grant/grant-facts.ts";
import { cloudTrailEvent, trail } from "../../facts/grant/testing/additional-facts.ts";
import {
  ADMIN,
  ALICE,
  alice,
  attachedGroup,
  attachedUser,
  BOB,
  DELEGATE,
  DEVELOPERS,
  EU,
  EVERYONE,
  failed,
  instance,
  LEAVER,
  orphan,
  PRODUCTION,
  READ_ONLY,
  request,
  SANDBOX,
  sandbox,
  US,
  unassignedFacts,
  unprovisionedFacts,
  workingFacts,
} from "../../facts/grant/testing/grant-facts.ts";
import { known, unread } from "../../model/reading.ts";
import { brokenAdditional, brokenInlinePolicies } from "./broken-additional.ts";

export const OUT_OF_REACH = `AWS SSO is unable to complete your request at this time. Obtaining permissions to manage your AWS account '${SANDBOX}' takes longer than usual. Please try again in a few minutes. If this problem continues, contact AWS Support.`;
export const NO_SUCH_POLICY = `Received a 404 status error: Not supported policy arn:aws:iam::${SANDBOX}:policy/team/DeveloperGuard.`;

const beyondTheBreak = {
  grantedAt: unread("the grant is not complete"),
  role: unread("behind the broken link"),
  portal: unread("behind the broken link"),
};

/** The sync deleted the user's old record and created the present one half an hour later. */
const createdAgain = [
  cloudTrailEvent({ name: "CreateUser", at: "2026-09-13T09:30:00.000Z", createdId: ALICE }),
  cloudTrailEvent({ name: "DeleteUser", at: "2026-09-13T09:00:00.000Z", request: { userId: LEAVER } }),
];

export const brokenGrants = {
  ...brokenAdditional,
  ...brokenInlinePolicies,
  "instance-not-in-region": workingFacts({
    instance: known({ ...instance, region: EU }, ["e2"]),
    regionsLookedAt: [US, EU],
  }),
  "caller-not-permitted": workingFacts({ attached: failed() }),
  "user-not-found": unassignedFacts({ user: known(null, ["e3"]), groupIds: unread("there is no such user") }),
  "user-disabled": workingFacts({ ...beyondTheBreak, user: known({ ...alice, status: "DISABLED" }, ["e3"]) }),
  "not-a-member": unassignedFacts({
    attached: known([attachedGroup({ isEmpty: false })], ["e7"]),
    groupIds: known([EVERYONE], ["e4"]),
    freshness: known("latest", ["e8"]),
    otherGrants: unread("the set is assigned to somebody in this account"),
  }),
  "group-empty": unassignedFacts({
    attached: known([attachedGroup({ isEmpty: true })], ["e7"]),
    groupIds: known([], ["e4"]),
    freshness: known("latest", ["e8"]),
    otherGrants: unread("the set is assigned to somebody in this account"),
  }),
  "no-assignment": unassignedFacts(),
  "other-account-assigned": unassignedFacts({
    otherGrants: known(
      [{ accountId: PRODUCTION, permissionSet: READ_ONLY, via: { type: "GROUP", id: DEVELOPERS } }],
      ["e13"],
    ),
  }),
  "other-set-assigned": unassignedFacts({
    otherGrants: known([{ accountId: SANDBOX, permissionSet: ADMIN, via: { type: "GROUP", id: DEVELOPERS } }], ["e13"]),
  }),
  "assignment-in-progress": unassignedFacts({
    requests: known([request({ kind: "create-assignment", status: "IN_PROGRESS" })], ["e12"]),
  }),
  "assignment-failed": unassignedFacts({
    requests: known([request({ kind: "create-assignment", status: "FAILED", failureReason: OUT_OF_REACH })], ["e12"]),
  }),
  "principal-deleted": unassignedFacts({
    attached: known([orphan("GROUP")], ["e7"]),
    groupIds: known([], ["e4"]),
    freshness: known("latest", ["e8"]),
    otherGrants: unread("the set is assigned to somebody in this account"),
  }),
  "principal-recreated": unassignedFacts({
    user: known({ ...alice, createdAt: "2026-09-13T09:30:00Z" }, ["e3"]),
    additional: trail(...createdAgain),
    attached: known([orphan("USER"), attachedUser(BOB, "bob.tanaka@example.com")], ["e7"]),
    freshness: known("latest", ["e8"]),
    otherGrants: unread("the set is assigned to somebody in this account"),
  }),
  "not-provisioned": unprovisionedFacts(),
  "provisioning-in-progress": unprovisionedFacts({
    requests: known([request({ kind: "provision", status: "IN_PROGRESS" })], ["e12"]),
  }),
  "provisioning-failed": unprovisionedFacts({
    requests: known(
      [
        request({
          kind: "provision",
          status: "FAILED",
          failureReason: "An unexpected internal service exception was encountered",
        }),
      ],
      ["e12"],
    ),
  }),
  "customer-managed-policy-missing": unassignedFacts({
    requests: known([request({ kind: "create-assignment", status: "FAILED", failureReason: NO_SUCH_POLICY })], ["e12"]),
  }),
  outdated: workingFacts({ freshness: known("outdated", ["e8"]) }),
  "account-suspended": unassignedFacts({
    account: known({ ...sandbox, state: "SUSPENDED" }, ["e5"]),
    requests: known([request({ kind: "create-assignment", status: "FAILED", failureReason: OUT_OF_REACH })], ["e12"]),
  }),
  "account-not-in-organization": unassignedFacts({ account: known(null, ["e5"]) }),
  "delegated-admin-limit": unassignedFacts({
    caller: known({ accountId: DELEGATE, arn: `arn:aws:iam::${DELEGATE}:user/identity-admin` }, ["e1"]),
    isSetInManagementAccount: known(true, ["e14"]),
  }),
  "portal-not-refreshed": workingFacts({
    grantedAt: known("2026-09-14T09:20:00Z", ["e9"]),
    portal: known({ listsAccount: false, roleNames: [], givesCredentials: undefined }, ["e11"]),
  }),
  "role-missing": workingFacts({ role: known(null, ["e10"]) }),
} as const satisfies Readonly<Record<string, GrantFacts>>;
