/** Reads the words of flags that are not plain text: times, delays, ports. */

/** Milliseconds of `8s`, `500ms`, `2m` or plain seconds. @throws SyntaxError that says what a time looks like. */
export function seconds(words: string): number {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m)?$/.exec(words);
  if (!match) throw new SyntaxError(`"${words}" is not a time. Write it like 500ms, 8s or 2m`);
  return Number(match[1]) * { ms: 1, s: 1000, m: 60_000 }[(match[2] ?? "s") as "ms" | "s" | "m"];
}

/** Milliseconds of every answer, or of the median and the slowest hundredth. @throws SyntaxError */
export function latency(words: string): number | { readonly p50: number; readonly p99: number } {
  const [p50 = 0, p99, ...more] = words.split(",").map(seconds);
  if (more.length > 0) throw new SyntaxError(`"${words}" is not a delay. Write it like 80ms, or 20ms,200ms`);
  return p99 === undefined ? p50 : { p50, p99 };
}

/** A TCP port; 0 is any free one. @throws SyntaxError */
export function port(words: string): number {
  const number = Number(words);
  if (/^\d+$/.test(words) && number <= 65_535) return number;
  throw new SyntaxError(`"${words}" is not a port. Give a number from 0 (any free port) to 65535`);
}

/** The id of a plan in the journal, or the beginning of it. @throws SyntaxError */
export function planId(words: string): string {
  if (/^[\w-]{4,}$/.test(words)) return words;
  throw new SyntaxError(`"${words}" is not the id of a plan. Give its first 4 characters or more`);
}

/** A number of whole days. @throws SyntaxError */
export function days(words: string): number {
  if (/^[1-9]\d{0,3}$/.test(words)) return Number(words);
  throw new SyntaxError(`"${words}" is not a number of days. Give a whole number such as 30`);
}
