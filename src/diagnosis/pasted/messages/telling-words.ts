/** A word that says which cause it is, beside the general complaint in which it stands: it decides before the complaint does. Tables of these stand beside this file. */
import { likely, possible } from "../catalogue-ids.ts";
import type { Symptom } from "./symptom.ts";
import { symptomOf } from "./symptom-of-cause.ts";
import type { TellingWord } from "./telling-word.ts";
import { tellingWordsOfAccounts } from "./telling-words-of-accounts.ts";
import { tellingWordsOfClients } from "./telling-words-of-clients.ts";
import { tellingWordsOfPeople } from "./telling-words-of-people.ts";

/** The more telling one stands before. */
const TELLING: readonly TellingWord[] = [...tellingWordsOfClients, ...tellingWordsOfAccounts, ...tellingWordsOfPeople];

/** Words of other causes that are listed behind those that were lifted. */
const MOST_OTHERS = 6;
/** Telling words of one sentence that are followed. */
const MOST_WORDS = 2;

/** The telling words of the line, in the order of the table. */
export const tellingWordsIn = (line: string): readonly TellingWord[] =>
  TELLING.filter(
    ({ words, without }) => words.some((pattern) => pattern.test(line)) && without?.test(line) !== true,
  ).slice(0, MOST_WORDS);

/**
 * The symptom with the causes of its telling words first, which are likely; what every such complaint may come from is possible,
 * behind them. Of the words alone where no symptom is recognised.
 */
export function lifted(found: readonly TellingWord[], symptom: Symptom | undefined): Symptom | undefined {
  const [first] = found;
  if (first === undefined) return symptom;
  const ids = [...new Set(found.flatMap(({ lifts }) => lifts))];
  const isOf = (id: string): boolean => ids.some((one) => one === id);
  if (symptom?.fits.some(({ id, confidence }) => confidence !== "possible" && id === first.lifts[0]) === true)
    return { ...symptom, fits: [...symptom.fits].sort((a, b) => Number(isOf(b.id)) - Number(isOf(a.id))) };
  const others = (symptom?.fits ?? []).filter(({ id }) => !isOf(id)).slice(0, MOST_OTHERS);
  return {
    ...symptomOf(first.lifts[0], first.asks),
    fits: [...likely(...ids), ...possible(...others.map(({ id }) => id))],
  };
}
