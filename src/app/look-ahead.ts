/** The look for the instance, with which every question begins, sent before what reads the answer is loaded. */
import { plainWords } from "../model/names/pasted-words.ts";
import { sendAhead } from "../sources/aws/calling/sent-ahead.ts";
import { checkWords } from "../sources/question/check-words.ts";
import type { Connection } from "./connection.ts";
import type { Environment } from "./state-folder.ts";

/** The words of the question, as they were written. */
export interface AheadOf {
  readonly user: string;
  readonly account?: string | undefined;
  readonly set?: string | undefined;
}

/**
 * The connection, on which the first call is on its way where that can be. A saved document needs none.
 *
 * @throws AccessError `bad-input` for words that are malformed: nothing has been sent
 */
export async function lookAhead(connection: Connection, asked: AheadOf, env: Environment): Promise<Connection> {
  if (connection.from !== undefined) return connection;
  checkWords(plainWords({ user: asked.user, account: asked.account ?? null, permissionSet: asked.set ?? null }));
  const sentAhead = await sendAhead(connection.aws, env);
  return sentAhead === undefined ? connection : { ...connection, aws: { ...connection.aws, sentAhead } };
}
