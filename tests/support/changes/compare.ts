/** Two snapshots of the same organization, the one caught up and the other collected: what must be equal. */
import type { OrganizationDocument } from "../../../src/model/organization-document/document.ts";

/**
 * All that a snapshot says, but for when and from where, as JSON. Assignments of gone principals where their set has no
 * role any more are left out: AWS still has them, and neither walk of a collection asks about them, while catching up does.
 */
export function timeless({ takenAt: _, coverage, ...document }: OrganizationDocument): unknown {
  const { trail: _trail, blindSpot: _blindSpot, ...known } = coverage ?? {};
  const assignments = document.assignments.filter(isSeenByWalks(document));
  return JSON.parse(JSON.stringify({ ...document, assignments, coverage: known }));
}

function isSeenByWalks({ users, groups, provisionedRoles }: Omit<OrganizationDocument, "takenAt" | "coverage">) {
  const present = new Set([...users, ...groups].map(({ id }): string => id));
  const provisioned = new Set(
    provisionedRoles.map(({ accountId, permissionSetArn }) => `${accountId} ${permissionSetArn}`),
  );
  return ({ accountId, permissionSetArn, principal }: OrganizationDocument["assignments"][number]): boolean =>
    present.has(principal.id) || provisioned.has(`${accountId} ${permissionSetArn}`);
}
