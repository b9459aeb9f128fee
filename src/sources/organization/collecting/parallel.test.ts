/** Side by side: in the order of the items, no more at once than the sockets bear. */
import { expect, test } from "vitest";
import { sideBySide } from "./parallel.ts";

test("results stand in the order of the items, whoever answers first", async () => {
  const turns = [3, 1, 2];
  const results = await sideBySide(turns, async (turn) => {
    for (let at = 0; at < turn; at += 1) await new Promise((resolve) => setImmediate(resolve));
    return turn * 10;
  });
  expect(results).toEqual([30, 10, 20]);
});

test("thirty-two at once, and no more", async () => {
  let running = 0;
  let most = 0;
  await sideBySide(Array.from({ length: 100 }), async () => {
    running += 1;
    most = Math.max(most, running);
    await new Promise((resolve) => setImmediate(resolve));
    running -= 1;
  });
  expect(most).toBe(32);
});

test("nothing to read; the first error ends it", async () => {
  expect(await sideBySide([], () => 1)).toEqual([]);
  await expect(
    sideBySide([1, 2], (item) => {
      if (item === 2) throw new Error("broken");
      return item;
    }),
  ).rejects.toThrow("broken");
});
