/** `idc-doctor serve` */
import { once } from "node:events";
import { logLine } from "../../api/log.ts";
import { startServer } from "../../api/server.ts";
import { readDocumentFile } from "../../app/document-file.ts";
import { sceneFile } from "../../app/scene-folder.ts";
import { openTeam, signInSecret } from "../../app/team/open-team.ts";
import { beginWork } from "../../app/team/work.ts";
import type { Context } from "../../model/context.ts";
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
    const context = loggedContext(this, flags.verbose === true, writeLog);
    const document = from === undefined ? undefined : await readDocumentFile(sceneFile(from) ?? from);
    const team = await openTeam({ flags: { ...connection, from: document }, database, context, env });
    try {
      const clientSecret = await signInSecret(team);
      const server = await startServer({ team, host, port, settings: team.settings, clientSecret, writeLog });
      this.stdout.write(`${server.url}\n`);
      await beginWork(team);
      if (!this.signal.aborted) await once(this.signal, "abort");
      writeLog(logLine("info", context.now().toISOString(), "Stopping: no new requests; running jobs are handed over"));
      await server.stop();
    } finally {
      await team.close();
    }
    return EXIT.ok;
  });
}

/** What is said while the server runs goes into its log. */
function loggedContext(cli: CliContext, isVerbose: boolean, writeLog: (line: string) => void): Context {
  const context = contextOf(cli, isVerbose);
  return {
    ...context,
    log: (level, message) => {
      if (isVerbose || level === "warn")
        writeLog(logLine(level === "warn" ? "warn" : "info", context.now().toISOString(), message));
    },
  };
}
