/** What decides whether the console of an account takes sessions that come through the access portal (facts N1, N19). */
import type { Reading } from "../../model/reading.ts";

/** The Sign-In policies of one account. */
export interface ConsoleSignInFacts {
  /** Whether console authorization is on for the account; policies have no effect before it is, there or for the organization. */
  readonly ofAccount: Reading<boolean>;
  readonly ofOrganization: Reading<boolean>;
  /** The JSON text of the account's own policy; null: it has none. */
  readonly policy: Reading<string | null>;
}

/** Nobody calls this action: it is evaluated when a sign-in to the console begins (Sign-In User Guide, "Supported actions"). */
export const CONSOLE_ACTION = "signin:Authenticate";

/** Whether the action that a question asks about is opening the console. */
export const isConsoleAction = (action: string): boolean => action.toLowerCase() === CONSOLE_ACTION.toLowerCase();
