/** Values of a template as far as they are known: text, lists and maps, with places for what only a deployment knows. */

export type Resolved =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "list"; readonly items: readonly Resolved[] }
  | { readonly kind: "map"; readonly entries: ReadonlyMap<string, Resolved> }
  /** `AWS::NoValue`: as if the property were not there. */
  | { readonly kind: "absent" }
  | { readonly kind: "unknown"; readonly why: string };

export const textOf = (text: string): Resolved => ({ kind: "text", text });
export const unknown = (why: string): Resolved => ({ kind: "unknown", why });

/** Marks an attribute of another resource inside a text; both are of the private use area, which no id has. */
const [OPEN, CLOSE] = ["\u{E000}", "\u{E001}"];

/** The place of an attribute, which survives Join, Sub, Split and Select. */
export const placeOf = (resource: string, attribute: string): string => `${OPEN}${resource}.${attribute}${CLOSE}`;

export const hasPlace = (text: string): boolean => text.includes(OPEN) || text.includes(CLOSE);

/** `Set.arn`, where the whole text is one place. */
export function onlyPlace(text: string): string | undefined {
  const inner = text.slice(OPEN.length, -CLOSE.length);
  return text.startsWith(OPEN) && text.endsWith(CLOSE) && !hasPlace(inner) ? inner : undefined;
}

/** For people: places as CloudFormation writes them. */
export const inWords = (text: string): string => text.replaceAll(OPEN, "$" + "{").replaceAll(CLOSE, "}");
