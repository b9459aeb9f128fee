/** `idc-doctor serve` */
import { once } from "node:events";
import { logLine } from "../../api/log.ts";
import { startServer } from "../../api/server.ts";
import { readDocumentFile } from "../../app/document-file.ts";
import { sceneFile } from "../../app/scene-folder.ts";
import { openTeam } from "../../app/team/open-team.ts";
import { EXIT } from "../exit-codes.ts";
import type { ServeFlags } from "../flags/serve.ts";
import { runCommand } from "../run-command.ts";
import { type CliContext, contextOf } from "../terminal.ts";

const DEFAULT_PORT = 8080;

export async function run(this: CliContext, flags: ServeFlags): Promise<void> {
  await runCommand(this, flags, async () => {
    const { from, config, database, host = "127.0.0.1", port = DEFAULT_PORT, ...connection } = flags;
    const env = config === undefined ? this.env : { ...this.env, IDC_DOCTOR_CONFIG: config };
    const writeLog = (line: string): void => this.stderr.write(`${line}\n`);
    const outside = contextOf(this, flags.verbose === true);
    const say = (level: "info" | "warn", message: string): void =>
      writeLog(logLine(level, outside.now().toISOString(), message));
    const context = {
      ...outside,
      log: (level: string, message: string) => say(level === "warn" ? "warn" : "info", message),
    };
    const document = from === undefined ? undefined : await readDocumentFile(sceneFile(from) ?? from);
    const team = await openTeam({ flags: { ...connection, from: document }, database, context, env });
    try {
      const server = await startServer({ team, host, port, signIn: undefined, publicUrl: undefined, writeLog });
      this.stdout.write(`${server.url}\n`);
      if (!this.signal.aborted) await once(this.signal, "abort");
      say("info", "Stopping: no new requests, running answers end");
      await server.stop();
    } finally {
      await team.close();
    }
    return EXIT.ok;
  });
}
