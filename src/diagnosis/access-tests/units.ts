/** Which accounts lie below an organizational unit. */
import type { OrganizationDocument } from "../../model/organization-document/document.ts";

/**
 * Ids of the accounts below every unit that fits by id, name, or path from the root (`Workloads/Prod`; `Root/` may stand
 * before it). Undefined: no unit fits.
 */
export function accountsBelow(
  { organizationalUnits, accounts }: OrganizationDocument,
  fits: (text: string) => boolean,
): ReadonlySet<string> | undefined {
  const units = new Map(organizationalUnits.map((unit) => [unit.id, unit]));
  /** The unit and all above it, the nearest first. A document from elsewhere could hold a circle. */
  const chainOf = (id: string): readonly string[] => {
    const chain: string[] = [];
    for (let at: string | undefined = id; at !== undefined && !chain.includes(at); at = units.get(at)?.parentId)
      if (units.has(at)) chain.push(at);
    return chain;
  };
  const pathOf = (id: string): string =>
    chainOf(id)
      .map((one) => units.get(one)?.name ?? "")
      .reverse()
      .join("/");
  const chosen = new Set(
    organizationalUnits
      .filter(({ id, name }) => [id, name, pathOf(id), `Root/${pathOf(id)}`].some(fits))
      .map(({ id }) => id),
  );
  if (chosen.size === 0) return undefined;
  return new Set(accounts.filter(({ parentId }) => chainOf(parentId).some((id) => chosen.has(id))).map(({ id }) => id));
}
