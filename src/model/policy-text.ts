/** Policies as JSON texts: whether two say the same whatever their white space and the order of their members. */

/** False where one of them is not JSON, unless both are the same text. */
export function isSamePolicy(one: string, other: string): boolean {
  if (one === other) return true;
  const [a, b] = [inOrder(one), inOrder(other)];
  return a !== undefined && a === b;
}

function inOrder(text: string): string | undefined {
  try {
    return JSON.stringify(JSON.parse(text), (_, value: unknown) => ordered(value));
  } catch {
    return undefined;
  }
}

/** The order of a list is kept: that of a policy's statements is seen in messages. */
const ordered = (value: unknown): unknown =>
  typeof value !== "object" || value === null || Array.isArray(value)
    ? value
    : Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
