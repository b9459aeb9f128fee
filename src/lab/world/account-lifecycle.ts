/** Accounts as they come, close and leave (facts A12). */
import { certain, parseAccountId } from "../../model/ids.ts";
import type { Account } from "../../model/organization-document/document.ts";
import { grantKey, type World } from "./world.ts";

/** Brings what is due to its end: creations, closures. */
export function settleAccounts(world: World, now: Date): void {
  for (const creation of world.accountCreations.under("state", "IN_PROGRESS")) {
    if (Date.parse(creation.endsAt) > now.getTime()) continue;
    const isTaken = [...world.accounts].some(({ email }) => email.toLowerCase() === creation.email.toLowerCase());
    if (isTaken) {
      world.accountCreations.put({ ...creation, state: "FAILED", failureReason: "EMAIL_ALREADY_EXISTS" });
      continue;
    }
    world.accounts.put({
      id: certain(parseAccountId(creation.accountId)),
      name: creation.accountName,
      email: creation.email,
      state: "ACTIVE",
      parentId: rootId(world),
      customerManagedPolicies: [],
      tags: creation.tags,
    });
    world.accountCreations.put({ ...creation, state: "SUCCEEDED" });
  }
  for (const account of world.accounts.under("changing", "yes")) settleClosure(world, account, now);
}

/** PENDING_CLOSURE leads to CLOSED; SUSPENDED is AWS's own enforcement and comes by a document only (facts A12). */
function settleClosure(world: World, account: Account, now: Date): void {
  const due = Date.parse(account.nextStateAt ?? "");
  if (due <= now.getTime()) world.accounts.put({ ...account, state: "CLOSED", nextStateAt: undefined });
}

/** Identity Center cleans up behind an account that leaves (facts A12); policies and delegations let go of it. */
export function removeAccount(world: World, accountId: string): void {
  for (const role of world.roles.under("account", accountId)) world.roles.remove(grantKey(role));
  for (const policy of world.policies)
    if (policy.targets.includes(accountId))
      world.policies.put({ ...policy, targets: policy.targets.filter((target) => target !== accountId) });
  world.accounts.remove(accountId);
}

/** The root's id is the parent of everything that has no other. */
export function rootId(world: World): string {
  for (const { parentId } of [...world.accounts, ...world.organizationalUnits])
    if (!world.organizationalUnits.has(parentId)) return parentId;
  return "r-root";
}
