/** A collection of a small organization in which chosen reads fail: the columns hold what was read, the gaps what was not. */
import type { Coverage, UnreadPart, Walk } from "../../../model/coverage.ts";
import type { OrganizationColumns } from "../columns.ts";
import { createColumnsBuilder } from "../columns-builder.ts";
import type { SmallOrganization } from "./small-organization.ts";

export interface Collection {
  readonly walk: Walk;
  readonly provisionedBy: "account" | "set";
  readonly membersBy: "group" | "user";
  /** Whether the n-th read fails. */
  readonly isFailing: (read: number) => boolean;
}

export function collectSmall(
  truth: SmallOrganization,
  { walk, provisionedBy, membersBy, isFailing }: Collection,
): OrganizationColumns {
  const builder = createColumnsBuilder(truth.instanceStatus);
  const gaps: Coverage["gaps"][number][] = [];
  let reads = 0;
  /** The rows; where the read fails a gap, and the first row only where the list was torn. */
  const read = <T>(part: UnreadPart, rows: readonly T[]): readonly T[] => {
    reads += 1;
    if (!isFailing(reads)) return rows;
    gaps.push({
      part,
      failure: {
        kind: "failed",
        service: "sso-admin",
        operation: part.kind,
        permission: "sso:Read",
        message: "failed",
      },
    });
    return "accountId" in part || "principal" in part ? [] : rows.slice(0, reads % 2);
  };
  const accounts = read({ kind: "accounts" }, truth.accounts);
  const sets = read({ kind: "permission-sets" }, truth.sets);
  const users = read({ kind: "users" }, truth.users);
  const groups = read({ kind: "groups" }, truth.groups);
  for (const { id, state } of accounts) builder.account({ id, name: id, state });
  for (const arn of sets) builder.permissionSet({ arn, name: arn });
  for (const { id, status } of users) builder.user({ id, userName: id, displayName: id, status });
  for (const id of groups) builder.group({ id, displayName: id });
  const provisioned =
    provisionedBy === "account"
      ? accounts.flatMap(({ id }) =>
          read(
            { kind: "provisioned-to-account", accountId: id },
            truth.provisioned.filter((row) => row.accountId === id),
          ),
        )
      : sets.flatMap((arn) =>
          read(
            { kind: "accounts-of-set", permissionSetArn: arn },
            truth.provisioned.filter((row) => row.arn === arn),
          ),
        );
  for (const row of provisioned) builder.provisioned(row.accountId, row.arn, row);
  const byPairs = () =>
    provisioned.flatMap(({ accountId, arn }) =>
      read(
        { kind: "assignments", accountId, permissionSetArn: arn },
        truth.assignments.filter((row) => row.accountId === accountId && row.arn === arn),
      ),
    );
  const byPrincipals = () =>
    [
      ...users.map(({ id }) => ({ type: "USER" as const, id })),
      ...groups.map((id) => ({ type: "GROUP" as const, id })),
    ].flatMap((principal) =>
      read(
        { kind: "grants-of", principal },
        truth.assignments.filter((row) => row.principal.id === principal.id),
      ),
    );
  const assignments = [...(walk === "principals" ? [] : byPairs()), ...(walk === "pairs" ? [] : byPrincipals())];
  for (const { accountId, arn, principal } of assignments) builder.assignment(accountId, arn, principal);
  const memberships =
    membersBy === "group"
      ? groups.flatMap((groupId) =>
          read(
            { kind: "members", groupId },
            truth.memberships.filter((row) => row.groupId === groupId),
          ),
        )
      : users.flatMap(({ id }) =>
          read(
            { kind: "groups-of", userId: id },
            truth.memberships.filter((row) => row.userId === id),
          ),
        );
  for (const { groupId, userId } of memberships) builder.membership(groupId, userId);
  return builder.columns({ walk, blindSpot: null, gaps });
}
