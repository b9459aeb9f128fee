/** Who-can of every account, from a collected document, is what every portal shows. */
import { answerWhoCan } from "../../../src/app/effective-access.ts";
import type { OrganizationDocument } from "../../../src/model/organization-document/document.ts";
import { placeKey, type Truth } from "../truth.ts";

export function whoCanDiffers(snapshot: OrganizationDocument, { portals }: Truth): readonly string[] {
  const claimed = new Set<string>();
  for (const { id } of snapshot.accounts) {
    for (const { user, account, permissionSet, can } of answerWhoCan(snapshot, id).rows)
      if (can === "yes") claimed.add(`${user.id} ${placeKey({ account: account.id, set: permissionSet.name ?? "" })}`);
  }
  const shown = new Set([...portals].flatMap(([user, places]) => [...places].map((place) => `${user} ${place}`)));
  return [
    ...[...claimed]
      .filter((row) => !shown.has(row))
      .map((row) => `who-can claims ${row}, and the portal does not show it`),
    ...[...shown]
      .filter((row) => !claimed.has(row))
      .map((row) => `the portal shows ${row}, and who-can does not say so`),
  ];
}
