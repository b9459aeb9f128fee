/** `npm run agreement`: sets up what is missing and runs the agreement test on very many cases (docs/agreement.md). */
import { runBundled } from "./bundled-program.mjs";

await runBundled("tests/agreement/main.ts");
