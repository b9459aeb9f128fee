/** A document's relations by the keys that questions ask for, built once. */
import { grouped } from "../../model/grouped.ts";
import type {
  Assignment,
  Membership,
  OrganizationDocument,
  ProvisionedRole,
} from "../../model/organization-document/document.ts";

export interface Relations {
  readonly groupsOfUser: ReadonlyMap<string, readonly Membership[]>;
  readonly membersOfGroup: ReadonlyMap<string, readonly Membership[]>;
  readonly assignmentsOfGrant: ReadonlyMap<string, readonly Assignment[]>;
  readonly assignmentsOfPrincipal: ReadonlyMap<string, readonly Assignment[]>;
  readonly rolesOfAccount: ReadonlyMap<string, readonly ProvisionedRole[]>;
}

export const grantKey = (accountId: string, permissionSetArn: string): string => `${accountId} ${permissionSetArn}`;

export function relationsOf(document: OrganizationDocument): Relations {
  return {
    groupsOfUser: grouped(document.memberships, ({ userId }) => userId),
    membersOfGroup: grouped(document.memberships, ({ groupId }) => groupId),
    assignmentsOfGrant: grouped(document.assignments, ({ accountId, permissionSetArn }) =>
      grantKey(accountId, permissionSetArn),
    ),
    assignmentsOfPrincipal: grouped(document.assignments, ({ principal }) => principal.id),
    rolesOfAccount: grouped(document.provisionedRoles, ({ accountId }) => accountId),
  };
}
