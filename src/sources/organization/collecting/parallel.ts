/** Many reads side by side: enough to fill the permitted rate at any usual latency, few enough for the sockets. */

/** At 200 ms an answer, 32 calls on their way are 160 a second: well above what AWS permits. */
const SIDE_BY_SIDE = 32;

/** The results in the order of the items; the first error ends it. @param atOnce so many are read at the same time */
export async function sideBySide<Item, Result>(
  items: readonly Item[],
  read: (item: Item) => Promise<Result> | Result,
  atOnce = SIDE_BY_SIDE,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  const rest = items.entries();
  const worker = async (): Promise<void> => {
    for (const [at, item] of rest) results[at] = await read(item);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker));
  return results;
}
