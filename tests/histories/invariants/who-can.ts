/** Who-can of every account, from a collected document, is what every portal of the two kinds shows. */
import { answerWhoCan } from "../../../src/app/effective-access.ts";
import type { OrganizationDocument } from "../../../src/model/organization-document/document.ts";
import { placeKey, type Truth } from "../truth.ts";

export function whoCanDiffers(snapshot: OrganizationDocument, { portals, entitled }: Truth): readonly string[] {
  const claimed = new Set<string>();
  for (const { id } of snapshot.accounts) {
    const access = answerWhoCan(snapshot, id);
    for (const { user, account, permissionSet, can } of access.rows)
      if (can === "yes") claimed.add(`${user.id} ${placeKey({ account: account.id, set: permissionSet.name ?? "" })}`);
    // A collection does not read the roles: what is listed is what it can claim.
    for (const { user, role, can } of access.entitled) if (can === "yes") claimed.add(`${user.id} ${role.arn}`);
  }
  const shown = new Set([
    ...[...portals].flatMap(([user, places]) => [...places].map((place) => `${user} ${place}`)),
    ...[...entitled].flatMap(([user, roles]) => [...roles.keys()].map((role) => `${user} ${role}`)),
  ]);
  return [
    ...[...claimed]
      .filter((row) => !shown.has(row))
      .map((row) => `who-can claims ${row}, and the portal does not show it`),
    ...[...shown]
      .filter((row) => !claimed.has(row))
      .map((row) => `the portal shows ${row}, and who-can does not say so`),
  ];
}
