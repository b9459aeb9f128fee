/** A process that takes jobs and does nothing for them; it says that each was done, and at the end what that cost. */
import { type DatabaseAt, openDatabase } from "../../src/store/database.ts";

export type WorkerMessage =
  | { readonly kind: "working" }
  | { readonly kind: "done" }
  /** Milliseconds since it began to work. */
  | { readonly kind: "stopped"; readonly cpu: number };

const say = (message: WorkerMessage): unknown => process.send?.(message);

const store = await openDatabase(JSON.parse(process.argv[2] ?? "") as DatabaseAt);
const queue = await store.openJobs();
const before = process.cpuUsage();
await queue.work(
  "refresh",
  async ({ report }) => {
    await report({ kind: "progress" });
    say({ kind: "done" });
    return "nothing to do";
  },
  4,
);
say({ kind: "working" });
process.once("message", async () => {
  await queue.stop();
  const { user, system } = process.cpuUsage(before);
  say({ kind: "stopped", cpu: (user + system) / 1000 });
  await store.close();
  process.disconnect();
});
