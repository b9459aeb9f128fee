/** Completes what joins accounts, permission sets and principals: assignments, provisioned roles, requests, open portals. */
import { derivedRequestId, derivedRoleSuffix } from "../derived-ids.ts";
import { type AccountId, type PermissionSetArn, parseRequestId } from "../ids.ts";
import { reservedRoleName } from "../reserved-role.ts";
import { type Completion, completeContent, DEFAULT_TIME, identifier } from "./completion.ts";
import type { Account, Assignment, PermissionSet, PortalSession, ProvisionedRole, RequestRecord } from "./document.ts";
import { find, findPrincipal, named } from "./names.ts";

interface Grant {
  readonly accountId: AccountId;
  readonly permissionSetArn: PermissionSetArn;
}

function findGrant(
  { names, problems }: Completion,
  row: { account: string; permissionSet: string },
  path: string,
): Grant | undefined {
  const accountId = find(names.accounts, row.account, `${path}.account`, problems);
  const permissionSetArn = find(names.permissionSets, row.permissionSet, `${path}.permissionSet`, problems);
  return accountId && permissionSetArn && { accountId, permissionSetArn };
}

/** Who has which set in which account. */
export function completeAssignments(completion: Completion): Assignment[] {
  const assignments: Assignment[] = [];
  // Half a million rows are possible: where a row is written, is put together for rows that do not fit only.
  for (const [at, row] of (completion.written.assignments ?? []).entries()) {
    const assignment = namedAssignment(completion, row) ?? foundAssignment(completion, row, `assignments[${at}]`);
    if (assignment) assignments.push(assignment);
  }
  return assignments;
}

type AssignmentRow = NonNullable<Completion["written"]["assignments"]>[number];

/** The assignment of a row whose names are all known; undefined for any other. */
function namedAssignment({ names }: Completion, row: AssignmentRow): Assignment | undefined {
  const accountId = named(names.accounts, row.account);
  const permissionSetArn = named(names.permissionSets, row.permissionSet);
  if (!accountId || !permissionSetArn || (row.user === undefined) === (row.group === undefined)) return undefined;
  const user = row.user === undefined ? undefined : named(names.users, row.user);
  if (user) return { accountId, permissionSetArn, principal: { type: "USER", id: user } };
  const group = row.group === undefined ? undefined : named(names.groups, row.group);
  return group && { accountId, permissionSetArn, principal: { type: "GROUP", id: group } };
}

function foundAssignment(completion: Completion, row: AssignmentRow, path: string): Assignment | undefined {
  const grant = findGrant(completion, row, path);
  const principal = findPrincipal(completion.names, row, path, completion.problems);
  return grant && principal && { ...grant, principal };
}

/** Without the key, every assigned set is provisioned where the account can be reached: what AWS would have done (facts S1). */
export function completeRoles(
  completion: Completion,
  assignments: readonly Assignment[],
  accounts: readonly Account[],
  permissionSets: readonly PermissionSet[],
): ProvisionedRole[] {
  const nameOf = new Map(permissionSets.map(({ arn, name }) => [arn, name]));
  const defaultRoleName = ({ accountId, permissionSetArn }: Grant) =>
    reservedRoleName(nameOf.get(permissionSetArn) ?? "Unknown", derivedRoleSuffix(accountId, permissionSetArn));
  const written = completion.written.provisionedRoles;
  if (written)
    return written.flatMap((row, at) => {
      const grant = findGrant(completion, row, `provisionedRoles[${at}]`);
      if (!grant) return [];
      return [
        {
          ...grant,
          roleName: row.roleName ?? defaultRoleName(grant),
          freshness: row.freshness ?? "latest",
          isRolePresent: row.isRolePresent ?? true,
          content: row.content && completeContent(row.content),
          createdAt: row.createdAt ?? DEFAULT_TIME,
        },
      ];
    });
  const reachable = new Set(accounts.filter(({ state }) => state === "ACTIVE").map(({ id }) => id));
  const setsOf = new Map<AccountId, Set<PermissionSetArn>>();
  const roles: ProvisionedRole[] = [];
  for (const { accountId, permissionSetArn } of assignments) {
    const sets = setsOf.get(accountId) ?? new Set();
    if (sets.has(permissionSetArn) || !reachable.has(accountId) || !nameOf.has(permissionSetArn)) continue;
    setsOf.set(accountId, sets.add(permissionSetArn));
    roles.push({
      accountId,
      permissionSetArn,
      roleName: defaultRoleName({ accountId, permissionSetArn }),
      freshness: "latest",
      isRolePresent: true,
      content: undefined,
      createdAt: DEFAULT_TIME,
    });
  }
  return roles;
}

/** The rows of the three ledgers. */
export function completeRequests(completion: Completion): RequestRecord[] {
  return (completion.written.requests ?? []).flatMap((row, at): RequestRecord[] => {
    const path = `requests[${at}]`;
    const permissionSetArn = find(
      completion.names.permissionSets,
      row.permissionSet,
      `${path}.permissionSet`,
      completion.problems,
    );
    if (!permissionSetArn) return [];
    const common = {
      id: identifier(completion, row.id, parseRequestId, `${path}.id`, () =>
        derivedRequestId(`${at} ${JSON.stringify(row)}`),
      ),
      status: row.status,
      failureReason: row.failureReason,
      failsWith: row.failsWith,
      permissionSetArn,
      createdAt: row.createdAt ?? completion.takenAt,
      endsAt: row.endsAt,
    };
    if (row.kind === "provision" && row.account === undefined) return [{ ...common, kind: row.kind }];
    const accountId = find(completion.names.accounts, row.account ?? "", `${path}.account`, completion.problems);
    if (!accountId) return [];
    if (row.kind === "provision") return [{ ...common, kind: row.kind, accountId }];
    const principal = findPrincipal(completion.names, row, path, completion.problems);
    return principal ? [{ ...common, kind: row.kind, accountId, principal }] : [];
  });
}

/** Portals that users opened earlier. */
export function completePortalSessions({ written, names, problems }: Completion): PortalSession[] {
  return (written.portalSessions ?? []).flatMap((row, at) => {
    const path = `portalSessions[${at}]`;
    const userId = find(names.users, row.user, `${path}.user`, problems);
    const sees = (row.sees ?? []).flatMap(({ account, permissionSet }, index) => {
      const accountId = find(names.accounts, account, `${path}.sees[${index}].account`, problems);
      return accountId ? [{ accountId, permissionSetName: permissionSet }] : [];
    });
    return userId ? [{ userId, refreshedAt: row.refreshedAt, sees }] : [];
  });
}
