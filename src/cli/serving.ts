/** What `serve` and `mcp` share: the team of the flags, and a log that never meets standard output. */

import { logLine } from "../api/log.ts";
import { readDocumentFile } from "../app/document-file.ts";
import { sceneFile } from "../app/scene-folder.ts";
import { type OpenTeam, openTeam } from "../app/team/open-team.ts";
import type { Context } from "../model/context.ts";
import type { McpFlags } from "./flags/serve.ts";
import { type CliContext, contextOf } from "./terminal.ts";

/** @throws AccessError for a configuration, a connection, a document or a database that cannot be used */
export async function teamOf(
  { from, config, database, ...connection }: Omit<McpFlags, "allowApply">,
  context: Context,
  given: CliContext["env"],
): Promise<OpenTeam> {
  const env = config === undefined ? given : { ...given, IDC_DOCTOR_CONFIG: config };
  const document = from === undefined ? undefined : await readDocumentFile(sceneFile(from) ?? from);
  return openTeam({ flags: { ...connection, from: document }, database, context, env });
}

/** What is said while the server runs goes into its log. */
export function loggedContext(cli: CliContext, isVerbose: boolean, writeLog: (line: string) => void): Context {
  const context = contextOf(cli, isVerbose);
  return {
    ...context,
    log: (level, message) => {
      if (isVerbose || level === "warn")
        writeLog(logLine(level === "warn" ? "warn" : "info", context.now().toISOString(), message));
    },
  };
}
