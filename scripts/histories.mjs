/** `npm run histories`: sets up what is missing and runs the test of histories on very many of them (docs/agreement.md). */
import { runBundled } from "./bundled-program.mjs";

await runBundled("tests/histories/main.ts");
