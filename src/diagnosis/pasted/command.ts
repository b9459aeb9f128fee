/** Commands to type, made from pasted words. A pasted word is hostile: in a shell it stays one word, or is left out. */
import { isAccountId } from "./explanation.ts";

/** Bare where it is harmless, else in single quotes. `plan/shell.ts` does the same for plans; this folder lies above it. */
export function commandWord(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  const clean = text.replace(/[\u0000-\u001f\u007f-\u009f]/g, "");
  return /^[\w@%+=:,./-]+$/.test(clean) ? clean : `'${clean.replaceAll("'", `'\\''`)}'`;
}

/** The question to ask next; what is not known stands there as a placeholder. */
export function whyCommand(user: string | null, account: string | null, set: string | null): string {
  const words = [
    user === null ? "<user>" : commandWord(user),
    account !== null && isAccountId(account) ? account : "<account>",
    ...(set === null ? [] : [commandWord(set)]),
  ];
  // A name that begins like a flag must not become one.
  const end = words.some((word) => word.startsWith("-")) ? "-- " : "";
  return `idc-doctor why ${end}${words.join(" ")}`;
}
