/** Where a text with question marks first stands in another: 32 of its characters in one step, wherever it may begin (Baeza-Yates and Gonnet, "Shift-And"). */

/** What is looked for: characters, and undefined for any one of them. Compared again and again, it is prepared once. */
export interface Sought {
  /** Characters, as code points. */
  readonly length: number;
  /** Behind its first place from this index of the text on; -1 where there is none. */
  readonly endBehind: (text: string, index: number) => number;
}

const BITS = 32;

export function sought(characters: readonly (string | undefined)[]): Sought {
  const places = new Map<string, number[]>();
  const anywhere: number[] = [];
  for (const [at, character] of characters.entries()) {
    if (character === undefined) anywhere.push(at);
    else if (!places.get(character)?.push(at)) places.set(character, [at]);
  }
  const { length } = characters;
  const words = Math.ceil(length / BITS);
  const ones = bitsAt(anywhere, new Uint32Array(words));
  const masks = new Map<string, Uint32Array>();
  const maskOf = (character: string): Uint32Array => {
    const known = masks.get(character);
    if (known) return known;
    const found = places.get(character);
    const mask = found ? bitsAt(found, ones.slice()) : ones;
    if (found) masks.set(character, mask);
    return mask;
  };
  return { length, endBehind: (text, index) => endBehind(text, { index, length, words, maskOf }) };
}

function bitsAt(places: readonly number[], words: Uint32Array): Uint32Array {
  for (const at of places) words[at >>> 5] = (words[at >>> 5] ?? 0) | (1 << (at & 31));
  return words;
}

interface Search {
  readonly index: number;
  readonly length: number;
  readonly words: number;
  readonly maskOf: (character: string) => Uint32Array;
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
