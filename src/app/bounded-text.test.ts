import { expect, test } from "vitest";
import { boundedText } from "./bounded-text.ts";

/** An answer that goes on for ever, and how many bytes of it were taken. */
function endless() {
  const taken = { bytes: 0 };
  const body = new ReadableStream({
    pull: (controller) => {
      taken.bytes += 1024;
      controller.enqueue(new Uint8Array(1024));
    },
  });
  return { answer: new Response(body), taken };
}

test("the text of a small answer, and of none", async () => {
  expect(await boundedText(new Response("née"), 4)).toBe("née");
  expect(await boundedText(new Response(null), 4)).toBe("");
});

test("an answer without an end is read no further than the bound", async () => {
  const { answer, taken } = endless();
  expect(await boundedText(answer, 10_000)).toBeUndefined();
  expect(taken.bytes).toBeLessThan(20_000);
});
