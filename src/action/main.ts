/** The program behind action/action.yml: what the runner starts with its Node. */
import { runAction } from "./run.ts";

process.exitCode = await runAction({ env: process.env, write: (text) => process.stdout.write(text) });
