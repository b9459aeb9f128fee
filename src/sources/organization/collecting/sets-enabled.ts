/** Whether permission sets are switched on: one call, and only where none is listed (facts N2). */
import type { PermissionSetArn } from "../../../model/ids.ts";
import { knownValue } from "../../../model/reading.ts";
import type { OrganizationReads } from "./organization-reads.ts";

/** Undefined: nobody could tell, or there are sets, which are then on: they cannot be switched off again. */
export async function setsEnabled(
  { permissionSetsEnabled }: Pick<OrganizationReads, "permissionSetsEnabled">,
  sets: readonly PermissionSetArn[] | undefined,
): Promise<boolean | undefined> {
  // Where they are off, the list may also be refused: what it answers is not documented.
  return sets === undefined || sets.length === 0 ? knownValue(await permissionSetsEnabled()) : undefined;
}
