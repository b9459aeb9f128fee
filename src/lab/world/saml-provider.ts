/** The SAML provider that Identity Center keeps in every account where it has a role. */
import type { World } from "./world.ts";

/** `AWSSSO_<16 hex>_DO_NOT_DELETE` (facts 4.2); the digits are the instance's. */
export function samlProviderName(world: World): string {
  return `AWSSSO_${world.instance?.arn.slice(-16) ?? "0000000000000000"}_DO_NOT_DELETE`;
}

/** Whether the account has it: it comes with the first role, and a customer may delete it (facts C5, 8.12). */
export function hasSamlProvider(world: World, accountId: string): boolean {
  const account = world.accounts.get(accountId);
  if (!account || account.iam?.identityCenterSamlProvider === "missing") return false;
  return [...world.roles.under("account", accountId)].some(({ isRolePresent }) => isRolePresent);
}
