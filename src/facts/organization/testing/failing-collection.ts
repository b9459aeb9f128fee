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

/** Reads rows that are a part of the organization: all of them, or, where the read fails, what a torn list leaves. */
type Read = <T>(part: UnreadPart, rows: readonly T[]) => readonly T[];

export function collectSmall(truth: SmallOrganization, collection: Collection): OrganizationColumns {
  const builder = createColumnsBuilder(truth.instanceStatus);
  const gaps: Coverage["gaps"][number][] = [];
  const read = failingRead(collection, gaps);
  const found = {
    accounts: read({ kind: "accounts" }, truth.accounts),
    sets: read({ kind: "permission-sets" }, truth.sets),
    users: read({ kind: "users" }, truth.users),
    groups: read({ kind: "groups" }, truth.groups),
  };
  for (const { id, state } of found.accounts) builder.account({ id, name: id, state });
  for (const arn of found.sets) builder.permissionSet({ arn, name: arn });
  for (const { id, status } of found.users) builder.user({ id, userName: id, displayName: id, status });
  for (const id of found.groups) builder.group({ id, displayName: id });
  const small: Small = { truth, found, read, collection };
  const provisioned = provisionedIn(small);
  for (const row of provisioned) builder.provisioned(row.accountId, row.arn, row);
  for (const { accountId, arn, principal } of assignmentsIn(small, provisioned))
    builder.assignment(accountId, arn, principal);
  for (const { groupId, userId } of membershipsIn(small)) builder.membership(groupId, userId);
  return builder.columns({ walk: collection.walk, blindSpot: null, gaps });
}

/** Where the read fails a gap, and the first row only where the list was torn. */
function failingRead({ isFailing }: Collection, gaps: Coverage["gaps"][number][]): Read {
  let reads = 0;
  return (part, rows) => {
    reads += 1;
    if (!isFailing(reads)) return rows;
    const failure = { kind: "failed", service: "sso-admin", operation: part.kind, permission: "sso:Read" } as const;
    gaps.push({ part, failure: { ...failure, message: "failed" } });
    return "accountId" in part || "principal" in part ? [] : rows.slice(0, reads % 2);
  };
}

interface Small {
  readonly truth: SmallOrganization;
  readonly found: Pick<SmallOrganization, "accounts" | "sets" | "users" | "groups">;
  readonly read: Read;
  readonly collection: Collection;
}

function provisionedIn({ truth, found, read, collection }: Small): SmallOrganization["provisioned"] {
  if (collection.provisionedBy === "account")
    return found.accounts.flatMap(({ id }) =>
      read(
        { kind: "provisioned-to-account", accountId: id },
        truth.provisioned.filter((row) => row.accountId === id),
      ),
    );
  return found.sets.flatMap((arn) =>
    read(
      { kind: "accounts-of-set", permissionSetArn: arn },
      truth.provisioned.filter((row) => row.arn === arn),
    ),
  );
}

function assignmentsIn(
  { truth, found, read, collection: { walk } }: Small,
  provisioned: SmallOrganization["provisioned"],
): SmallOrganization["assignments"] {
  const byPairs = () =>
    provisioned.flatMap(({ accountId, arn }) =>
      read(
        { kind: "assignments", accountId, permissionSetArn: arn },
        truth.assignments.filter((row) => row.accountId === accountId && row.arn === arn),
      ),
    );
  const principals = [
    ...found.users.map(({ id }) => ({ type: "USER" as const, id })),
    ...found.groups.map((id) => ({ type: "GROUP" as const, id })),
  ];
  const byPrincipals = () =>
    principals.flatMap((principal) =>
      read(
        { kind: "grants-of", principal },
        truth.assignments.filter((row) => row.principal.id === principal.id),
      ),
    );
  return [...(walk === "principals" ? [] : byPairs()), ...(walk === "pairs" ? [] : byPrincipals())];
}

function membershipsIn({ truth, found, read, collection }: Small): SmallOrganization["memberships"] {
  if (collection.membersBy === "group")
    return found.groups.flatMap((groupId) =>
      read(
        { kind: "members", groupId },
        truth.memberships.filter((row) => row.groupId === groupId),
      ),
    );
  return found.users.flatMap(({ id }) =>
    read(
      { kind: "groups-of", userId: id },
      truth.memberships.filter((row) => row.userId === id),
    ),
  );
}
