/** Commands to type, made from pasted words. A pasted word is hostile: in a shell it stays one word, or is left out. */
import { ownCommand, shellWord } from "../../model/shell-word.ts";
import { isAccountId } from "./explanation.ts";
import { asValue } from "./placeholders.ts";

/** An IAM action as the command takes it. */
const ACTION = /^[a-z0-9-]{1,60}:[A-Za-z0-9*]{1,100}$/;

/** The question to ask next; what is not known stands there as a placeholder. */
export function whyCommand(
  givenUser: string | null,
  account: string | null,
  givenSet: string | null,
  action: string | null = null,
): string {
  const user = asValue(givenUser ?? undefined) ?? null;
  const set = asValue(givenSet ?? undefined) ?? null;
  const accountWord = account !== null && isAccountId(account) ? account : null;
  const isActionFit = action !== null && ACTION.test(action);
  const words = [
    user === null ? "<user>" : shellWord(user),
    // A user alone is a question, too: about all their accounts. A set or an action is one only with an account.
    ...(accountWord === null && user !== null && set === null && !isActionFit ? [] : [accountWord ?? "<account>"]),
    ...(set === null ? (isActionFit || (user === null && accountWord === null) ? ["<set>"] : []) : [shellWord(set)]),
  ];
  return ownCommand("why", words, isActionFit ? [`--action ${action}`] : []);
}

/** Provisions a set in every account that has it. */
export const provisionEverywhere = (set: string | null): string =>
  ownCommand("provision", [set === null ? "<set>" : shellWord(set)], ["--all"]);
