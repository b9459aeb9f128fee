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

/** Lower case, without accents. */
export const folded = (text: string): string =>
  text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
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
export const forms = (text: string): readonly string[] => [...new Set([folded(text), writtenOut(text)])];

/** The words of a folded text. An apostrophe is part of a word that it does not divide: O'Brien is one. */
export const wordsOf = (text: string): readonly string[] =>
  text
    .replace(/['’‘`]/g, "")
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");

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
