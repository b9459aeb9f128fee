/** Pages of a SCIM list: by start index, or by cursor where the client asks for one (facts 6). */
import { paginate } from "../../protocol/paginate.ts";
import type { Rows } from "../../world/table.ts";
import { invalid } from "./scim-error.ts";
import type { Json } from "./user-mapping.ts";

/** Facts 6: 1 to 100, 100 if nothing is said. */
const MOST = 100;
const LIST_SCHEMA = "urn:ietf:params:scim:api:messages:2.0:ListResponse";

export function listed<Row>(
  rows: Rows<Row> | readonly Row[],
  query: URLSearchParams,
  written: (row: Row) => Json,
): Json {
  const count = numberIn(query, "count", MOST, 1, MOST);
  const total = "size" in rows ? rows.size : rows.length;
  const cursor = query.get("cursor");
  if (cursor !== null) {
    const request = { maxResults: count, nextToken: cursor === "" ? undefined : cursor, defaultSize: MOST };
    const { page, nextToken } = paginate(rows, request, ["scim", query.get("filter")]);
    const Resources = page.map(written);
    return {
      schemas: [LIST_SCHEMA],
      totalResults: total,
      itemsPerPage: Resources.length,
      nextCursor: nextToken,
      Resources,
    };
  }
  const startIndex = numberIn(query, "startIndex", 1, 1, Number.MAX_SAFE_INTEGER);
  const Resources = [...rows].slice(startIndex - 1, startIndex - 1 + count).map(written);
  return { schemas: [LIST_SCHEMA], totalResults: total, itemsPerPage: Resources.length, startIndex, Resources };
}

function numberIn(query: URLSearchParams, name: string, otherwise: number, least: number, most: number): number {
  const text = query.get(name);
  if (text === null) return otherwise;
  const number = Number(text);
  if (!Number.isInteger(number) || number < least || number > most)
    throw invalid(`Value at '${name}' failed to satisfy constraint: Member must be between ${least} and ${most}`);
  return number;
}
