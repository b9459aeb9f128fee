/** Paging as IAM does it: `MaxItems`, `Marker`, `IsTruncated`. */
import { paginate } from "../../protocol/paginate.ts";

/** IAM's own marker paging over a list. */
export function marked<T>(
  items: readonly T[],
  input: { readonly MaxItems?: number | undefined; readonly Marker?: string | undefined },
  scope: readonly unknown[],
) {
  const { page, nextToken } = paginate(
    items,
    { maxResults: input.MaxItems, nextToken: input.Marker, defaultSize: 100, invalidToken: "ValidationError" },
    scope,
  );
  return { page: [...page], IsTruncated: nextToken !== undefined, Marker: nextToken };
}
