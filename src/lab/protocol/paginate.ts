/** Pages of a list with opaque tokens that only fit the list they came from. Nothing is kept between pages. */
import { createHash } from "node:crypto";
import { ApiError } from "./api-error.ts";

export interface PageRequest {
  readonly maxResults: number | undefined;
  readonly nextToken: string | undefined;
  /** Page size where the client names none. */
  readonly defaultSize: number;
  /** The error for a token that does not fit: the portal says InvalidRequestException. */
  readonly invalidToken?: string;
}

export interface Page<T> {
  readonly page: readonly T[];
  readonly nextToken: string | undefined;
}

/** Rows that know the number at which each page begins; numbers do not shift when earlier rows go. */
export interface NumberedRows<T> {
  readonly page: (number: number, count: number) => { readonly rows: readonly T[]; readonly next: number | undefined };
}

/**
 * The page that the token points at, and the token of the next one.
 *
 * `scope` names the list: the operation and every input that selects rows. A token of another scope is refused as AWS does.
 */
export function paginate<T>(
  items: readonly T[] | NumberedRows<T>,
  request: PageRequest,
  scope: readonly unknown[],
): Page<T> {
  const { nextToken, invalidToken = "ValidationException" } = request;
  // The empty token, where the API model allows it, is the first page.
  const start = nextToken === undefined || nextToken === "" ? 0 : startIn(nextToken, scope);
  if (start === undefined) throw new ApiError(invalidToken, "Invalid NextToken");
  const size = request.maxResults ?? request.defaultSize;
  const { rows, next } = "page" in items ? items.page(start, size) : sliced(items, start, size);
  return { page: rows, nextToken: next === undefined ? undefined : tokenOf(next, scope) };
}

const sliced = <T>(items: readonly T[], start: number, size: number) => ({
  rows: items.slice(start, start + size),
  next: start + size < items.length ? start + size : undefined,
});

/** The number and a digest of it with the scope: a changed number does not fit either. */
function tokenOf(start: number, scope: readonly unknown[]): string {
  const seal = createHash("sha256")
    .update(JSON.stringify([start, scope]))
    .digest("base64url")
    .slice(0, 16);
  return Buffer.from(`${start}/${seal}`).toString("base64url");
}

function startIn(token: string, scope: readonly unknown[]): number | undefined {
  const start = /^(\d{1,9})\//.exec(Buffer.from(token, "base64url").toString("latin1"))?.[1];
  if (start === undefined) return undefined;
  return tokenOf(Number(start), scope) === token ? Number(start) : undefined;
}
