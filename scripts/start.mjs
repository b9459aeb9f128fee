/** `npm start`: sets up what is missing and runs `idc-doctor demo`; further words are handed on (`npm start -- why …`). */
import { spawnSync } from "node:child_process";
import { BUNDLE, build, ready } from "./setup.mjs";

ready();
build();
const words = process.argv.slice(2);
const done = spawnSync(process.execPath, [BUNDLE, ...(words.length > 0 ? words : ["demo"])], { stdio: "inherit" });
process.exit(done.status ?? 1);
