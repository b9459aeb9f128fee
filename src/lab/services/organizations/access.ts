/** Who may ask what of the organization, and the accounts and parents that operations name. */
import type { Account } from "../../../model/organization-document/document.ts";
import { ApiError } from "../../protocol/api-error.ts";
import type { World } from "../../world/world.ts";
import type { Call } from "../operation.ts";

/** Reads are for the management account and delegated administrators, changes for the management account (API reference). */
export function authorize(call: Call, operation: string, kind: "read" | "change" = "read"): void {
  const { managementAccountId, delegatedAdministrators } = call.world.organization;
  const { accountId } = call.caller;
  if (accountId === managementAccountId) return;
  if (kind === "read" && delegatedAdministrators.some((id) => id === accountId)) return;
  throw new ApiError(
    "AccessDeniedException",
    `You don't have permissions to access this resource. (organizations:${operation})`,
  );
}

export function accountFor({ world }: Call, id = ""): Account {
  const account = world.accounts.get(id);
  if (!account) throw new ApiError("AccountNotFoundException", "You specified an account that doesn't exist.");
  return account;
}

export const described = (world: World, account: Account) => ({
  Id: account.id,
  // The ARN names the management account and the organization (API model).
  Arn: `arn:aws:organizations::${world.organization.managementAccountId}:account/${world.organization.id}/${account.id}`,
  Name: account.name,
  Email: account.email,
  State: account.state,
  // Retired on 2026-09-09 (facts A12); still answered, as old clients read it.
  Status: account.state === "ACTIVE" ? ("ACTIVE" as const) : ("SUSPENDED" as const),
  JoinedMethod: "CREATED" as const,
});

/** The root's id is the parent of everything that has no other. */
export function rootId(world: World): string {
  const units = new Set([...world.organizationalUnits].map(({ id }) => id));
  const parents = [...world.accounts, ...world.organizationalUnits].map(({ parentId }) => parentId);
  return parents.find((id) => !units.has(id)) ?? "r-root";
}
