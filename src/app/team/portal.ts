/** What a person's own access portal shows now, where the organization is a lab: signed in there as that person. */
import { AccessError } from "../../model/errors.ts";
import { labGeneration, labPortalAccounts, labPortalToken, type PortalAccount } from "../lab-portal.ts";
import type { ServedOrganization } from "./team.ts";

export interface PortalNow {
  readonly userName: string;
  /** False: the lab has no such user, or one that is disabled. */
  readonly canSignIn: boolean;
  /** Where the portal can be opened. */
  readonly startUrl: string;
  readonly accounts: readonly PortalAccount[];
}

/** @throws AccessError `not-found` where the organization is not on a lab */
export async function teamPortal({ name, connection }: ServedOrganization, userName: string): Promise<PortalNow> {
  const { endpointUrl } = connection.aws;
  if (endpointUrl === undefined || (await labGeneration(endpointUrl)) === undefined)
    throw new AccessError("not-found", `${name} is not on a lab, so nobody's portal can be shown`, {
      next: "On AWS the person looks at the portal themselves; a lab shows the portal of any user",
    });
  const token = await labPortalToken(endpointUrl, userName);
  const accounts = token === undefined ? [] : await labPortalAccounts(endpointUrl, token);
  return { userName, canSignIn: token !== undefined, startUrl: new URL("/start", endpointUrl).href, accounts };
}
