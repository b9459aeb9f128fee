/** ARNs of the identity store, which requests and events may have in place of ids since 2026 (facts N10). */

const DIRECTORY_ARN =
  /^arn:aws[a-z-]*:identitystore:(?:::(?:user|group|membership)|:\d{12}:identitystore)\/([\w-]{1,47})$/;

/** The id in an ARN of a user, group, membership or store; any other text as it is. */
export const plainId = (text: string): string => DIRECTORY_ARN.exec(text)?.[1] ?? text;

/** The same for every text in a value, however deep. */
export function withPlainIds(value: unknown): unknown {
  if (typeof value === "string") return plainId(value);
  if (Array.isArray(value)) return value.map(withPlainIds);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withPlainIds(item)]));
}
