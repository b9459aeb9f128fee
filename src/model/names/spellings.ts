/** One name in its many spellings: other case, without accents, umlauts written out, hyphens, apostrophes, another order. */

/** Letters that Unicode does not take apart, as people without that keyboard write them. */
const LETTERS: Readonly<Record<string, string>> = {
  ß: "ss",
  ø: "o",
  æ: "ae",
  œ: "oe",
  ł: "l",
  đ: "d",
  ð: "d",
  þ: "th",
  ı: "i",
};

/** As they are written out in German and Scandinavian names. */
const WRITTEN_OUT: Readonly<Record<string, string>> = { ä: "ae", ö: "oe", ü: "ue", å: "aa", ø: "oe" };

/**
 * Marks without which a name is still the same one: accents of Latin and Greek letters, points of Hebrew and Arabic, the stress of a
 * Cyrillic vowel and the points of its ё. Elsewhere a mark makes another letter: й is not и, ガ not カ, and रमा not राम.
 */
const ACCENTS =
  /(?<=[\p{Script=Latin}\p{Script=Greek}]\p{M}*)\p{M}|[\u0591-\u05c7\u064b-\u065f\u0670]|(?<=[аеиоуыэюяАЕИОУЫЭЮЯ])[\u0300\u0301]|(?<=[еЕ])\u0308/gu;

const isAscii = (text: string): boolean => /^\p{ASCII}*$/u.test(text);

/** Lower case, without accents. */
export const folded = (text: string): string =>
  isAscii(text)
    ? text.toLowerCase()
    : text
        .normalize("NFKD")
        .replace(ACCENTS, "")
        .normalize("NFC")
        .toLowerCase()
        .replace(/[ßøæœłđðþı]/g, (letter) => LETTERS[letter] ?? letter);

/** Lower case, with umlauts written out: `mueller`. */
const writtenOut = (text: string): string =>
  folded(
    text
      .normalize("NFC")
      .toLowerCase()
      .replace(/[äöüåø]/g, (letter) => WRITTEN_OUT[letter] ?? letter),
  );

/** Without accents, and with umlauts written out: two spellings are one name where they share a form. */
export const forms = (text: string): readonly string[] =>
  isAscii(text) ? [folded(text)] : [...new Set([folded(text), writtenOut(text)])];

/** Whether the words are written without accents: then they mean whoever has some, too. */
export const isPlain = (text: string): boolean => folded(text) === text.normalize("NFC").toLowerCase();

/** Whether the name has an accent that would be gone without it, and is then one of these forms. */
export const isAccented = (name: string, plain: string): boolean => !isAscii(name) && forms(name).includes(plain);

/** The words of a text. An apostrophe is part of a word that it does not divide: O'Brien is one. */
export const wordsOf = (text: string): readonly string[] =>
  text
    .replace(/['’‘`]/g, "")
    .split(/[^\p{L}\p{N}\p{M}]+/u)
    .filter((word) => /[\p{L}\p{N}]/u.test(word));

/**
 * Whether a word is written with other accents than in all of the names: `Hưng` is not Hùng. One of the two without any is only
 * another spelling.
 */
export function contradicts(words: string, names: readonly string[]): boolean {
  if (isAscii(words)) return false;
  const theirs = names.flatMap(markedWords);
  return markedWords(words).some(([plain, marked]) => {
    const same = theirs.filter(([other]) => other === plain);
    return plain !== marked && same.length > 0 && same.every(([, other]) => other !== plain && other !== marked);
  });
}

/** Each word without its accents, and with them. */
const markedWords = (text: string): readonly (readonly [plain: string, marked: string])[] =>
  wordsOf(text.normalize("NFC").toLowerCase()).map((word) => [folded(word), word]);

/** `ReadOnlyAccess` is three words. */
export const partsOfCamelCase = (text: string): string => text.replace(/(\p{Ll}|\p{N})(?=\p{Lu})/gu, "$1 ");

/** The same words in any order. */
export const isSameWords = (one: readonly string[], other: readonly string[]): boolean =>
  one.length > 0 && one.length === other.length && [...one].sort().join(" ") === [...other].sort().join(" ");

/** Every word of the first is a word of the second; a word that stands twice must be there twice. */
export function areWordsOf(few: readonly string[], many: readonly string[]): boolean {
  const left = [...many];
  return (
    few.length > 0 &&
    few.every((word) => {
      const at = left.indexOf(word);
      if (at !== -1) left.splice(at, 1);
      return at !== -1;
    })
  );
}

/** Every word of the first begins a word of the second: `a. moreau`, `ali mor`. */
export const areBeginningsOf = (few: readonly string[], many: readonly string[]): boolean =>
  few.length > 0 && few.every((word) => many.some((whole) => whole.startsWith(word)));
