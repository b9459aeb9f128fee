/** The way from the organization's root down to an account. */
import { rootId } from "../world/account-lifecycle.ts";
import type { World } from "../world/world.ts";

/** Ids of the root, the organizational units and, last, the account. */
export function pathToAccount(world: World, accountId: string): readonly string[] {
  const path = [accountId];
  let parent = world.accounts.get(accountId)?.parentId ?? rootId(world);
  for (let unit = world.organizationalUnits.get(parent); unit; unit = world.organizationalUnits.get(parent)) {
    path.unshift(parent);
    parent = unit.parentId;
  }
  return [parent, ...path];
}
