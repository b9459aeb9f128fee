/** Words of flags: what is read, and what is refused with an example. */
import { describe, expect, test } from "vitest";
import { latency, port, seconds } from "./parse-words.ts";

describe("a time", () => {
  test.each([
    { words: "500ms", milliseconds: 500 },
    { words: "8s", milliseconds: 8000 },
    { words: "1.5s", milliseconds: 1500 },
    { words: "2m", milliseconds: 120_000 },
    { words: "3", milliseconds: 3000 },
  ])("$words", ({ words, milliseconds }) => {
    expect(seconds(words)).toBe(milliseconds);
  });

  test.each(["", "soon", "8 s", "-1s", "1h", "1e3"])("%o is refused", (words) => {
    expect(() => seconds(words)).toThrow(/is not a time\. Write it like/);
  });
});

describe("a delay", () => {
  test.each([
    { words: "80ms", delay: 80 },
    { words: "20ms,200ms", delay: { p50: 20, p99: 200 } },
  ])("$words", ({ words, delay }) => {
    expect(latency(words)).toEqual(delay);
  });

  test("three numbers are refused", () => {
    expect(() => latency("1ms,2ms,3ms")).toThrow(/is not a delay/);
  });
});

describe("a port", () => {
  test.each(["0", "4747", "65535"])("%s", (words) => {
    expect(port(words)).toBe(Number(words));
  });

  test.each(["65536", "-1", "4747.5", "x", "", "0x10"])("%o is refused", (words) => {
    expect(() => port(words)).toThrow(/is not a port/);
  });
});
