/** Takes a line apart into words as a shell does: of a command line that is being typed, or of a list of questions. */

export type Quote = "'" | '"' | "";

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

interface Reading {
  /** Of a list that no shell reads: the apostrophe in o'brien@example.com is none of its quotes. */
  readonly hasApostrophes?: boolean;
}

/** Words as a POSIX shell takes them apart; substitutions are not carried out. */
export function readLine(line: string, { hasApostrophes = false }: Reading = {}): TypedLine {
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
    const isApostrophe = hasApostrophes && quote === "" && isBetweenLetters(characters, at);
    if (character === quote) quote = "";
    else if (isApostrophe) word.partial += character;
    else if (quote === "" && (character === "'" || character === '"')) quote = character;
    else if (character === "\\" && escapes(quote, characters[at + 1])) {
      at += 1;
      word.typed += characters[at] ?? "";
      word.partial += characters[at] ?? "";
    } else word.partial += character;
  }
  return { words, partial: word.partial, typed: word.typed, quote };
}

const isBetweenLetters = (characters: readonly string[], at: number): boolean =>
  characters[at] === "'" && [at - 1, at + 1].every((beside) => /\p{L}/u.test(characters[beside] ?? ""));

/** Whether a backslash takes the meaning of what follows it (POSIX Shell Command Language, 2.2). */
function escapes(quote: Quote, next: string | undefined): boolean {
  if (quote === "'") return false;
  return quote === "" || (next !== undefined && '"\\$`'.includes(next));
}
