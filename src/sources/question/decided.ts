/** What words were found to mean, or the error that asks back: with candidates, or with the names that come close. */
import { AccessError, type Candidate } from "../../model/errors.ts";
import type { Match } from "../../model/names/match.ts";
import type { NamedAccount } from "../../model/names/name-index.ts";
import { mayBeAlias } from "../../model/organization-document/account-alias.ts";

/** So many candidates are worth reading. */
const MOST = 10;

/** What the match is of. */
export interface Asked<T> {
  /** The noun: account, permission set. */
  readonly what: string;
  readonly words: string;
  readonly candidate: (item: T) => Candidate;
  /** What else the words may be where nothing has the name: a sentence without its full stop. */
  readonly otherwise?: string | undefined;
}

/** The only item. @throws AccessError `ambiguous` with the candidates, `not-found` with the names that come close. */
export function decided<T>(match: Match<T>, { what, words, candidate, otherwise }: Asked<T>): T {
  switch (match.kind) {
    case "one":
      return match.item;
    case "ask":
      throw ambiguous(what, words, match.items.map(candidate));
    case "none":
      throw new AccessError("not-found", `There is no ${what} called "${words}"`, {
        next:
          match.near.length > 0
            ? `Did you mean one of these?${otherwise === undefined ? "" : ` ${otherwise}`}`
            : `Check the ${what}'s name${otherwise === undefined ? "" : `. ${otherwise}`}`,
        candidates: match.near.map(candidate),
      });
  }
}

/** An account with its alias, which may be why the words could mean it. */
export const accountCandidate = ({ id, name, alias }: NamedAccount): Candidate => ({
  id,
  name: alias ? `${name}, alias ${alias}` : name,
});

/** Where no alias was ever read, words that have the form of one may be the alias of any account. */
export const orAlias = (accounts: readonly NamedAccount[], words: string): string | undefined =>
  mayBeAlias(words) && accounts.every(({ alias }) => alias === undefined)
    ? "An account is found by its alias after idc-doctor snapshot save --audit-role <role>"
    : undefined;

/** Asks back. */
export function ambiguous(what: string, words: string, candidates: readonly Candidate[]): AccessError {
  const many = candidates.length > MOST ? `; the first ${MOST} are shown` : "";
  const message =
    candidates.length === 1
      ? `No ${what} is called exactly "${words}"; this one may be meant`
      : `"${words}" may mean ${candidates.length} ${what}s${many}`;
  return new AccessError("ambiguous", message, {
    next: "Ask again with the id",
    candidates: candidates.slice(0, MOST),
  });
}
