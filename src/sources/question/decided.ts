/** What words were found to mean, or the error that asks back: with candidates, or with the names that come close. */
import { AccessError, type Candidate } from "../../model/errors.ts";
import type { Match } from "../../model/names/match.ts";

/** So many candidates are worth reading. */
const MOST = 10;

/** The only item. @throws AccessError `ambiguous` with the candidates, `not-found` with the names that come close. */
export function decided<T>(what: string, words: string, match: Match<T>, candidate: (item: T) => Candidate): T {
  switch (match.kind) {
    case "one":
      return match.item;
    case "ask":
      throw ambiguous(what, words, match.items.map(candidate));
    case "none":
      throw new AccessError("not-found", `There is no ${what} called "${words}"`, {
        next: match.near.length > 0 ? "Did you mean one of these?" : `Check the ${what}'s name`,
        candidates: match.near.map(candidate),
      });
  }
}

/** Asks back. */
export function ambiguous(what: string, words: string, candidates: readonly Candidate[]): AccessError {
  const many = candidates.length > MOST ? `; the first ${MOST} are shown` : "";
  const message =
    candidates.length === 1
      ? `"${words}" is only part of a name`
      : `"${words}" may mean ${candidates.length} ${what}s${many}`;
  return new AccessError("ambiguous", message, {
    next: "Ask again with the id",
    candidates: candidates.slice(0, MOST),
  });
}
