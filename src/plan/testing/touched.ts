/** For tests: changes as steps, and surroundings in which everything was read and nothing stands in a plan's way. */

import type { SetContentFacts } from "../../facts/grant/additional-facts.ts";
import {
  ADMIN,
  ALICE,
  AT,
  alice,
  BOB,
  DEVELOPERS,
  instance,
  MANAGEMENT,
  PRODUCTION,
  READ_ONLY,
  SANDBOX,
  sandbox,
  US,
} from "../../facts/grant/testing/grant-facts.ts";
import { APPLICATION, trustPolicy } from "../../facts/grant/testing/second-road.ts";
import type {
  Person,
  PlanSurroundings,
  TouchedAccount,
  TouchedGrant,
  TouchedGroup,
  TouchedRole,
  TouchedSet,
} from "../../facts/plan/plan-surroundings.ts";
import type { Change, Entitled, TrustUpdate } from "../../model/change.ts";
import type { Remedy } from "../../model/diagnosis.ts";
import { certain, type GroupId, parseGroupId } from "../../model/ids.ts";
import type { PlanStep } from "../../model/plan.ts";
import { known } from "../../model/reading.ts";
import { numberedSteps } from "../numbered.ts";

type Words<K extends Change["kind"]> = Partial<Omit<Extract<Change, { kind: K }>, "kind">>;

const grant = {
  instanceArn: instance.arn,
  accountId: SANDBOX,
  permissionSetArn: READ_ONLY.arn,
  permissionSetName: READ_ONLY.name,
};
const assigned = { ...grant, principal: { type: "USER", id: ALICE }, principalName: "alice" } as const;
const membership = {
  identityStoreId: instance.identityStoreId,
  groupId: DEVELOPERS,
  groupName: "Developers",
  userId: ALICE,
  userName: "alice",
};

/** ReadOnly in sandbox for Alice, or what `more` says. */
export const assign = (more: Words<"create-account-assignment"> = {}): Change => ({
  kind: "create-account-assignment",
  ...assigned,
  ...more,
});

/** Takes back what `assign` gives. */
export const unassign = (more: Words<"delete-account-assignment"> = {}): Change => ({
  kind: "delete-account-assignment",
  ...assigned,
  ...more,
});

/** ReadOnly to sandbox, or what `more` says. */
export const provision = (more: Words<"provision-permission-set"> = {}): Change => ({
  kind: "provision-permission-set",
  ...grant,
  ...more,
});

/** Alice into Developers, or what `more` says. */
export const join = (more: Words<"create-group-membership"> = {}): Change => ({
  kind: "create-group-membership",
  ...membership,
  ...more,
});

/** Takes back what `join` does. */
export const leave = (more: Words<"delete-group-membership"> = {}): Change => ({
  kind: "delete-group-membership",
  ...membership,
  ...more,
});

/** A remedy of these changes. */
export const apiRemedy = (changes: readonly Change[], notes: readonly string[] = []): Remedy => ({
  kind: "api",
  summary: "s",
  risk: "medium",
  changes,
  notes,
});

/** The changes as the steps of a plan. */
export const stepsOf = (...changes: readonly Change[]): readonly PlanStep[] =>
  numberedSteps(
    changes.map((change) => ({ change, reason: "a reason" })),
    US,
  );

/** ReadOnly in sandbox, assigned to Alice alone, provisioned, its role there and named by no trust policy. */
export const touchedGrant = (more: Partial<TouchedGrant> = {}): TouchedGrant => ({
  accountId: SANDBOX,
  permissionSetArn: READ_ONLY.arn,
  attached: known([{ type: "USER", id: ALICE }]),
  freshness: known("latest"),
  role: known({
    roleName: "AWSReservedSSO_ReadOnly_0123456789abcdef",
    arn: `arn:aws:iam::${SANDBOX}:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_ReadOnly_0123456789abcdef`,
  }),
  trustingRoles: known([]),
  ...more,
});

/** The content of a set that carries nothing. */
export const emptyContent: SetContentFacts = {
  managedPolicyArns: [],
  customerManagedPolicies: [],
  inlinePolicy: "",
  boundary: null,
};

/** ReadOnly, carrying nothing. */
export const touchedSet = (more: Partial<TouchedSet> = {}): TouchedSet => ({
  arn: READ_ONLY.arn,
  name: known(READ_ONLY.name),
  content: known(emptyContent),
  ...more,
});

/** Sandbox, without customer managed policies. */
export const touchedAccount = (more: Partial<TouchedAccount> = {}): TouchedAccount => ({
  id: SANDBOX,
  account: known(sandbox),
  customerPolicies: known([]),
  provisionedSets: known(1),
  ...more,
});

/** Developers, which Identity Center owns; nobody is in it. */
export const touchedGroup = (more: Partial<TouchedGroup> = {}): TouchedGroup => ({
  id: DEVELOPERS,
  details: known({ name: "Developers", isExternallyOwned: false, createdAt: undefined }),
  members: known({ ids: [], isComplete: true }),
  ...more,
});

/** Alice, whom Identity Center owns. */
export const person = (more: Partial<Person> = {}): Person => ({
  id: ALICE,
  user: known(alice),
  groupIds: known([]),
  ...more,
});

/** The role Developer in sandbox, to which Alice is entitled. */
export const touchedRole = (more: Partial<TouchedRole> = {}): TouchedRole => ({
  roleArn: `arn:aws:iam::${SANDBOX}:role/team/Developer`,
  accountId: SANDBOX,
  applicationArn: APPLICATION,
  principals: known([{ type: "USER", id: ALICE }]),
  application: known({ status: "ACTIVE", error: undefined }),
  trustPolicy: known(trustPolicy()),
  ...more,
});

/** Developers and that role. */
export const entitled = (more: Partial<Entitled> = {}): Entitled => ({
  applicationArn: APPLICATION,
  roleArn: `arn:aws:iam::${SANDBOX}:role/team/Developer`,
  accountId: SANDBOX,
  accountName: "sandbox",
  principal: { type: "GROUP", id: DEVELOPERS },
  principalName: "Developers",
  ...more,
});

/** Entitles Developers to that role, or what `more` says. */
export const entitle = (more: Partial<Entitled> = {}): Change => ({
  kind: "create-entitlement",
  entitlement: entitled(more),
});

/** Takes back what `entitle` gives. */
export const unentitle = (more: Partial<Entitled> = {}): Change => ({
  kind: "delete-entitlement",
  entitlement: entitled(more),
});

/** The trust policy of that role, which named another account, as it should be. */
export const trustUpdated = (more: Partial<TrustUpdate> = {}): TrustUpdate => ({
  applicationArn: APPLICATION,
  roleArn: `arn:aws:iam::${SANDBOX}:role/team/Developer`,
  accountId: SANDBOX,
  accountName: "sandbox",
  before: trustPolicy({ sourceAccount: SANDBOX }),
  after: trustPolicy(),
  ...more,
});

/** Sets that trust policy, or what `more` says. */
export const retrust = (more: Partial<TrustUpdate> = {}): Change => ({
  kind: "update-trust-policy",
  trust: trustUpdated(more),
});

/** All of the above, seen from the management account. */
export const surroundings = (more: Partial<PlanSurroundings> = {}): PlanSurroundings => ({
  at: AT,
  instance,
  caller: known({ accountId: MANAGEMENT, arn: `arn:aws:iam::${MANAGEMENT}:user/operator` }),
  grants: [touchedGrant()],
  sets: [touchedSet()],
  accounts: [touchedAccount()],
  groups: [touchedGroup()],
  roles: [touchedRole()],
  people: [person()],
  elsewhere: known([]),
  underWay: known([]),
  notLookedFurther: [],
  ...more,
});

/** So many groups, none of them Developers. */
export const groupIds = (count: number): readonly GroupId[] =>
  Array.from({ length: count }, (_, at) =>
    certain(parseGroupId(`00000000-0000-0000-0000-${String(at).padStart(12, "0")}`)),
  );

const OTHER_GROUP = certain(parseGroupId("11111111-1111-1111-1111-111111111111"));
const notProvisioned = {
  attached: known(groupIds(100).map((id) => ({ type: "GROUP" as const, id }))),
  freshness: known("not-provisioned" as const),
  role: known(null),
};
const manyPolicies = Array.from({ length: 26 }, (_, at) => `arn:aws:iam::aws:policy/Other${at}`);

/** The same, behind others of each kind that are gone, closed or full: whoever takes one of them for the plan's own is wrong. */
export function besideOthers(more: Partial<PlanSurroundings> = {}): PlanSurroundings {
  const own = surroundings(more);
  const closed = known({ ...sandbox, id: PRODUCTION, name: "production", state: "CLOSED" as const });
  return {
    ...own,
    grants: [
      touchedGrant({ ...notProvisioned, permissionSetArn: ADMIN.arn }),
      touchedGrant({ ...notProvisioned, accountId: PRODUCTION }),
      ...own.grants,
    ],
    sets: [
      touchedSet({
        arn: ADMIN.arn,
        name: known(null),
        content: known({ ...emptyContent, managedPolicyArns: manyPolicies }),
      }),
      ...own.sets,
    ],
    accounts: [touchedAccount({ id: PRODUCTION, account: closed, provisionedSets: known(500) }), ...own.accounts],
    groups: [
      touchedGroup({ id: OTHER_GROUP, details: known(null), members: known({ ids: [ALICE], isComplete: true }) }),
      ...own.groups,
    ],
    roles: [
      touchedRole({
        roleArn: `arn:aws:iam::${PRODUCTION}:role/Other`,
        principals: known([]),
        application: known(null),
        trustPolicy: known(null),
      }),
      ...own.roles,
    ],
    people: [person({ id: BOB, user: known(null), groupIds: known([OTHER_GROUP]) }), ...own.people],
  };
}
