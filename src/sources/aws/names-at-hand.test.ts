/** Names are read once for a question, and those that were expected count only for their own instance. */
import { expect, test } from "vitest";
import type { NameIndex } from "../../model/names/name-index.ts";
import { namesAtHand } from "./names-at-hand.ts";

const indexOf = (instanceArn: string): NameIndex => ({
  takenAt: "2026-09-14T09:30:00Z",
  instanceArn,
  users: [],
  accounts: [],
  permissionSets: [],
});

function opened(likely?: string) {
  const read: string[] = [];
  const names = namesAtHand({
    keptNames: (instanceArn) => {
      read.push(instanceArn);
      return instanceArn === "unkept" ? undefined : indexOf(instanceArn);
    },
    likelyNames: () => {
      read.push("likely");
      return likely === undefined ? undefined : indexOf(likely);
    },
  });
  return { names, read };
}

test("names that were expected are not read again", () => {
  const { names, read } = opened("ours");
  names.expected();
  expect(names.of("ours")?.instanceArn).toBe("ours");
  expect(names.of("ours")?.instanceArn).toBe("ours");
  expect(read).toEqual(["likely"]);
});

test("names of another instance are not taken for those of this one", () => {
  const { names } = opened("ours");
  names.expected();
  expect(names.of("theirs")?.instanceArn).toBe("theirs");
  expect(names.of("unkept")).toBeUndefined();
});

test("without an expectation they are read when they are asked for", () => {
  const { names, read } = opened();
  expect(names.of("ours")?.instanceArn).toBe("ours");
  names.expected();
  names.of("ours");
  expect(read).toEqual(["ours"]);
});

test("a connection that keeps no names has none", () => {
  const names = namesAtHand({});
  names.expected();
  expect(names.of("ours")).toBeUndefined();
});
