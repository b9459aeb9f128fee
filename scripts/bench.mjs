/** `npm run bench`: sets up what is missing and measures. */
import { build, ready, run } from "./setup.mjs";

ready();
build();
run("tsx", ["bench/run.ts", ...process.argv.slice(2)], { stdio: "inherit" });
