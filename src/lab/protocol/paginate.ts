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

/**
 * The page that the token points at, and the token of the next one.
 *
 * `scope` names the list: the operation and every input that selects rows. A token of another scope is refused as AWS does.
 */
export function paginate<T>(items: readonly T[], request: PageRequest, scope: readonly unknown[]): Page<T> {
  const { nextToken, invalidToken = "ValidationException" } = request;
  const start = nextToken === undefined ? 0 : offsetIn(nextToken, scope);
  if (start === undefined) throw new ApiError(invalidToken, "Invalid NextToken");
  const end = start + (request.maxResults ?? request.defaultSize);
  return { page: items.slice(start, end), nextToken: end < items.length ? tokenOf(end, scope) : undefined };
}

/** The offset and a digest of it with the scope: a changed offset does not fit either. */
function tokenOf(offset: number, scope: readonly unknown[]): string {
  const seal = createHash("sha256")
    .update(JSON.stringify([offset, scope]))
    .digest("base64url")
    .slice(0, 16);
  return Buffer.from(`${offset}/${seal}`).toString("base64url");
}

function offsetIn(token: string, scope: readonly unknown[]): number | undefined {
  const offset = /^(\d{1,9})\//.exec(Buffer.from(token, "base64url").toString("latin1"))?.[1];
  if (offset === undefined) return undefined;
  return tokenOf(Number(offset), scope) === token ? Number(offset) : undefined;
}
