/** Makes text from elsewhere (names, failure reasons, pasted events) harmless to print: no escapes, no line breaks, no hidden direction marks. */

/** C0 and C1 controls, the marks that reorder or hide text, invisible tags, and halves of surrogate pairs. */
const UNPRINTABLE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\u{e0000}-\u{e007f}]|\p{Surrogate}/gu;

/** One printable line; what was taken out shows as a replacement character. */
export const plain = (text: string): string => text.replace(UNPRINTABLE, "\ufffd");

/** Several lines, each printable. */
export const plainLines = (text: string): string => text.split("\n").map(plain).join("\n");

/** Every string inside a value made printable, for texts that are built from values. */
export function plainDeep(value: unknown): unknown {
  if (typeof value === "string") return plainLines(value);
  if (Array.isArray(value)) return value.map(plainDeep);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [plain(key), plainDeep(item)]));
}

/** JSON text with what cannot be printed written as `\uXXXX`: a parser reads the same value. Line breaks between members stay. */
export const printableJson = (json: string): string =>
  json.replace(UNPRINTABLE, (character) =>
    character === "\n"
      ? character
      : [...Array(character.length).keys()]
          .map((at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, "0")}`)
          .join(""),
  );

/** Text as one Markdown cell or sentence: nothing in it is markup, an entity or a link. */
export const markdownText = (text: string): string =>
  plain(text)
    .replace(/[\\`*_{}[\]<>#|!~&]/g, (character) => `\\${character}`)
    .replaceAll("://", "\\://")
    .replace(/\bwww\./gi, (word) => `${word.slice(0, 3)}\\.`);

/** Text as a Markdown code span, to the letter: its fence is longer than any run of backticks inside, so that none of them ends it. */
export function markdownCode(text: string): string {
  const shown = plain(text);
  const runs = shown.match(/`+/g) ?? [];
  if (runs.length === 0) return `\`${shown}\``;
  const fence = "`".repeat(Math.max(...runs.map(({ length }) => length)) + 1);
  return `${fence} ${shown} ${fence}`;
}

/** Longer names only hide the rest of a diagram. */
const MERMAID_LENGTH = 160;

/**
 * Text inside the quotes of a Mermaid label: whatever could end it, or that Mermaid, Markdown or HTML would read, becomes
 * an entity code (mermaid.js.org/syntax/flowchart, "Entity codes to escape characters"). While it draws, Mermaid marks the
 * entities with a ligature and a pilcrow, and reads these two from names too: they are taken out.
 */
export const mermaidText = (text: string): string => {
  const characters = [...plain(text).replace(/[\ufb02\u00b6]/g, "\ufffd")];
  const shown = characters.length > MERMAID_LENGTH ? [...characters.slice(0, MERMAID_LENGTH - 1), "…"] : characters;
  return shown.map((one) => (/[\p{L}\p{N} .,@()_-]/u.test(one) ? one : `#${one.codePointAt(0)};`)).join("");
};

/** Our own prose, in which backticks mean code: what Markdown would take for a tag, emphasis or a cell outside of them is escaped. */
export const markdownProse = (text: string): string =>
  text
    .split("`")
    .map((part, index) => (index % 2 === 1 ? part : part.replace(/[<*|]/g, (character) => `\\${character}`)))
    .join("`");
