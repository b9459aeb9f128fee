/** A short text that matches a pattern of the API models: repeatable, so that a failing case stays the same case. */
import { patternExpression } from "../shape.ts";

export interface TextLimits {
  readonly min: number;
  readonly max: number;
}

/** Which way to take: how often to repeat what may be repeated, and which alternative to choose. */
interface Way {
  readonly repeats: number;
  readonly alternative: number;
}

const SAMPLES = ["a", "1", "A", "-", "_", "/", ".", ":", " ", "é"];

/** @throws TypeError where none is found: the pattern then needs more of the regular language than is read here. */
export function textOfPattern(pattern: string, { min, max }: TextLimits): string {
  const expression = patternExpression(pattern);
  for (let repeats = 0; repeats <= max && repeats <= 4096; repeats += 1)
    for (const alternative of [0, 1, 2]) {
      const text = new Reader(pattern.replace(/^\(\?s\)/, ""), { repeats, alternative }).alternatives();
      if (text.length >= min && text.length <= max && expression?.test(text)) return text;
    }
  throw new TypeError(`no text found for ${pattern} of ${min} to ${max} characters`);
}

/** Reads a pattern from left to right and writes a text along the way. */
class Reader {
  readonly #pattern: string;
  readonly #way: Way;
  #at = 0;

  constructor(pattern: string, way: Way) {
    this.#pattern = pattern;
    this.#way = way;
  }

  alternatives(): string {
    const found = [this.#sequence()];
    while (this.#take("|")) found.push(this.#sequence());
    return found[this.#way.alternative % found.length] ?? "";
  }

  #sequence(): string {
    let text = "";
    while (this.#at < this.#pattern.length && !"|)".includes(this.#next())) {
      const atom = this.#atom();
      text += atom.repeat(this.#count());
    }
    return text;
  }

  #atom(): string {
    if (["^", "$", "\\b", "\\B"].some((anchor) => this.#take(anchor))) return "";
    if (this.#take("(")) return this.#group();
    if (this.#take("[")) return this.#characterClass();
    if (this.#next() === "\\") return this.#sample(this.#escape());
    const character = this.#pattern.charAt(this.#at);
    this.#at += 1;
    return character === "." ? "a" : character;
  }

  #group(): string {
    const isLookaround = ["?!", "?="].some((mark) => this.#take(mark));
    this.#take("?:");
    const text = this.alternatives();
    this.#take(")");
    return isLookaround ? "" : text;
  }

  #characterClass(): string {
    const start = this.#at - 1;
    this.#take("^");
    for (let depth = 1; depth > 0 && this.#at < this.#pattern.length; this.#at += 1) {
      if (this.#next() === "\\") this.#at += 1;
      else if (this.#next() === "]") depth -= 1;
    }
    return this.#sample(this.#pattern.slice(start, this.#at));
  }

  #escape(): string {
    const found =
      /^\\(?:[pP]\{[^}]*\}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|.)/.exec(this.#pattern.slice(this.#at))?.[0] ?? "\\\\";
    this.#at += found.length;
    return found;
  }

  /** The first character that a class or an escape allows. */
  #sample(source: string): string {
    const expression = patternExpression(source);
    const ascii = Array.from({ length: 96 }, (_, index) => String.fromCharCode(32 + index));
    return [...SAMPLES, ...ascii].find((character) => expression?.test(character)) ?? "a";
  }

  #count(): number {
    const { repeats } = this.#way;
    if (this.#take("*")) return this.#lazily(repeats);
    if (this.#take("+")) return this.#lazily(Math.max(1, repeats));
    if (this.#take("?")) return this.#lazily(Math.min(1, repeats));
    const range = /^\{(\d+)(,(\d*))?\}/.exec(this.#pattern.slice(this.#at));
    if (!range) return 1;
    this.#at += range[0].length;
    const least = Number(range[1]);
    const most = range[2] === undefined ? least : range[3] ? Number(range[3]) : Number.POSITIVE_INFINITY;
    return this.#lazily(Math.min(Math.max(repeats, least), most));
  }

  #lazily(count: number): number {
    this.#take("?");
    return count;
  }

  #next(): string {
    return this.#pattern.charAt(this.#at);
  }

  #take(text: string): boolean {
    const isNext = this.#pattern.startsWith(text, this.#at);
    if (isNext) this.#at += text.length;
    return isNext;
  }
}
