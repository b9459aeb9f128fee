/**
 * Whole answers as they were when somebody last read them: scenes, random organizations, what histories left behind. A changed
 * answer fails here; where the change is meant, `npm run generate` records it. The mutation run uses these, too.
 */
import { describe, expect, test } from "vitest";
import { RECORDED, readRecorded } from "./answers/recorded.ts";

describe.each(RECORDED.map((one) => [one.file, one] as const))("%s", (_file, { file, answer }) => {
  const recorded = readRecorded(file);
  test("holds answers", () => {
    expect(recorded.size).toBeGreaterThan(5);
  });

  test.each([...recorded])("%s", async (name, text) => {
    expect(await answer(name)).toBe(text);
  });
});
