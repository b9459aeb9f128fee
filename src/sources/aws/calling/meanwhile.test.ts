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
  await turns(2);
  await Promise.resolve();
  expect(done).toEqual(["client"]);
  await meanwhile.done();
  expect(done).toEqual(["client", "names"]);
  meanwhile.add(() => done.push("diagnosis"));
  await meanwhile.done();
  expect(done).toEqual(["client", "names", "diagnosis"]);
});

test("nothing is done as long as no request has left, though nothing was added", async () => {
  const meanwhile = createMeanwhile();
  let isDone = false;
  void meanwhile.done().then(() => {
    isDone = true;
  });
  await turns(5);
  expect(isDone).toBe(false);
  meanwhile.begin();
  await meanwhile.done();
  expect(isDone).toBe(true);
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
