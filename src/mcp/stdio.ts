/** MCP on standard input and output: an assistant starts the command, and works as the person whose machine it is. */
import { type Readable, Writable } from "node:stream";
import { StdioServerTransport, serveStdio } from "@modelcontextprotocol/server/stdio";
import type { Team } from "../app/team/team.ts";
import type { Identity } from "../model/roles.ts";
import { createApprovals } from "./approvals.ts";
import { createMcpServer } from "./server.ts";

/** Whoever can start the command has its AWS credentials already. */
const LOCAL: Identity = { name: "local user", grants: [{ role: "approver", organization: null }] };

export interface StdioOptions {
  readonly team: Team;
  readonly allowsApply: boolean;
  readonly input: Readable;
  readonly write: (text: string) => void;
  readonly signal: AbortSignal;
}

/** Serves until the input ends or the signal comes. */
export async function serveMcp({ team, allowsApply, input, write, signal }: StdioOptions): Promise<void> {
  const parts = { team, who: LOCAL, allowsApply, approvals: createApprovals() };
  const output = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      write(chunk.toString("utf8"));
      done();
    },
  });
  const ended = new Promise<void>((resolve) => {
    input.once("end", resolve).once("close", resolve);
    signal.addEventListener("abort", () => resolve(), { once: true });
    if (signal.aborted) resolve();
  });
  const handle = serveStdio(() => createMcpServer(parts), {
    transport: new StdioServerTransport(input, output),
    onerror: (error) => team.context.log("info", `MCP: ${error.message}`),
  });
  await ended;
  await handle.close();
}
