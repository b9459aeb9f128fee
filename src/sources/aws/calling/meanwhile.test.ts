/** What waits for the first request begins after it, a piece in a turn, whatever becomes of a piece. */
import { expect, test } from "vitest";
import { createMeanwhile } from "./meanwhile.ts";

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

async function turns(count: number): Promise<void> {
  for (let at = 0; at < count; at += 1) await turn();
}

test("nothing is done without a request", async () => {
  const done: string[] = [];
  createMeanwhile().add(() => done.push("names"));
  await turns(5);
  expect(done).toEqual([]);
});

test("pieces are done in order, one in a turn, after the request has left", async () => {
  const meanwhile = createMeanwhile();
  const done: string[] = [];
  meanwhile.add(() => done.push("client"));
  meanwhile.add(() => done.push("names"));
  meanwhile.begin();
  expect(done).toEqual([]);
  await meanwhile.begun;
  await Promise.resolve();
  expect(done).toEqual(["client"]);
  await turns(3);
  meanwhile.add(() => done.push("diagnosis"));
  await turns(2);
  expect(done).toEqual(["client", "names", "diagnosis"]);
});

test("a piece that fails keeps no other from being done", async () => {
  const meanwhile = createMeanwhile();
  const done: string[] = [];
  meanwhile.add(() => Promise.reject(new Error("no such file")));
  meanwhile.add(() => {
    throw new Error("damaged");
  });
  meanwhile.add(() => done.push("names"));
  meanwhile.begin();
  meanwhile.begin();
  await turns(8);
  expect(done).toEqual(["names"]);
});
