/** A process that a test kills or stops: works on jobs until it is ended, and says what it does on its standard output. */
import { openWorker, type WorkerSettings } from "./working.ts";

const settings = JSON.parse(process.argv[2] ?? "") as WorkerSettings;
const worker = await openWorker(settings, (line) => process.stdout.write(`${line}\n`));
await worker.work();
process.stdout.write("working\n");
// The test may end before it can end this process.
process.stdin.resume().once("end", () => process.exit());
