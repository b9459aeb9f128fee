/** The one quoting function: whatever is printed to be pasted into a shell passes it. */

/**
 * A word for a POSIX shell: bare where it is harmless, else in single quotes. Control characters are dropped. zsh takes `=x` at the
 * start of a word for the path of the program x.
 */
export function shellWord(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  const clean = text.replace(/[\u0000-\u001f\u007f-\u009f]/g, "");
  return /^(?!=)[\w@%+=:,./-]+$/.test(clean) ? clean : `'${clean.replaceAll("'", `'\\''`)}'`;
}

/** `--policy-name Own`; joined by `=` where the value would be taken for an option itself. */
export const shellOption = (name: string, value: string): string =>
  `--${name}${value.startsWith("-") ? "=" : " "}${shellWord(value)}`;

/**
 * A command of this program: words that are quoted already or to be filled in (`<set>`), and flags. A name that begins like a flag
 * must not become one, and quotes do not change what the program sees: such words stand behind `--`, after the flags.
 */
export function ownCommand(command: string, words: readonly string[], flags: readonly string[] = []): string {
  const isEscaped = words.some((word) => /^'?-/.test(word));
  return ["idc-doctor", command, ...(isEscaped ? [...flags, "--", ...words] : [...words, ...flags])].join(" ");
}
