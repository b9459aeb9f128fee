/** Where a text with question marks first stands in another: 32 of its characters in one step, wherever it may begin (Baeza-Yates and Gonnet, "Shift-And"). */

/** Where a text ends what is looked for, from an index on; -1 where there is none of it. */
export type Seeker = (text: string, index: number) => number;

const BITS = 32;

/** What is looked for: characters, and undefined for any one of them. It is prepared when it is first needed, and once. */
export function seeker(characters: readonly (string | undefined)[]): Seeker {
  const { length } = characters;
  const run = longestRun(characters);
  let masks: Masks | undefined;
  return (text, index) => {
    // Far cheaper than the search, and most often enough.
    if (text.length - index < length || !text.includes(run, index)) return -1;
    masks ??= masksOf(characters);
    return endBehind(text, { index, length, ...masks });
  };
}

/** The longest text that stands in it without a question mark. */
function longestRun(characters: readonly (string | undefined)[]): string {
  let [longest, run] = ["", ""];
  for (const character of characters) {
    run = character === undefined ? "" : run + character;
    if (run.length > longest.length) longest = run;
  }
  return longest;
}

/** For each character a bit at each of its places. */
interface Masks {
  readonly words: number;
  readonly maskOf: (character: string) => Uint32Array;
}

function masksOf(characters: readonly (string | undefined)[]): Masks {
  const places = new Map<string, number[]>();
  const anywhere: number[] = [];
  for (const [at, character] of characters.entries()) {
    if (character === undefined) anywhere.push(at);
    else if (!places.get(character)?.push(at)) places.set(character, [at]);
  }
  const words = Math.ceil(characters.length / BITS);
  const ones = bitsAt(anywhere, new Uint32Array(words));
  const masks = new Map([...places].map(([character, found]) => [character, bitsAt(found, ones.slice())] as const));
  return { words, maskOf: (character) => masks.get(character) ?? ones };
}

function bitsAt(places: readonly number[], words: Uint32Array): Uint32Array {
  for (const at of places) words[at >>> 5] = (words[at >>> 5] ?? 0) | (1 << (at & 31));
  return words;
}

interface Search extends Masks {
  readonly index: number;
  readonly length: number;
}

/** Bit n of `begun`: the last n + 1 characters of the text fit the first n + 1 that are looked for. */
function endBehind(text: string, { index, length, words, maskOf }: Search): number {
  const begun = new Uint32Array(words);
  const [lastWord, lastBit] = [(length - 1) >>> 5, 1 << ((length - 1) & 31)];
  let at = index;
  for (const character of text.slice(index)) {
    const mask = maskOf(character);
    let carry = 1;
    for (let word = 0; word < words; word += 1) {
      const before = begun[word] ?? 0;
      begun[word] = ((before << 1) | carry) & (mask[word] ?? 0);
      carry = before >>> 31;
    }
    at += character.length;
    if (((begun[lastWord] ?? 0) & lastBit) !== 0) return at;
  }
  return -1;
}
