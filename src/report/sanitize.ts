/** Makes text from elsewhere (names, failure reasons, pasted events) harmless to print: no escapes, no line breaks, no hidden direction marks. */

/** C0 and C1 controls, and the marks that reorder or hide text. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/** One printable line; what was taken out shows as a replacement character. */
export const plain = (text: string): string => text.replace(UNPRINTABLE, "\ufffd");

/** Every string inside a value made printable, for texts that are built from values. JSON output escapes by itself. */
export function plainDeep(value: unknown): unknown {
  if (typeof value === "string") return plain(value);
  if (Array.isArray(value)) return value.map(plainDeep);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [plain(key), plainDeep(item)]));
}

/** Text as one Markdown cell or sentence: nothing in it is markup. */
export const markdownText = (text: string): string =>
  plain(text).replace(/[\\`*_{}[\]<>#|!~]/g, (character) => `\\${character}`);
