/** What is true of a question, read from the lab's own portal and roles by plain HTTP; nothing of the product is used here. */
import type { Verdict } from "../../src/model/diagnosis.ts";
import type { TestLab } from "../support/lab.ts";
import type { Draft } from "./organization.ts";

export interface Truth {
  readonly isListed: boolean;
  readonly givesCredentials: boolean;
  readonly isOutdated: boolean;
  /** What may be said about it. */
  readonly verdicts: readonly Verdict[];
}

/** Signs the asked user in, looks at the portal, and asks for credentials. */
export async function truthOf(lab: TestLab, { asked, provisionedRoles }: Draft): Promise<Truth> {
  const portal = await lab.portalOf(asked.user);
  const isListed = portal?.accounts.get(asked.account)?.includes(asked.permissionSet) === true;
  const givesCredentials = isListed && (await lab.credentialsOf(asked.user, asked.account, asked.permissionSet));
  const isOutdated = provisionedRoles.some(
    (row) => row.account === asked.account && row.permissionSet === asked.permissionSet && row.freshness === "outdated",
  );
  return { isListed, givesCredentials, isOutdated, verdicts: verdicts({ isListed, givesCredentials, isOutdated }) };
}

function verdicts(seen: Omit<Truth, "verdicts">): readonly Verdict[] {
  if (!seen.isListed) return ["not-visible", "pending"];
  if (!seen.givesCredentials) return ["denied"];
  return seen.isOutdated ? ["stale"] : ["works"];
}
