/** Network controls of the identity store: who asks from elsewhere is refused, whatever IAM allows (facts N3). */
import { ApiError } from "../protocol/api-error.ts";
import type { Call, Called } from "../services/operation.ts";
import type { World } from "../world/world.ts";
import { addressOf, isIn, networkOf } from "./addresses.ts";

/** Whoever asks the lab asks from here. */
export const CLIENT_ADDRESS = "127.0.0.1";

/** The text of this refusal is open; these are words of AWS that name no reason. */
export const NETWORK_REFUSAL = "You do not have sufficient access to perform this action";

/** @throws ApiError where the identity store does not take requests from the client's network. */
export function refuseByNetwork({ service }: Called, { world }: Pick<Call, "world">): void {
  if (service === "identitystore" && isShutOut(world, "apiAllowSourceIps"))
    throw new ApiError("AccessDeniedException", NETWORK_REFUSAL);
}

/** Whether the list is there and the client is in none of its networks. */
export function isShutOut({ instance }: World, list: "apiAllowSourceIps" | "scimAllowSourceIps"): boolean {
  const allowed = instance?.networkControl?.[list];
  const client = addressOf(CLIENT_ADDRESS);
  if (allowed === undefined || client === undefined) return false;
  return !allowed.some((text) => {
    const network = networkOf(text);
    return network !== undefined && isIn(client, network);
  });
}
