/** Takes a line that is being typed in bash apart, and writes a proposed word so that bash puts it in as one word. */

type Quote = "'" | '"' | "";

/** The line up to the cursor. */
export interface TypedLine {
  /** The words that are complete, the program first, as the program would get them. */
  readonly words: readonly string[];
  /** The word at the cursor: as it will be understood, and as it is typed. */
  readonly partial: string;
  readonly typed: string;
  /** The quote that is open at the cursor. */
  readonly quote: Quote;
}

/** Words as a POSIX shell takes them apart; substitutions are not carried out. */
export function readLine(line: string): TypedLine {
  const words: string[] = [];
  let word = { partial: "", typed: "", isStarted: false };
  let quote: Quote = "";
  const characters = [...line];
  for (let at = 0; at < characters.length; at += 1) {
    const character = characters[at] ?? "";
    if (quote === "" && /\s/.test(character)) {
      if (word.isStarted) words.push(word.partial);
      word = { partial: "", typed: "", isStarted: false };
      continue;
    }
    word.isStarted = true;
    word.typed += character;
    if (character === quote) quote = "";
    else if (quote === "" && (character === "'" || character === '"')) quote = character;
    else if (character === "\\" && escapes(quote, characters[at + 1])) {
      at += 1;
      word.typed += characters[at] ?? "";
      word.partial += characters[at] ?? "";
    } else word.partial += character;
  }
  return { words, partial: word.partial, typed: word.typed, quote };
}

/** Whether a backslash takes the meaning of what follows it (POSIX Shell Command Language, 2.2). */
function escapes(quote: Quote, next: string | undefined): boolean {
  if (quote === "'") return false;
  return quote === "" || (next !== undefined && '"\\$`'.includes(next));
}

/**
 * What bash is to put in the place of its own current word, which is the end of the typed one: bash also divides words at `:`, `=`
 * and `@`. Undefined where the proposed word cannot be written there.
 */
export function bashWord(proposed: string, line: TypedLine, current: string): string | undefined {
  const before = line.typed.endsWith(current) ? line.typed.slice(0, line.typed.length - current.length) : "";
  const { partial } = readLine(before);
  if (!proposed.startsWith(partial)) return undefined;
  const rest = proposed.slice(partial.length);
  if (line.quote === "'") return rest.replaceAll("'", `'\\''`);
  // Inside double quotes history expansion goes on, and a word that ends with a quote is taken for closed.
  if (line.quote === '"') return /!|"$/.test(rest) ? undefined : rest.replace(/["\\$`]/g, "\\$&");
  return rest.replace(/[^\p{L}\p{N}\p{M}_@%+=:,./-]/gu, "\\$&");
}
