/** The examples of docs/library.md, run as they stand there. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";

const FOLDER = join(import.meta.dirname, "library-examples");

/** What each example prints. */
const PRINTED: Readonly<Record<string, readonly (string | RegExp)[]>> = {
  "diagnose.ts": ["not-visible", "not-a-member (proved)"],
  "several-questions.ts": ["alice.moreau@example.com: not-visible", "bob.tanaka@example.com: works"],
  "findings.ts": [/^high not-provisioned: /, /^low direct-grant: /, /@example\.com: (yes|no|unknown)$/],
  "explain.ts": [/^[a-z-]+$/, "bad-input"],
};

afterEach(() => vi.restoreAllMocks());

test("every example is expected to print something", () => {
  expect(readdirSync(FOLDER).sort()).toEqual(Object.keys(PRINTED).sort());
});

test.each(Object.entries(PRINTED))("%s", async (name, expected) => {
  const lines: string[] = [];
  vi.spyOn(console, "log").mockImplementation((line: unknown) => void lines.push(String(line)));
  await import(join(FOLDER, name));
  expect(lines).toEqual(expected.map((one) => (typeof one === "string" ? one : expect.stringMatching(one))));
});
