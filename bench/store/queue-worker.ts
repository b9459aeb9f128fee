/** A process that takes jobs and does nothing for them; its parent asks what that cost. */
import { type DatabaseAt, openDatabase } from "../../src/store/database.ts";

const store = await openDatabase(JSON.parse(process.argv[2] ?? "") as DatabaseAt);
const queue = await store.openJobs();
const before = process.cpuUsage();
await queue.work(
  "refresh",
  async ({ report }) => {
    await report({ kind: "progress" });
    return "nothing to do";
  },
  4,
);
process.send?.("working");
process.once("message", async () => {
  const { user, system } = process.cpuUsage(before);
  process.send?.((user + system) / 1000);
  await queue.stop();
  await store.close();
  process.disconnect();
});
