/** The characters of a pasted inline policy that AWS does not take: above U+00FF (API model of PutInlinePolicyToPermissionSet). */

const NAMES: Readonly<Record<string, string>> = {
  "\u2010": "hyphen",
  "\u2011": "non-breaking hyphen",
  "\u2013": "en dash",
  "\u2014": "em dash",
  "\u2018": "left single quotation mark",
  "\u2019": "right single quotation mark",
  "\u201c": "left double quotation mark",
  "\u201d": "right double quotation mark",
  "\u2022": "bullet",
  "\u2026": "ellipsis",
  "\u2192": "arrow",
  "\u200b": "zero width space",
  "\u200c": "zero width non-joiner",
  "\u200d": "zero width joiner",
  "\u200e": "left-to-right mark",
  "\u2028": "line separator",
  "\u202f": "narrow non-breaking space",
  "\u2060": "word joiner",
  "\u3000": "ideographic space",
  "\ufeff": "byte order mark",
};
/** Frames and arrows that Terraform draws around its errors, and the middle of a cut text. */
const FRAMES = /[\u2500-\u257f]/g;
const MOST = 5;

/** `“ (U+201C, left double quotation mark) in "Sid": “Read”`, each character once; empty where the text shows none. */
export function unusualCharactersIn(raw: string): readonly string[] {
  const text = policyPartOf(raw.replace(FRAMES, " "));
  const found = new Map<string, string>();
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the range begins with them
  for (const match of text.matchAll(/[^\u0000-\u00ff]/gu)) {
    const [character] = match;
    if (found.has(character)) continue;
    const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
    const name = NAMES[character];
    const around = text
      .slice(Math.max(0, match.index - 20), match.index + 20)
      .replace(/\s+/g, " ")
      .trim();
    const shown = /\p{C}|\p{Z}/u.test(character) ? "" : `${character} `;
    found.set(character, `${shown}(U+${code}${name === undefined ? "" : `, ${name}`}) near "${around}"`);
    if (found.size >= MOST) break;
  }
  return [...found.values()];
}

/** AWS repeats the policy in quotes before the words "at 'inlinePolicy'"; else the whole text is looked through. */
function policyPartOf(text: string): string {
  const at = text.search(/['"]? ?at ['"]inlinePolicy['"]/i);
  const from = text.search(/Value ['"]/);
  return at > 0 && from >= 0 && from < at ? text.slice(from, at) : text;
}
