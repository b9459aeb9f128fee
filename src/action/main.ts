/** The program behind action/action.yml: what the runner starts with its Node. */
import { runAction } from "./run.ts";

// CommonJS, which it is bundled as, has no await outside a function. What is thrown ends the process with Node's own exit code.
void runAction({ env: process.env, write: (text) => process.stdout.write(text) }).then((code) => {
  process.exitCode = code;
});
