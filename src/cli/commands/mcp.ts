/** `idc-doctor mcp` */
import { beginWork } from "../../app/team/work.ts";
import { serveMcp } from "../../mcp/stdio.ts";
import { EXIT } from "../exit-codes.ts";
import type { McpFlags } from "../flags/serve.ts";
import { runCommand } from "../run-command.ts";
import { loggedContext, teamOf } from "../serving.ts";
import type { CliContext } from "../terminal.ts";

export async function run(this: CliContext, flags: McpFlags): Promise<void> {
  await runCommand(this, flags, async () => {
    const writeLog = (line: string): void => this.stderr.write(`${line}\n`);
    const team = await teamOf(flags, loggedContext(this, flags.verbose === true, writeLog), this.env);
    try {
      await beginWork(team);
      await serveMcp({
        team,
        allowsApply: flags.allowApply === true,
        input: process.stdin,
        write: (text) => this.stdout.write(text),
        signal: this.signal,
      });
    } finally {
      await team.close();
    }
    return EXIT.ok;
  });
}
