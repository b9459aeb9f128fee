/** The alias of an account, which only IAM of that account tells. */
import type { CallerFacts } from "../../facts/grant/grant-facts.ts";
import { AccessError, type AccessErrorCode } from "../../model/errors.ts";
import type { AccountId } from "../../model/ids.ts";
import { mapReading, type Reading } from "../../model/reading.ts";
import { auditClient, auditWay } from "./calling/audit-role.ts";
import { type CallContext, call } from "./calling/call.ts";
import { readFailure } from "./calling/failure.ts";

const SERVICE = "iam";
const OPERATION = "ListAccountAliases";

/** Null: the account has none. Two calls, one in the caller's own account. */
export async function readAlias(
  calling: CallContext,
  accountId: AccountId,
  caller: Reading<CallerFacts>,
): Promise<Reading<string | null>> {
  const way = await auditWay(calling, accountId, caller);
  const client = await auditClient(calling, way);
  if (client.state !== "known") return client;
  try {
    const answer = await call(calling, {
      service: SERVICE,
      operation: OPERATION,
      isAdditional: true,
      input: { accountId },
      send: async (abortSignal) => {
        const { ListAccountAliasesCommand } = await import("@aws-sdk/client-iam");
        return client.value.send(new ListAccountAliasesCommand({}), { abortSignal });
      },
      matters: ({ AccountAliases }) => ({ AccountAliases }),
    });
    // An account has one alias at most (IAM User Guide).
    return mapReading(answer, (found) => found?.AccountAliases?.[0] ?? null);
  } catch (error) {
    // Keys of the role that are refused say nothing about the caller's own, which go on.
    if (way.state === "known" && way.value !== "own" && error instanceof AccessError && OF_KEYS.has(error.code))
      return { state: "unknown", failure: readFailure(SERVICE, OPERATION, error.cause ?? error), evidence: [] };
    throw error;
  }
}

const OF_KEYS: ReadonlySet<AccessErrorCode> = new Set(["no-credentials", "expired-credentials"]);
