/** `npm run bench`: sets up what is missing and measures. */
import { build, install, run } from "./setup.mjs";

install();
build();
run("npx", ["--no-install", "tsx", "bench/run.ts", ...process.argv.slice(2)], { stdio: "inherit" });
