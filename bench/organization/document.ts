/** Columns as an organization document, for everything that reads documents: the lab, the commands, the tests. */
import { type OrganizationColumns, OUTDATED, ROLE_PRESENT, USER } from "../../src/facts/organization/columns.ts";
import { type PrincipalRow, rowAt } from "../../src/facts/organization/rows.ts";
import { derivedMembershipId, derivedRoleSuffix } from "../../src/model/derived-ids.ts";
import {
  type AccountId,
  certain,
  type GroupId,
  type PermissionSetArn,
  type Principal,
  parseAccountId,
  parseGroupId,
  parsePermissionSetArn,
  parseUserId,
  type UserId,
} from "../../src/model/ids.ts";
import { completeContent, DEFAULT_TIME } from "../../src/model/organization-document/completion.ts";
import {
  ACCOUNT_STATES,
  type Account,
  type Group,
  type Membership,
  ORGANIZATION_DOCUMENT_SCHEMA,
  type OrganizationDocument,
  type PermissionSet,
  type ProvisionedRole,
  type User,
} from "../../src/model/organization-document/document.ts";
import { loadOrganizationDocument } from "../../src/model/organization-document/load.ts";
import { reservedRoleName } from "../../src/model/reserved-role.ts";

export interface Homes {
  readonly managementAccount: string;
  readonly storeId: string;
  readonly instanceArn: string;
}

/** Everything that columns do not hold (times, policies, role names) is made up, the same each time. */
export function documentOf(columns: OrganizationColumns, homes: Homes): OrganizationDocument {
  const base = frame(homes);
  const accountIds = columns.accounts.ids.map((id) => certain(parseAccountId(id)));
  const arns = columns.permissionSets.arns.map((arn) => certain(parsePermissionSetArn(arn)));
  const principals = columns.principals.ids.map((id, at) =>
    principalOf(id, columns.principals.kinds[rowAt<PrincipalRow>(at)] === USER),
  );
  return {
    ...base,
    accounts: accountsOf(columns, accountIds, base.accounts[0]?.parentId ?? "r-0000"),
    users: usersOf(columns, principals),
    groups: groupsOf(columns, principals),
    memberships: membershipsOf(columns, principals),
    permissionSets: permissionSetsOf(columns, arns),
    assignments: [...columns.assignments.principals].map((principal, row) => ({
      accountId: at(accountIds, columns.assignments.accounts[row]),
      permissionSetArn: at(arns, columns.assignments.permissionSets[row]),
      principal: at(principals, principal),
    })),
    provisionedRoles: rolesOf(columns, accountIds, arns),
  };
}

/** A document with an instance and nothing in it. */
function frame({ managementAccount, storeId, instanceArn }: Homes): OrganizationDocument {
  const loaded = loadOrganizationDocument({
    schema: ORGANIZATION_DOCUMENT_SCHEMA,
    organization: { managementAccountId: managementAccount },
    instance: { identityStoreId: storeId, arn: instanceArn },
  });
  if (loaded.kind === "invalid") throw new Error(JSON.stringify(loaded.problems));
  return loaded.document;
}

function accountsOf({ accounts }: OrganizationColumns, ids: readonly AccountId[], parentId: string): Account[] {
  const [names, emails, states] = [[...accounts.names], [...accounts.emails], [...accounts.states]];
  return ids.map((id, row) => ({
    id,
    name: at(names, row),
    email: at(emails, row),
    state: at(ACCOUNT_STATES, states[row]),
    parentId,
    customerManagedPolicies: [],
  }));
}

function usersOf({ principals }: OrganizationColumns, all: readonly Principal[]): User[] {
  const [names, displayNames, emails] = [[...principals.names], [...principals.displayNames], [...principals.emails]];
  return all.flatMap(({ type, id }, row) =>
    type === "GROUP"
      ? []
      : [
          {
            id,
            userName: at(names, row),
            displayName: at(displayNames, row),
            givenName: "User",
            familyName: String(row),
            email: at(emails, row),
            status: principals.disabled[rowAt<PrincipalRow>(row)] === 1 ? ("DISABLED" as const) : ("ENABLED" as const),
            createdAt: DEFAULT_TIME,
          },
        ],
  );
}

function groupsOf({ principals }: OrganizationColumns, all: readonly Principal[]): Group[] {
  const names = [...principals.names];
  return all.flatMap(({ type, id }, row) =>
    type === "USER" ? [] : [{ id, displayName: at(names, row), createdAt: DEFAULT_TIME }],
  );
}

function membershipsOf({ memberships }: OrganizationColumns, all: readonly Principal[]): Membership[] {
  return [...memberships.users].map((user, row) => {
    const userId = at(all, user).id as UserId;
    const groupId = at(all, memberships.groups[row]).id as GroupId;
    return { id: derivedMembershipId(groupId, userId), groupId, userId };
  });
}

const permissionSetsOf = (
  { permissionSets }: OrganizationColumns,
  arns: readonly PermissionSetArn[],
): PermissionSet[] => {
  const names = [...permissionSets.names];
  return arns.map((arn, row) => ({
    arn,
    name: at(names, row),
    createdAt: DEFAULT_TIME,
    tags: {},
    ...completeContent({ managedPolicyArns: ["arn:aws:iam::aws:policy/ReadOnlyAccess"] }),
  }));
};

function rolesOf(
  { provisioned, permissionSets }: OrganizationColumns,
  accountIds: readonly AccountId[],
  arns: readonly PermissionSetArn[],
): ProvisionedRole[] {
  const names = [...permissionSets.names];
  return [...provisioned.flags].map((flags, row) => {
    const accountId = at(accountIds, provisioned.accounts[row]);
    const set = provisioned.permissionSets[row];
    const permissionSetArn = at(arns, set);
    return {
      accountId,
      permissionSetArn,
      roleName: reservedRoleName(at(names, set), derivedRoleSuffix(accountId, permissionSetArn)),
      freshness: (flags & OUTDATED) !== 0 ? "outdated" : "latest",
      isRolePresent: (flags & ROLE_PRESENT) !== 0,
      createdAt: DEFAULT_TIME,
    };
  });
}

const principalOf = (id: string, isUser: boolean): Principal =>
  isUser ? { type: "USER", id: certain(parseUserId(id)) } : { type: "GROUP", id: certain(parseGroupId(id)) };

/** The item, which must be there: a row that points outside of its table is a bug of the generator. */
function at<T>(items: readonly T[], index: number | undefined): T {
  const item = index === undefined ? undefined : items[index];
  if (item === undefined) throw new RangeError(`There is no item ${index}`);
  return item;
}
