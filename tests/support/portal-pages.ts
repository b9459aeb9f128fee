/** A list of the portal's API to its last page. */
import type { LabAnswer } from "./lab-fetch.ts";

/**
 * @param get asks the portal for a path with its query.
 * @param path with a query already, such as `/assignment/accounts?max_result=100`.
 * @param list the member that holds the rows: `accountList`, `roleList`.
 */
export async function portalRows<Row>(
  get: (path: string) => Promise<LabAnswer>,
  path: string,
  list: string,
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  let next = "";
  do {
    const answer = await get(next === "" ? path : `${path}&next_token=${encodeURIComponent(next)}`);
    const page = (await answer.json()) as Record<string, Row[]> & { nextToken?: string };
    rows.push(...(page[list] ?? []));
    next = page.nextToken ?? "";
  } while (next !== "");
  return rows;
}
