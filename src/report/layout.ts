/** Lines that fit: wrapping and indenting. Widths are counted in characters. */

/** The text in lines of at most `width`, each behind `indent`. A word that is longer (an ARN) and a command in backticks stay whole. */
export function wrap(text: string, width: number, indent = ""): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of wordsOf(text)) {
    if (line !== "" && indent.length + line.length + 1 + word.length > width) {
      lines.push(indent + line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, indent + line];
}

/** A command in backticks is one word: in pieces nobody can paste it. A backtick without its partner is a character like others. */
const wordsOf = (text: string): readonly string[] =>
  (text.match(/(?:`[^`]*`|[^ ])+| (?= )/g) ?? [""]).map((word) => (word === " " ? "" : word));

/** The first line behind `first`, the others behind as many spaces. */
export function hanging(first: string, text: string, width: number): readonly string[] {
  const indent = " ".repeat(first.length);
  return wrap(text, width, indent).map((line, index) => (index === 0 ? first + line.slice(indent.length) : line));
}

/** A table where it fits, else each row as a paragraph. */
export function fittingTable(rows: readonly (readonly string[])[], width: number): readonly string[] {
  const lines = table(rows).map((line) => `  ${line}`);
  if (lines.every((line) => line.length <= width)) return lines;
  return rows.flatMap((row) =>
    wrap(row.filter((cell) => cell !== "").join("  "), width, "    ").map((line, at) =>
      at === 0 ? line.slice(2) : line,
    ),
  );
}

/** Text behind a painted head, `Done: …`; the next lines stand two columns in. */
export function headed(head: string, text: string, width: number, paint: (head: string) => string): readonly string[] {
  const [first = "", ...more] = wrap(`${head} ${text}`, width - 2);
  return [`${paint(first.slice(0, head.length))}${first.slice(head.length)}`, ...more.map((line) => `  ${line}`)];
}

/** Rows with columns as wide as their widest cell. */
export function table(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = rows.reduce<number[]>(
    (all, row) => row.map((cell, index) => Math.max(all[index] ?? 0, cell.length)),
    [],
  );
  return rows.map((row) =>
    row.map((cell, index) => cell.padEnd(index === row.length - 1 ? 0 : (widths[index] ?? 0))).join("  "),
  );
}
