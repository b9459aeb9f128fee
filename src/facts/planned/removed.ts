/** The organization without what a plan deletes or replaces. */
import type { Assignment, OrganizationDocument } from "../../model/organization-document/document.ts";
import {
  ASSIGNMENT,
  type Attributes,
  GROUP,
  MEMBERSHIP,
  PERMISSION_SET,
  type PlannedChange,
  USER,
} from "../../model/organization-document/written/planned-change.ts";

/** Assignments outlive their group or user (facts A5). */
export function removed(document: OrganizationDocument, changes: readonly PlannedChange[]): OrganizationDocument {
  const goneOf = (type: string, keysOf: (before: Attributes) => readonly string[]): ReadonlySet<string> =>
    new Set(
      changes.flatMap((change) =>
        change.type === type && change.before && isRemoval(change) ? keysOf(change.before) : [],
      ),
    );
  const assignments = goneOf(ASSIGNMENT, (row) => [
    `${row["target_id"]} ${row["permission_set_arn"]} ${row["principal_type"]} ${row["principal_id"]}`,
  ]);
  const memberships = goneOf(MEMBERSHIP, (row) => [
    `${row["group_id"]} ${row["member_id"]}`,
    ...(row["membership_id"] === undefined ? [] : [row["membership_id"]]),
  ]);
  const sets = goneOf(PERMISSION_SET, (row) => [row["arn"] ?? ""]);
  const groups = goneOf(GROUP, (row) => [row["group_id"] ?? ""]);
  const users = goneOf(USER, (row) => [row["user_id"] ?? ""]);
  return {
    ...document,
    users: document.users.filter(({ id }) => !users.has(id)),
    groups: document.groups.filter(({ id }) => !groups.has(id)),
    memberships: document.memberships.filter(
      ({ id, groupId, userId }) =>
        !groups.has(groupId) && !users.has(userId) && !memberships.has(`${groupId} ${userId}`) && !memberships.has(id),
    ),
    permissionSets: document.permissionSets.filter(({ arn }) => !sets.has(arn)),
    assignments: document.assignments.filter(
      (row) => !sets.has(row.permissionSetArn) && !assignments.has(assignmentKey(row)),
    ),
    provisionedRoles: document.provisionedRoles.filter(({ permissionSetArn }) => !sets.has(permissionSetArn)),
  };
}

/** What is changed in place keeps its id. */
const isRemoval = ({ isReplaced, after }: PlannedChange): boolean => isReplaced || after === undefined;

export const pairKey = (row: { readonly accountId: string; readonly permissionSetArn: string }): string =>
  `${row.accountId} ${row.permissionSetArn}`;

export const assignmentKey = (row: Assignment): string => `${pairKey(row)} ${row.principal.type} ${row.principal.id}`;
