/** Reads a command line as a POSIX shell would, so that a test sees which words a pasted line becomes. */

export type ShellReading =
  | { readonly kind: "words"; readonly words: readonly string[] }
  /** A shell would do more with it than pass words. */
  | { readonly kind: "more-than-words"; readonly at: string };

/** Text in single quotes, an escaped quote, `<set>` for the reader to fill in, and letters that mean only themselves. */
const PIECE = /'(?<quoted>[^']*)'|\\(?<escaped>')|(?<plain><[A-Za-z][A-Za-z ]{0,40}>|[^\s$`;&|<>()"'*?![\]{}\\#])/y;

export function readShellWords(line: string): ShellReading {
  const words: string[] = [];
  let word: string | undefined;
  for (let at = 0; at < line.length; at = PIECE.lastIndex) {
    PIECE.lastIndex = at;
    const groups = PIECE.exec(line)?.groups;
    if (groups) {
      const { quoted, escaped, plain } = groups;
      // zsh: the path of a program; every shell: a home folder.
      if (word === undefined && plain !== undefined && /^[=~]/.test(plain))
        return { kind: "more-than-words", at: line.slice(at) };
      word = `${word ?? ""}${quoted ?? escaped ?? plain ?? ""}`;
      continue;
    }
    if (line[at] !== " ") return { kind: "more-than-words", at: line.slice(at) };
    PIECE.lastIndex = at + 1;
    if (word !== undefined) words.push(word);
    word = undefined;
  }
  return { kind: "words", words: word === undefined ? words : [...words, word] };
}
