/** Text as the man macros of roff want it (groff_man(7)): nothing in it is a request, an escape or a typographic dash. */

/** A text inside a line. */
export const escaped = (text: string): string => text.replaceAll("\\", "\\e").replaceAll("-", "\\-");

/** A line of its own: what begins it must not be taken for a request. */
export const textLine = (text: string): string => escaped(text).replace(/^(?=[.'])/, "\\&");

export const bold = (text: string): string => `\\fB${escaped(text)}\\fR`;

/** What a person puts in. */
export const italic = (text: string): string => `\\fI${escaped(text)}\\fR`;

export const section = (title: string, ...lines: readonly string[]): readonly string[] => [
  `.SH ${title.toUpperCase()}`,
  ...lines,
];

export const subsection = (title: string, ...lines: readonly string[]): readonly string[] => [
  `.SS "${title}"`,
  ...lines,
];

/** A term with what it means, indented. */
export const item = (term: string, meaning: string): readonly string[] => [".TP", term, textLine(meaning)];

/** Lines as they are. */
export const verbatim = (text: string): readonly string[] => [
  ".PP",
  ".nf",
  ".RS 4",
  ...text.split("\n").map(textLine),
  ".RE",
  ".fi",
];
