/** How deep a JSON text is nested, found without parsing it: what is too deep would exhaust the stack of whoever walks over it. */
import { MAXIMUM_DEPTH } from "./refusal.ts";

/** Whether brackets outside of strings are nested deeper than any body of these services. */
export function isNestedTooDeeply(text: string, deepest = MAXIMUM_DEPTH): boolean {
  let depth = 0;
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{}]/gs)) {
    if (token === "[" || token === "{") depth += 1;
    else if (token === "]" || token === "}") depth -= 1;
    if (depth > deepest) return true;
  }
  return false;
}
