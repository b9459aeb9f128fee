/** What the steps of a plan name: its grants, sets, accounts, groups and people, each once. */
import type { TouchedRole } from "../../facts/plan/plan-surroundings.ts";
import type { Change } from "../../model/change.ts";
import type { AccountId, GroupId, PermissionSetArn, UserId } from "../../model/ids.ts";
import type { PlanStep } from "../../model/plan.ts";

export interface TouchedIds {
  readonly grants: readonly { readonly accountId: AccountId; readonly permissionSetArn: PermissionSetArn }[];
  /** Sets that the plan assigns or provisions, and where: their policies must be there (facts D1). */
  readonly placed: readonly { readonly accountId: AccountId; readonly permissionSetArn: PermissionSetArn }[];
  /** Roles of account access manager. */
  readonly roles: readonly Pick<TouchedRole, "roleArn" | "accountId" | "applicationArn">[];
  /** Groups that somebody joins or leaves. */
  readonly joined: readonly GroupId[];
  /** Users who join or leave a group, or who are assigned or entitled themselves. */
  readonly userIds: readonly UserId[];
}

const isGrantChange = (change: Change): change is Extract<Change, { accountId: AccountId }> => "accountId" in change;

export function touchedBy(steps: readonly PlanStep[]): TouchedIds {
  const changes = steps.map(({ change }) => change);
  const grants = changes.filter(isGrantChange);
  const memberships = changes.filter((change) => "groupId" in change);
  const entitled = changes.flatMap((change) => ("entitlement" in change ? [change.entitlement] : []));
  const trusting = changes.flatMap((change) => ("trust" in change ? [change.trust] : []));
  const users = [...grants, ...entitled].flatMap((change) =>
    "principal" in change && change.principal.type === "USER" ? [change.principal.id] : [],
  );
  return {
    grants: distinct(grants, grantOf),
    placed: distinct(
      grants.filter(({ kind }) => kind !== "delete-account-assignment"),
      grantOf,
    ),
    roles: distinct<TouchedIds["roles"][number]>([...entitled, ...trusting], ({ roleArn }) => roleArn),
    joined: [...new Set(memberships.map(({ groupId }) => groupId))],
    userIds: [...new Set([...memberships.map(({ userId }) => userId), ...users])],
  };
}

/** The same with further grants and roles that only have to be seen. */
export const withPromised = (touched: TouchedIds, promised: Pick<TouchedIds, "grants" | "roles">): TouchedIds => ({
  ...touched,
  grants: distinct([...touched.grants, ...promised.grants], grantOf),
  roles: distinct([...touched.roles, ...promised.roles], ({ roleArn }) => roleArn),
});

const grantOf = ({ accountId, permissionSetArn }: TouchedIds["grants"][number]): string =>
  `${accountId} ${permissionSetArn}`;

const distinct = <T>(items: readonly T[], key: (item: T) => string): readonly T[] => [
  ...new Map(items.map((item) => [key(item), item])).values(),
];
