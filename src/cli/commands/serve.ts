/** `idc-doctor serve` */
import { once } from "node:events";
import { logLine } from "../../api/log.ts";
import { startServer } from "../../api/server.ts";
import { signInSecret } from "../../app/team/open-team.ts";
import { beginWork } from "../../app/team/work.ts";
import { beginWatch } from "../../app/watch/begin-watch.ts";
import { EXIT } from "../exit-codes.ts";
import type { ServeFlags } from "../flags/serve.ts";
import { runCommand } from "../run-command.ts";
import { loggedContext, teamOf } from "../serving.ts";
import type { CliContext } from "../terminal.ts";

const DEFAULT_PORT = 8080;

export async function run(this: CliContext, flags: ServeFlags): Promise<void> {
  await runCommand(this, flags, async () => {
    const { host = "127.0.0.1", port = DEFAULT_PORT } = flags;
    const writeLog = (line: string): void => this.stderr.write(`${line}\n`);
    const context = loggedContext(this, flags.verbose === true, writeLog);
    const team = await teamOf(flags, context, this.env);
    try {
      const clientSecret = await signInSecret(team);
      const server = await startServer({
        team,
        host,
        port,
        settings: team.settings,
        clientSecret,
        allowsMcpApply: flags.allowApply === true,
        writeLog,
      });
      this.stdout.write(`${server.url}\n`);
      await beginWork(team);
      await beginWatch(team);
      if (!this.signal.aborted) await once(this.signal, "abort");
      writeLog(logLine("info", context.now().toISOString(), "Stopping: no new requests; running jobs are handed over"));
      await server.stop();
    } finally {
      await team.close();
    }
    return EXIT.ok;
  });
}
