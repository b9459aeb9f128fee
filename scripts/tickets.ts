/** Writes `docs/tickets.md`: what `why --output ticket` says of every scene. `--check` compares only. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { diagnosisTicket } from "../src/report/brief/ticket.ts";
import { answeredScenes } from "../tests/support/answered-scenes.ts";

const FILE = join(import.meta.dirname, "../docs/tickets.md");

const answered = await answeredScenes();
if (answered.length === 0) throw new Error("there are no scenes");

const text = [
  "# Tickets",
  "",
  "What `idc-doctor why … --output ticket` writes for every scene of [`scenes/`](../scenes): six lines for the ticket, and two to",
  "send to the user. Written by `npm run generate`.",
  "",
  ...answered.flatMap(({ scene, diagnosis }) => [
    `## ${scene.title}`,
    "",
    `\`scenes/${scene.id}.yaml\``,
    "",
    "```text",
    diagnosisTicket(diagnosis).trimEnd(),
    "```",
    "",
  ]),
]
  .join("\n")
  // The home folder of a scene's user lies somewhere else in each run.
  .replaceAll(/\S+(?=\/\.aws\/config)/g, "~");

if (!process.argv.includes("--check")) writeFileSync(FILE, text);
else if (!existsSync(FILE) || readFileSync(FILE, "utf8") !== text) {
  process.stderr.write("docs/tickets.md is not what the scenes answer; run `npm run generate`\n");
  process.exitCode = 1;
}
