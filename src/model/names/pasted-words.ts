/** Names as people paste them into a question, without what stands around them. Pure. */
import { parseReservedRoleName, parseRoleArn, parseSessionArn } from "../reserved-role.ts";

/** What a question is about, in its asker's words; null: left open. */
export interface PastedWords {
  readonly user: string;
  readonly account: string | null;
  readonly permissionSet: string | null;
}

/** The session of a role of Identity Center, whose name is the user's (facts 4.2). */
function sessionIn(words: string) {
  const session = parseSessionArn(words);
  const role = session && parseReservedRoleName(session.roleName);
  return role && { ...session, permissionSetName: role.permissionSetName };
}

/** Blanks, quotation marks, `<…>` and `mailto:` around a name; of a session's ARN the user. */
export function plainUser(words: string): string {
  const bare = words
    .trim()
    .replace(/^<(.+)>$/, "$1")
    .replace(/^(["'])(.+)\1$/, "$2")
    .replace(/^mailto:/i, "");
  return sessionIn(bare)?.sessionName ?? bare;
}

/** Blanks around it; of `name (123456789012)`, as the access portal shows an account, the id. */
export const plainAccount = (words: string): string =>
  /^.*\((\d{12})\)$|^(\d{12})\s+\(.*\)$/.exec(words.trim())?.slice(1).find(Boolean) ?? words.trim();

/** Blanks around it; of the role that Identity Center makes for a set, by name or ARN, the set. */
export function plainSet(words: string): string {
  const bare = words.trim();
  const roleName = parseRoleArn(bare)?.roleName ?? bare;
  return parseReservedRoleName(roleName)?.permissionSetName ?? bare;
}

/** The question without what stands around its names; a session's ARN for a user names account and set as well. */
export function plainWords<T extends PastedWords>(asked: T): T {
  const session = sessionIn(asked.user.trim());
  const account = asked.account ?? session?.accountId ?? null;
  const permissionSet = asked.permissionSet ?? session?.permissionSetName ?? null;
  return {
    ...asked,
    user: plainUser(asked.user),
    account: account === null ? null : plainAccount(account),
    permissionSet: permissionSet === null ? null : plainSet(permissionSet),
  };
}
