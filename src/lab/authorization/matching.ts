/** Wildcards and policy variables (IAM User Guide: policy elements). */
import type { RequestContext } from "./evaluate.ts";

const expressions = new Map<string, RegExp>();

/** Whether a text matches a pattern with `*` and `?`. */
export function matches(pattern: string, text: string, flags: "" | "i" = ""): boolean {
  const key = `${flags} ${pattern}`;
  let expression = expressions.get(key);
  if (!expression) {
    const source = pattern
      .split(/(\*|\?)/)
      .map((part) => (part === "*" ? "[^]*" : part === "?" ? "[^]" : part.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&")))
      .join("");
    expression = new RegExp(`^${source}$`, flags);
    // Policies of a lab are few; a bound keeps hostile ones from filling the memory.
    if (expressions.size > 10_000) expressions.clear();
    expressions.set(key, expression);
  }
  return expression.test(text);
}

const SPECIAL: Readonly<Record<string, string>> = { "*": "*", "?": "?", $: "$" };

/** The pattern with its variables filled in; undefined where one has no single value: such a statement matches nothing. */
export function substituted(pattern: string, context: RequestContext): string | undefined {
  let isKnown = true;
  const text = pattern.replace(/\$\{([^}]*)\}/g, (_, name: string) => {
    const [key = "", fallback] = name.split(/\s*,\s*/);
    const special = SPECIAL[key.trim()];
    if (special !== undefined) return special;
    const values = context.get(key.trim().toLowerCase());
    if (values?.length === 1) return values[0] ?? "";
    const otherwise = fallback?.replace(/^'|'$/g, "");
    if (otherwise === undefined) isKnown = false;
    return otherwise ?? "";
  });
  return isKnown ? text : undefined;
}
