/** A few at a time, in the order of arrival, and no more waiting than was said. */
import { expect, test } from "vitest";
import { createTurns } from "./turns.ts";

const { signal } = new AbortController();

function gate() {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
}

test("the third of two waits until one has ended; the order is that of arrival", async () => {
  const turns = createTurns({ atOnce: 2, mostWaiting: 10 });
  const first = gate();
  const begun: string[] = [];
  const work = (name: string, until: Promise<void>) =>
    turns.take(signal, async () => {
      begun.push(name);
      await until;
    });
  const all = [
    work("a", first.opened),
    work("b", Promise.resolve()),
    work("c", Promise.resolve()),
    work("d", Promise.resolve()),
  ];
  expect(turns.waiting()).toBe(2);
  await all[3];
  expect(begun).toEqual(["a", "b", "c", "d"]);
  first.open();
  await Promise.all(all);
  expect(turns.waiting()).toBe(0);
});

test("too many are refused, and whoever gives up while waiting leaves the line", async () => {
  const turns = createTurns({ atOnce: 1, mostWaiting: 1 });
  const first = gate();
  const running = turns.take(signal, () => first.opened);
  const leaving = new AbortController();
  const waiting = turns.take(leaving.signal, () => Promise.resolve());
  await expect(turns.take(signal, () => Promise.resolve())).rejects.toMatchObject({ code: "busy" });
  leaving.abort();
  await expect(waiting).rejects.toMatchObject({ code: "interrupted" });
  const next = turns.take(signal, () => Promise.resolve("done"));
  first.open();
  await running;
  expect(await next).toBe("done");
});

test("work that fails gives its turn on", async () => {
  const turns = createTurns({ atOnce: 1, mostWaiting: 1 });
  await expect(turns.take(signal, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(await turns.take(signal, () => Promise.resolve(1))).toBe(1);
});
