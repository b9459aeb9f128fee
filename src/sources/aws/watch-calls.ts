/** What a watch asks of AWS beside refreshing: its queue, and Security Hub. */
import type { Context } from "../../model/context.ts";
import type { Evidence } from "../../model/evidence.ts";
import type { Reading } from "../../model/reading.ts";
import { budgetsOf } from "./calling/budgets.ts";
import type { CallContext } from "./calling/call.ts";
import { createCallCounter } from "./calling/call-log.ts";
import type { AwsClients } from "./calling/clients.ts";
import type { AwsConnection } from "./calling/connection.ts";
import { deleteMessage, type QueueMessage, receiveMessages } from "./event-queue.ts";
import { createNameCache } from "./name-cache.ts";
import { callerIdentity } from "./organization.ts";
import { type ImportedFindings, importFindings } from "./security-hub.ts";

export interface WatchCalls {
  readonly receive: (queueUrl: string) => Promise<Reading<readonly QueueMessage[]>>;
  readonly remove: (queueUrl: string, message: Pick<QueueMessage, "receipt">) => Promise<Reading<unknown>>;
  /** @param findings at most `MOST_FINDINGS_OF_A_BATCH`, as the API model has them */
  readonly importFindings: (region: string, findings: readonly object[]) => Promise<Reading<ImportedFindings>>;
  /** The account whose credentials these are. */
  readonly callerAccount: () => Promise<Reading<string>>;
}

interface WatchConnection {
  readonly connection: AwsConnection;
  readonly clients: AwsClients;
  readonly onCall?: ((evidence: Evidence) => void) | undefined;
}

export function createWatchCalls({ connection, clients, onCall }: WatchConnection, context: Context): WatchCalls {
  const calling: CallContext = {
    connection,
    context,
    clients,
    log: createCallCounter(onCall),
    names: createNameCache(undefined),
    budgets: budgetsOf(connection, context),
    homeRegion: () => connection.region,
  };
  return {
    receive: (queueUrl) => receiveMessages(calling, queueUrl),
    remove: (queueUrl, message) => deleteMessage(calling, queueUrl, message),
    importFindings: (region, findings) => importFindings(calling, region, findings),
    callerAccount: async () => {
      const caller = await callerIdentity(calling);
      return caller.state === "known" ? { ...caller, value: caller.value.accountId } : caller;
    },
  };
}
