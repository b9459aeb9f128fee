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
  const seal = createHash("sha256").update(JSON.stringify(scope)).digest("base64url").slice(0, 12);
  const start = request.nextToken === undefined ? 0 : offsetIn(request.nextToken, seal, request.invalidToken);
  const end = start + (request.maxResults ?? request.defaultSize);
  return {
    page: items.slice(start, end),
    nextToken: end < items.length ? Buffer.from(`${seal}/${end}`).toString("base64url") : undefined,
  };
}

function offsetIn(token: string, seal: string, code = "ValidationException"): number {
  const [sealed, offset] = Buffer.from(token, "base64url").toString("utf8").split("/");
  if (sealed !== seal || !/^\d{1,9}$/.test(offset ?? "")) throw new ApiError(code, "The pagination token is invalid");
  return Number(offset);
}
