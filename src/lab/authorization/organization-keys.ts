/** Condition keys that say to whom a principal and a resource belong (IAM User Guide: global condition context keys). */
import type { World } from "../world/world.ts";
import { pathToAccount } from "./organization-path.ts";

type Keys = readonly (readonly [key: string, value: string])[];

/** `aws:PrincipalAccount`, and of accounts of the organization `aws:PrincipalOrgID` and `aws:PrincipalOrgPaths`. */
export const principalKeys = (world: World, accountId: string): Keys => ownerKeys(world, accountId, "aws:Principal");

/** `aws:ResourceAccount`, `aws:ResourceOrgID`, `aws:ResourceOrgPaths` of the account that owns a resource. */
export const resourceKeys = (world: World, accountId: string): Keys => ownerKeys(world, accountId, "aws:Resource");

function ownerKeys(world: World, accountId: string, prefix: "aws:Principal" | "aws:Resource"): Keys {
  const account = [`${prefix}Account`, accountId] as const;
  if (!world.accounts.has(accountId)) return [account];
  const { id } = world.organization;
  const units = pathToAccount(world, accountId).slice(0, -1);
  return [account, [`${prefix}OrgID`, id], [`${prefix}OrgPaths`, `${[id, ...units].join("/")}/`]];
}
