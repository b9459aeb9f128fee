/** Idempotent creation: the same client token gives the same resource again (API reference: ClientToken). */
import type { Call } from "../operation.ts";

/** Creates, or answers what the same token created before. `create` gives the new resource's ARN. */
export function createdOnce<Output>(
  { world, caller }: Call,
  operation: string,
  clientToken: string | undefined,
  answer: (arn: string) => Output,
  create: () => string,
): Output {
  const token = clientToken === undefined ? undefined : `${operation} ${caller.accountId} ${clientToken}`;
  const known = token === undefined ? undefined : world.clientTokens.get(token);
  if (known) return answer(known.arn);
  const arn = create();
  if (token !== undefined) world.clientTokens.put({ token, arn });
  return answer(arn);
}
