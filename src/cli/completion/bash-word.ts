/** Writes a proposed word so that bash puts it in as one word. */
import { readLine, type TypedLine } from "../../model/typed-line.ts";

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
