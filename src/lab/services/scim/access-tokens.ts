/** Bearer tokens of the SCIM tenant: two at most, a year each, known by their digest only (facts 6, E7). */
import { createHash } from "node:crypto";
import { derivedHex } from "../../../model/derived-ids.ts";
import type { Instance } from "../../../model/organization-document/document.ts";
import { ApiError } from "../../protocol/api-error.ts";
import type { World } from "../../world/world.ts";

/** That there is a maximum is documented, that it is two is commonly stated (facts 6). */
const MOST_TOKENS = 2;
const YEAR_MILLISECONDS = 365 * 86_400_000;

/** The tenant's id, part of its address. */
export function tenantOf({ arn }: Instance): string {
  const hex = derivedHex(`tenant ${arn}`, 32);
  return [hex.slice(0, 11), hex.slice(11, 15), hex.slice(15, 19), hex.slice(19, 23), hex.slice(23, 32)].join("-");
}

const digestOf = (token: string): string => createHash("sha256").update(token).digest("hex");

/** Makes a token; it is shown this once. @throws ApiError where there are too many, or no instance. */
export function makeToken(world: World, labUrl: string) {
  if (!world.instance) throw new ApiError("ResourceNotFoundException", "There is no instance", { status: 404 });
  const now = world.clock.now().getTime();
  if (world.scimTokens.size >= MOST_TOKENS)
    throw new ApiError("ValidationException", `There are ${MOST_TOKENS} tokens already; delete one of them`);
  const accessToken = `lab-scim-${world.random.hex(64)}`;
  const row = {
    id: world.random.uuid(),
    digest: digestOf(accessToken),
    createdAt: new Date(now).toISOString(),
    expiresAt: new Date(now + YEAR_MILLISECONDS).toISOString(),
  };
  world.scimTokens.put(row);
  const endpoint = `${labUrl}/${tenantOf(world.instance)}/scim/v2/`;
  return { endpoint, accessToken, tokenId: row.id, expiresAt: row.expiresAt };
}

/** Whether a bearer token is one of the tenant's, and its time is not over. */
export function isValidToken(world: World, token: string, now: Date): boolean {
  const [row] = world.scimTokens.under("digest", digestOf(token));
  return row !== undefined && Date.parse(row.expiresAt) > now.getTime();
}
