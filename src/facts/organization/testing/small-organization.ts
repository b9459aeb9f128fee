/** Random small organizations as plain lists, and who can do what there, read off the lists row by row: what the columns must agree with. */
import * as fc from "fast-check";
import {
  derivedGroupId,
  derivedInstanceArn,
  derivedPermissionSetArn,
  derivedUserId,
} from "../../../model/derived-ids.ts";
import {
  type AccountId,
  certain,
  type GroupId,
  type PermissionSetArn,
  type Principal,
  parseAccountId,
  type UserId,
} from "../../../model/ids.ts";
import {
  ACCOUNT_STATES,
  type AccountState,
  type InstanceStatus,
} from "../../../model/organization-document/document.ts";

export interface SmallOrganization {
  readonly instanceStatus: InstanceStatus | null;
  readonly accounts: readonly { readonly id: AccountId; readonly state: AccountState }[];
  readonly sets: readonly PermissionSetArn[];
  readonly users: readonly { readonly id: UserId; readonly status: "ENABLED" | "DISABLED" }[];
  readonly groups: readonly GroupId[];
  readonly memberships: readonly { readonly groupId: GroupId; readonly userId: UserId }[];
  readonly provisioned: readonly {
    readonly accountId: AccountId;
    readonly arn: PermissionSetArn;
    readonly freshness: "latest" | "outdated";
    readonly isRolePresent: boolean;
  }[];
  readonly assignments: readonly {
    readonly accountId: AccountId;
    readonly arn: PermissionSetArn;
    readonly principal: Principal;
  }[];
}

const ACCOUNT_IDS = ["111122223333", "222233334444", "333344445555"].map((id) => certain(parseAccountId(id)));
const INSTANCE = derivedInstanceArn("o-small00000");
const ARNS = ["ReadOnly", "Power_User", "Admin"].map((name) => derivedPermissionSetArn(INSTANCE, name));
const USER_IDS = ["alice", "bob", "carol", "dora"].map((name) => derivedUserId("d-9067000001", name));
const GROUP_IDS = ["Readers", "Platform", "Empty"].map((name) => derivedGroupId("d-9067000001", name));
const GONE_USER = derivedUserId("d-9067000001", "deleted");
const GONE_GROUP = derivedGroupId("d-9067000001", "Deleted");

export const PRINCIPALS: readonly Principal[] = [
  ...[...USER_IDS, GONE_USER].map((id) => ({ type: "USER" as const, id })),
  ...[...GROUP_IDS, GONE_GROUP].map((id) => ({ type: "GROUP" as const, id })),
];

const pairsOf = <A, B>(as: readonly A[], bs: readonly B[]): (readonly [A, B])[] =>
  as.flatMap((a) => bs.map((b) => [a, b] as const));

const mostly = <T>(usual: T, ...others: readonly T[]): fc.Arbitrary<T> =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: fc.constantFrom(usual, ...others) });

/** Some accounts are not listed, some principals do not exist, some sets are not provisioned where they are assigned. */
export const smallOrganizations: fc.Arbitrary<SmallOrganization> = fc
  .record({
    instanceStatus: fc.oneof(
      { weight: 20, arbitrary: fc.constant("ACTIVE" as const) },
      { weight: 1, arbitrary: fc.constantFrom("CREATE_IN_PROGRESS" as const, null) },
    ),
    listed: fc.subarray(ACCOUNT_IDS, { minLength: 2 }),
    states: fc.tuple(...ACCOUNT_IDS.map(() => mostly<AccountState>("ACTIVE", ...ACCOUNT_STATES))),
    statuses: fc.tuple(...USER_IDS.map(() => mostly<"ENABLED" | "DISABLED">("ENABLED", "DISABLED"))),
    memberships: fc.subarray(pairsOf(GROUP_IDS, USER_IDS)),
    provisioned: fc.subarray(pairsOf(ACCOUNT_IDS, ARNS)),
    roles: fc.array(
      fc.record({ freshness: mostly<"latest" | "outdated">("latest", "outdated"), isRolePresent: mostly(true, false) }),
      { minLength: 9, maxLength: 9 },
    ),
    assignments: fc.subarray(pairsOf(pairsOf(ACCOUNT_IDS, ARNS), PRINCIPALS), { maxLength: 20 }),
  })
  .map(({ instanceStatus, listed, states, statuses, memberships, provisioned, roles, assignments }) => ({
    instanceStatus,
    accounts: listed.map((id, at) => ({ id, state: states[at] ?? "ACTIVE" })),
    sets: ARNS,
    users: USER_IDS.map((id, at) => ({ id, status: statuses[at] ?? "ENABLED" })),
    groups: GROUP_IDS,
    memberships: memberships.map(([groupId, userId]) => ({ groupId, userId })),
    provisioned: provisioned.flatMap(([accountId, arn], at) => {
      const role = roles[at];
      return role ? [{ accountId, arn, ...role }] : [];
    }),
    assignments: assignments.map(([[accountId, arn], principal]) => ({ accountId, arn, principal })),
  }));

/** Ids that any small organization may name. */
export const ALL_IDS = { accounts: ACCOUNT_IDS, sets: ARNS, users: [...USER_IDS, GONE_USER] } as const;

/** Whether the user can use the set in the account, by looking at every row. */
export function canByLists(
  organization: SmallOrganization,
  userId: UserId,
  accountId: AccountId,
  arn: PermissionSetArn,
): boolean {
  const isEnabled = organization.users.some(({ id, status }) => id === userId && status === "ENABLED");
  const isOpen = organization.accounts.some(({ id, state }) => id === accountId && state === "ACTIVE");
  const hasRole = organization.provisioned.some(
    (role) => role.accountId === accountId && role.arn === arn && role.isRolePresent,
  );
  return (
    organization.instanceStatus === "ACTIVE" &&
    isEnabled &&
    isOpen &&
    hasRole &&
    viaByLists(organization, userId, accountId, arn).length > 0
  );
}

/** Ids of the principals through which assignments reach the user. */
export function viaByLists(
  organization: SmallOrganization,
  userId: UserId,
  accountId: AccountId,
  arn: PermissionSetArn,
): readonly string[] {
  const own = [
    userId,
    ...organization.memberships.filter((row) => row.userId === userId).map(({ groupId }) => groupId),
  ];
  return organization.assignments
    .filter((row) => row.accountId === accountId && row.arn === arn)
    .map(({ principal }) => principal.id)
    .filter((id) => own.some((one) => one === id));
}
