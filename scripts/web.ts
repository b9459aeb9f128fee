/** `npm run web`: every component of the page in every state, from the scenes, at an address of this machine. */
import { readdirSync } from "node:fs";
import { createServer } from "node:http";
import { sceneFolder } from "../src/app/scene-folder.ts";
import { AccessError } from "../src/model/errors.ts";
import { type NamedDiagnosis, statesPage } from "../src/web/development/states.tsx";
import { sceneDiagnosis } from "../tests/support/scene-diagnosis.ts";

const PORT = 5173;

async function sceneStates(): Promise<readonly NamedDiagnosis[]> {
  const states: NamedDiagnosis[] = [];
  for (const file of readdirSync(sceneFolder()).filter((name) => name.endsWith(".yaml"))) {
    const name = file.replace(".yaml", "");
    try {
      states.push({ name, diagnosis: await sceneDiagnosis(name) });
    } catch (error) {
      // A scene whose answer is an error has no diagnosis to show.
      if (!(error instanceof AccessError)) throw error;
    }
  }
  return states;
}

const states = await sceneStates();
const html = statesPage(states);
const server = createServer((_, response) =>
  response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(html),
);
server.listen(PORT, "127.0.0.1", () =>
  process.stdout.write(`http://127.0.0.1:${PORT} shows ${states.length} scenes\n`),
);
