/** How a command connects: by its flags and the environment, with a word about a default that does not hold. */
import { type Connection, type ConnectionFlags, connectionOf } from "../app/connection.ts";
import type { OutputFlags } from "./flags/shared.ts";
import type { CliContext } from "./terminal.ts";

/** @throws AccessError `bad-input` */
export async function connected(cli: CliContext, flags: ConnectionFlags & OutputFlags): Promise<Connection> {
  const connection = await connectionOf(flags, cli.env);
  // Loaded when there is something to say: a command starts without it.
  if (connection.unusedDefault !== undefined) (await import("./answer.ts")).note(cli, flags, connection.unusedDefault);
  return connection;
}
