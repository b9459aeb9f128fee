/** The alias of an account: told by its own member, or by what a document holds of the account's IAM; and what stays known of it. */
import type { AccountId } from "../ids.ts";
import type { Account } from "./document.ts";

/** Null: the account has none. Undefined: nobody asked. */
export type AccountAlias = string | null | undefined;

/** The alias of an account of a document. */
export const aliasOf = ({ alias, iam }: Pick<Account, "alias" | "iam">): AccountAlias =>
  alias === undefined ? iam?.alias : alias;

/** IAM API reference, CreateAccountAlias: 3 to 63 lower-case letters, digits and single dashes. */
const ALIAS = /^(?=.{3,63}$)[a-z0-9]+(?:-[a-z0-9]+)*$/;

/** Whether the words could be an alias, in whatever case they are written. */
export const mayBeAlias = (words: string): boolean => ALIAS.test(words.toLowerCase());

interface Aliased {
  readonly id: AccountId;
  readonly alias?: AccountAlias;
}

/** The rows, each with the alias that was known of it where nobody asked for it now. */
export function withKnownAliases<Row extends Aliased>(
  rows: readonly Row[],
  earlier: Iterable<Aliased>,
): readonly Row[] {
  const known = new Map([...earlier].map(({ id, alias }) => [id, alias]));
  // No two accounts have one alias (IAM User Guide): who has it now has taken it from the one that had it.
  const taken = new Set(rows.map(({ alias }) => alias));
  return rows.map((row) => {
    const alias = row.alias === undefined ? known.get(row.id) : undefined;
    return alias === undefined || (alias !== null && taken.has(alias)) ? row : { ...row, alias };
  });
}
