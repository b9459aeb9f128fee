/** A question as somebody writes it: names one after the other, or a sentence of a ticket. */

export interface WrittenQuestion {
  readonly user?: string | undefined;
  readonly account?: string | undefined;
  readonly set?: string | undefined;
}

/** Words of a sentence that are no names. */
const FILLING = new Set(
  `a an any the this that my his her their to for of as with why does do did doesn't don't didn't is isn't are has have hasn't
  can can't cannot could couldn't no not longer anymore more see sees find finds use uses open opens access accesses reach
  reaches sign signs log logs get gets into missing denied account accounts role set permission portal aws`.split(
    /\s+/,
  ),
);
/** What follows one of these is an account. */
const PLACE = /^(?:in|into|on)$/i;
/** More words than names: a sentence. */
const NAMES = 3;

/** Up to three words are names in their order; of a sentence the runs of words that are left without its filling. */
export function writtenQuestion(text: string): WrittenQuestion {
  const words = text.split(/[\s,]+/).filter(Boolean);
  if (words.length <= NAMES) return questionOf(words);
  const { names, place } = namesIn(words.map((word) => word.replace(/[.?!:;]+$/, "").replaceAll("’", "'")));
  const [user, ...rest] = names;
  return place === undefined ? questionOf([user, ...rest]) : { user, account: place, set: rest[0] };
}

const questionOf = ([user, account, set]: readonly (string | undefined)[]): WrittenQuestion => ({ user, account, set });

function namesIn(words: readonly string[]): { readonly names: readonly string[]; readonly place: string | undefined } {
  const runs: { readonly isPlace: boolean; readonly words: string[] }[] = [];
  let isPlace = false;
  let isOpen = false;
  for (const word of words) {
    if (PLACE.test(word) || FILLING.has(word.toLowerCase())) {
      isPlace = PLACE.test(word) || (isPlace && !isOpen);
      isOpen = false;
      continue;
    }
    const last = runs.at(-1);
    if (isOpen && last) last.words.push(word);
    else runs.push({ isPlace, words: [word] });
    isOpen = true;
  }
  const inWords = (own: readonly string[]): string => own.join(" ");
  const place = runs.find((run, at) => run.isPlace && at > 0);
  return {
    names: runs.filter((run) => run !== place).map((run) => inWords(run.words)),
    place: place && inWords(place.words),
  };
}
