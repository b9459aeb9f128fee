/** Letters that a program wrote as escapes, as entities of HTML, or in another encoding, as they were. Everything else stays as it was pasted. */
import type { Explanation } from "./explanation.ts";

export interface DecodedText {
  readonly text: string;
  /** Words that were read in another encoding: as pasted, and as they are read now. */
  readonly repaired: ReadonlyMap<string, string>;
}

/** `josé` of `jos\u00e9`, `jos&#233;`, `jos&eacute;`, `jos\xc3\xa9` and `josÃ©`. */
export function decodedText(pasted: string): DecodedText {
  const text = withoutEntities(withoutEscapes(pasted));
  const repaired = new Map<string, string>();
  if (!MISREAD.test(text)) return { text, repaired };
  const whole = text.replace(/[^\s"'<>(),;={}[\]]+/g, (word) => {
    const read = MISREAD.test(word) ? readAsUtf8(word) : word;
    if (read !== word && repaired.size < MOST_REPAIRED) repaired.set(read, word);
    return read;
  });
  return { text: whole, repaired };
}

const MOST_REPAIRED = 100;

/** Says of a name that it was repaired: whoever has it in the directory as it was pasted must ask for that one. */
export const withRepairs = (one: Explanation, repaired: ReadonlyMap<string, string>): Explanation => {
  const names = [one.who?.name, one.permissionSet].flatMap((name) => {
    const found = [...repaired].find(([read]) => name !== undefined && name !== null && read.includes(name));
    return found === undefined
      ? []
      : [
          `The text has "${found[1]}", which is "${found[0]}" in another encoding: the name is read so. If the directory itself shows it as in the text, ask for it as it is there.`,
        ];
  });
  return names.length === 0 ? one : { ...one, meaning: [...one.meaning, ...new Set(names)] };
};

/**
 * JSON inside of a string has two backslashes and more. Below U+00A0 only what Go escapes in every string (`<`, `>`, `&`, `'`) is
 * taken: a quote or a line's end would change what the text means. A pattern that AWS names (`[\u0009\u000A\u000D\u0020-\u00FF]+`)
 * stays as it is: a message is known by it.
 */
const ESCAPED =
  /(\[(?:\\+u[0-9a-f]{4}-?){2,40}\])|\\+u(00[a-f][0-9a-f]|003c|003e|0026|0027|0[1-9a-f][0-9a-f]{2}|[1-9a-f][0-9a-f]{3})|\\+x([89a-f][0-9a-f])/gi;

const withoutEscapes = (text: string): string =>
  text.includes("\\")
    ? text.replace(
        ESCAPED,
        (_, pattern: string | undefined, four: string | undefined, two: string | undefined) =>
          pattern ?? String.fromCharCode(Number.parseInt(four ?? two ?? "", 16)),
      )
    : text;

/** The letters of Latin-1 from U+00C0 on, as HTML calls them. */
const LETTERS =
  "Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml".split(
    " ",
  );
const ENTITY = /&(?:#(\d{2,7})|#[xX]([0-9a-fA-F]{2,6})|([A-Za-z]{2,6}));/g;
/** In a page's source the quotes of JSON are entities, too: only then is nothing quoted already. */
const QUOTES: Readonly<Record<string, string>> = Object.assign(Object.create(null), {
  quot: '"',
  apos: "'",
  amp: "&",
  lt: "<",
  gt: ">",
});

function withoutEntities(text: string): string {
  if (!text.includes("&")) return text;
  const isWhollyEscaped = !text.includes('"') && /&(?:quot|#34);/.test(text);
  return text.replace(ENTITY, (whole, decimal: string | undefined, hex: string | undefined, name = "") => {
    const code =
      decimal !== undefined ? Number(decimal) : hex !== undefined ? Number.parseInt(hex, 16) : letterNamed(name);
    if (code >= 0xa0 && code <= 0x10ffff) return String.fromCodePoint(code);
    if (!isWhollyEscaped) return whole;
    return code === 34 || code === 39 ? String.fromCharCode(code) : (QUOTES[name] ?? whole);
  });
}

const letterNamed = (name: string): number => {
  const at = LETTERS.indexOf(name);
  return at < 0 ? 0 : 0xc0 + at;
};

/** A byte of UTF-8 above 0x7F that was read as Windows-1252 (or Latin-1, where the two agree or it has no letter). */
const WINDOWS = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";
const byteOf = (character: string): number => {
  const code = character.charCodeAt(0);
  if (code <= 0xff) return code;
  const at = WINDOWS.indexOf(character);
  return at < 0 ? 0 : 0x80 + at;
};
const TAIL = `[\\u0080-\\u00bf${WINDOWS}]`;
/** Letters of two bytes (`Ã©`) and signs of three (`â€™`). */
const MISREAD = new RegExp(`[\\u00c2-\\u00df]${TAIL}|\\u00e2${TAIL}{2}`);
const MISREAD_ALL = new RegExp(MISREAD.source, "g");

const readAsUtf8 = (word: string): string =>
  word.replace(MISREAD_ALL, (characters) => {
    const [first = 0, second = 0, third] = [...characters].map(byteOf);
    return third === undefined
      ? String.fromCharCode(((first & 0x1f) << 6) | (second & 0x3f))
      : String.fromCharCode(((first & 0x0f) << 12) | ((second & 0x3f) << 6) | (third & 0x3f));
  });
