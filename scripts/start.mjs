/**
 * `npm start`: sets up what is missing and runs `idc-doctor demo`; `npm start -- --web` opens the page; further words are handed
 * on (`npm start -- why …`).
 */
import { spawnSync } from "node:child_process";
import { BUNDLE, build, ready } from "./setup.mjs";

ready();
build();
const words = process.argv.slice(2);
const [first = "demo"] = words;
const command = first === "--web" ? ["demo", "--web", "--open", ...words.slice(1)] : [first, ...words.slice(1)];
const done = spawnSync(process.execPath, [BUNDLE, ...command], { stdio: "inherit" });
if (words.length === 0) process.stdout.write("\nTo see it in a browser: npm start -- --web\n");
process.exit(done.status ?? 1);
