/** Which texts hold a word: looked up once for each word, so that a hundred thousand rows ask only for their place. */

export interface TextSearch {
  /** 1 behind the place of every text that holds the folded word; at 0 stands no text at all. */
  readonly placesWith: (word: string) => Uint8Array;
}

/** As people write: without accents, in any case. */
export const folded = (text: string): string =>
  (/[^ -~]/.test(text) ? text.normalize("NFD").replace(/\p{M}/gu, "") : text).toLowerCase();

/** Words whose places are kept: those of the field as it grows letter by letter. */
const MOST_KEPT = 16;

export function createTextSearch(texts: readonly string[]): TextSearch {
  let all: readonly string[] | undefined;
  const kept = new Map<string, Uint8Array>();
  return {
    placesWith: (word) => {
      const before = kept.get(word);
      if (before) return before;
      all ??= texts.map(folded);
      const places = new Uint8Array(all.length + 1);
      for (const [place, text] of all.entries()) if (text.includes(word)) places[place + 1] = 1;
      const [oldest] = kept.keys();
      if (kept.size >= MOST_KEPT && oldest !== undefined) kept.delete(oldest);
      kept.set(word, places);
      return places;
    },
  };
}
