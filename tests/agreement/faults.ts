/** The faults of the agreement test: each turns a draft into a state that AWS can be in. They know nothing of the diagnosis. */
import { type Draft, distinctGrants } from "./organization.ts";

export interface InjectedFault {
  readonly name: string;
  /** Changes the draft around the asked grant; may find nothing to change. */
  readonly inject: (draft: Draft, seed: number) => void;
}

const isAsked =
  ({ asked }: Draft) =>
  (row: { account: string; permissionSet: string }): boolean =>
    row.account === asked.account && row.permissionSet === asked.permissionSet;

const GONE = ["aaaaaaaaaa-11112222-3333-4444-5555-666677778888", "aaaaaaaaaa-99992222-3333-4444-5555-666677778888"];
const LATE = "2026-03-01T11:59:00Z";

function dropRole(draft: Draft): void {
  draft.provisionedRoles = draft.provisionedRoles.filter((row) => !isAsked(draft)(row));
}

function changeRole(draft: Draft, change: Partial<Draft["provisionedRoles"][number]>): void {
  draft.provisionedRoles = draft.provisionedRoles.map((row) => (isAsked(draft)(row) ? { ...row, ...change } : row));
}

/** Takes the asked assignments away; the role goes with the last one. */
function takeAssignments(draft: Draft): Draft["assignments"] {
  const taken = draft.assignments.filter(isAsked(draft));
  draft.assignments = draft.assignments.filter((row) => !isAsked(draft)(row));
  dropRole(draft);
  return taken;
}

function request(draft: Draft, row: Omit<Draft["requests"][number], "account" | "permissionSet">): void {
  draft.requests.push({ ...row, account: draft.asked.account, permissionSet: draft.asked.permissionSet });
}

const REASON = "An unexpected internal service exception was encountered";

export const INJECTED_FAULTS: readonly InjectedFault[] = [
  {
    name: "user-disabled",
    inject: (draft) => {
      draft.users = draft.users.map((user) =>
        user.userName === draft.asked.user ? { ...user, status: "DISABLED" } : user,
      );
    },
  },
  {
    name: "user-not-found",
    inject: (draft) => {
      draft.asked.user = "nobody@example.com";
    },
  },
  {
    name: "not-a-member",
    inject: (draft) => {
      draft.memberships = draft.memberships.filter(({ user }) => user !== draft.asked.user);
    },
  },
  {
    name: "group-empty",
    inject: (draft) => {
      draft.memberships = [];
    },
  },
  { name: "no-assignment", inject: (draft) => void takeAssignments(draft) },
  {
    name: "other-account-assigned",
    inject: (draft) => {
      const other = draft.accounts.find(({ id }) => id !== draft.asked.account);
      const taken = takeAssignments(draft);
      if (other) draft.assignments.push(...taken.map((row) => ({ ...row, account: other.id })));
      draft.provisionedRoles = distinctGrants([...draft.provisionedRoles, ...draft.assignments]);
    },
  },
  {
    name: "assignment-in-progress",
    inject: (draft) => {
      for (const { user, group } of takeAssignments(draft))
        request(draft, {
          kind: "create-assignment",
          status: "IN_PROGRESS",
          createdAt: LATE,
          ...(user ? { user } : { group }),
        });
    },
  },
  {
    name: "assignment-failed",
    inject: (draft) => {
      for (const { user, group } of takeAssignments(draft))
        request(draft, {
          kind: "create-assignment",
          status: "FAILED",
          failureReason: REASON,
          createdAt: LATE,
          ...(user ? { user } : { group }),
        });
    },
  },
  {
    name: "principal-deleted",
    inject: (draft, seed) => {
      draft.assignments = draft.assignments.map((row) =>
        isAsked(draft)(row)
          ? {
              account: row.account,
              permissionSet: row.permissionSet,
              [row.user ? "user" : "group"]: GONE[seed % 2] ?? "",
            }
          : row,
      );
    },
  },
  { name: "not-provisioned", inject: dropRole },
  {
    name: "provisioning-in-progress",
    inject: (draft) => {
      dropRole(draft);
      request(draft, { kind: "provision", status: "IN_PROGRESS", createdAt: LATE });
    },
  },
  {
    name: "provisioning-failed",
    inject: (draft) => {
      dropRole(draft);
      request(draft, { kind: "provision", status: "FAILED", failureReason: REASON, createdAt: LATE });
    },
  },
  { name: "outdated", inject: (draft) => changeRole(draft, { freshness: "outdated" }) },
  { name: "role-missing", inject: (draft) => changeRole(draft, { isRolePresent: false }) },
  {
    name: "account-suspended",
    inject: (draft) => {
      draft.accounts = draft.accounts.map((row) =>
        row.id === draft.asked.account ? { ...row, state: "SUSPENDED" } : row,
      );
    },
  },
  {
    name: "account-not-in-organization",
    inject: (draft) => {
      draft.accounts = draft.accounts.filter(({ id }) => id !== draft.asked.account);
    },
  },
  {
    name: "instance-not-in-region",
    inject: (draft) => {
      draft.asked.region = "eu-central-1";
    },
  },
];

/** One API that fails for ever. The verdict may then be `undecided`, and never wrong. */
export const API_FAULTS: readonly { readonly service: string; readonly operation: string }[] = [
  { service: "sso-admin", operation: "ListInstances" },
  { service: "sso-admin", operation: "ListPermissionSets" },
  { service: "sso-admin", operation: "DescribePermissionSet" },
  { service: "sso-admin", operation: "ListAccountAssignments" },
  { service: "sso-admin", operation: "ListAccountAssignmentsForPrincipal" },
  { service: "sso-admin", operation: "ListPermissionSetsProvisionedToAccount" },
  { service: "sso-admin", operation: "ListAccountAssignmentCreationStatus" },
  { service: "sso-admin", operation: "DescribeAccountAssignmentCreationStatus" },
  { service: "sso-admin", operation: "ListPermissionSetProvisioningStatus" },
  { service: "sso-admin", operation: "DescribePermissionSetProvisioningStatus" },
  { service: "identitystore", operation: "GetUserId" },
  { service: "identitystore", operation: "DescribeUser" },
  { service: "identitystore", operation: "DescribeGroup" },
  { service: "identitystore", operation: "ListGroupMembershipsForMember" },
  { service: "identitystore", operation: "ListGroupMemberships" },
  { service: "organizations", operation: "DescribeAccount" },
  { service: "sts", operation: "GetCallerIdentity" },
  { service: "sts", operation: "AssumeRole" },
  { service: "iam", operation: "ListRoles" },
];
