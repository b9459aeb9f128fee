/** When asynchronous work ends: a role at a time in an account, accounts beside each other (facts 3.6, D14). */
import type { World } from "./world.ts";

/**
 * ISO 8601: the end of work that is asked for now in an account. Work that waits for other work in the same account ends
 * after it; that AWS queues rather than refuses is inferred from clients that create many assignments at once.
 */
export function endOfWork(world: World, accountId: string | undefined, now: Date): string {
  let free = now.getTime();
  for (const request of world.requests.under("status", "IN_PROGRESS"))
    if (accountId !== undefined && request.accountId === accountId && request.endsAt !== undefined)
      free = Math.max(free, Date.parse(request.endsAt));
  return new Date(free + world.settings.provisioningMilliseconds).toISOString();
}
