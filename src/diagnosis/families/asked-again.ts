/** The question once more, about the user or the account that was meant: the command to paste. */
import { EVERY_ACCOUNT } from "../../facts/grant/grant-facts.ts";
import { ownCommand, shellWord } from "../../model/shell-word.ts";
import type { WalkedGrant } from "../path/walked-grant.ts";

/** `idc-doctor why …` in backquotes; an account that was left open stays open, and the permission set with it. */
export function askedAgain(
  { question }: WalkedGrant["facts"],
  meant: { readonly user?: string; readonly account?: string },
): string {
  const { user, account, permissionSet } = { ...question, ...meant };
  const place = account === EVERY_ACCOUNT ? [] : [account, ...(permissionSet === null ? [] : [permissionSet])];
  return `\`${ownCommand("why", [user, ...place].map(shellWord))}\``;
}
