/** The one quoting function: whatever is printed to be pasted into a shell passes it. */

/** A word for a POSIX shell: bare where it is harmless, else in single quotes. Control characters are dropped. */
export function shellWord(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  const clean = text.replace(/[\u0000-\u001f\u007f-\u009f]/g, "");
  return /^[\w@%+=:,./-]+$/.test(clean) ? clean : `'${clean.replaceAll("'", `'\\''`)}'`;
}
