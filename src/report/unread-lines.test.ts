/** Failed reads are cut to a screen, and named as what they are. */
import { expect, test } from "vitest";
import { unreadLines } from "./unread-lines.ts";

const many = Array.from({ length: 675 }, (_, at) => `read ${at}\u001b[2J`);
const words = (one: string) => one;

test("ten of many, all of them with everything, none of none", () => {
  const short = unreadLines(many, words, { width: 80 });
  expect(short).toHaveLength(11);
  expect(short[0]).toBe("  - read 0\ufffd[2J");
  expect(short.at(-1)).toBe("  … and 665 more that could not be read, with --full");
  expect(unreadLines(many, words, { width: 80, isFull: true })).toHaveLength(675);
  expect(unreadLines([], words, { width: 80 })).toEqual([]);
});
