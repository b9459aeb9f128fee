/** Two snapshots of the same organization, the one caught up and the other collected: what must be equal. */
import type { Walk } from "../../../src/model/coverage.ts";
import type { OrganizationDocument } from "../../../src/model/organization-document/document.ts";

/**
 * All that a snapshot says, but for when and from where, as JSON. Left out is what the walk of a collection never asks about
 * (its blind spot, and for both walks: assignments of gone principals where their set has no role any more): AWS still has
 * it, and catching up, which asks the touched pairs, sees it; and entitlements to roles of accounts that have left, which a walk by accounts does not ask about.
 */
export function timeless({ takenAt: _, coverage, ...document }: OrganizationDocument): unknown {
  const { trail: _trail, blindSpot: _blindSpot, ...known } = coverage ?? {};
  const assignments = document.assignments.filter(isSeenBy(coverage?.walk ?? "both", document));
  const accounts = new Set(document.accounts.map(({ id }): string => id));
  const entitlements = document.entitlements.filter(({ roleArn }) => accounts.has(roleArn.split(":")[4] ?? ""));
  return JSON.parse(JSON.stringify({ ...document, assignments, entitlements, coverage: known }));
}

function isSeenBy(
  walk: Walk,
  { users, groups, provisionedRoles }: Pick<OrganizationDocument, "users" | "groups" | "provisionedRoles">,
) {
  const present = new Set(walk === "pairs" ? [] : [...users, ...groups].map(({ id }): string => id));
  const pairs = walk === "principals" ? [] : provisionedRoles;
  const provisioned = new Set(pairs.map(({ accountId, permissionSetArn }) => `${accountId} ${permissionSetArn}`));
  return ({ accountId, permissionSetArn, principal }: OrganizationDocument["assignments"][number]): boolean =>
    present.has(principal.id) || provisioned.has(`${accountId} ${permissionSetArn}`);
}
