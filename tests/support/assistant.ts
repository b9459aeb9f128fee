/** An assistant for tests: the official MCP client, of the protocol of 2026 or of 2025, over HTTP without a socket or on a process. */
import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import { BUNDLE, commandEnvironment } from "./cli.ts";
import { SERVED_AT, type Served } from "./served.ts";

export type Era = "modern" | "legacy";

export interface Person {
  /** What the person answers to a question; undefined: the client cannot ask anybody. */
  readonly answer?: (question: string) => Readonly<Record<string, unknown>> | "decline";
}

export type Assistant = Client;

function clientOf(era: Era, { answer }: Person): Client {
  const client = new Client(
    { name: "assistant of tests", version: "1" },
    {
      versionNegotiation: { mode: era === "modern" ? { pin: "2026-07-28" } : "legacy" },
      capabilities: answer ? { elicitation: { form: {} } } : {},
    },
  );
  if (answer)
    client.setRequestHandler("elicitation/create", ({ params }) => {
      const answered = answer(params.message);
      return answered === "decline"
        ? { action: "decline" }
        : { action: "accept", content: answered as Record<string, boolean> };
    });
  return client;
}

export async function assistantOver(
  { application }: Served,
  { era, token, ...person }: Person & { readonly era: Era; readonly token?: string },
): Promise<Client> {
  const client = clientOf(era, person);
  const transport = new StreamableHTTPClientTransport(new URL(`${SERVED_AT}/mcp`), {
    requestInit: { headers: token === undefined ? {} : { authorization: `Bearer ${token}` } },
    fetch: async (url, init) => {
      const headers = new Headers(init?.headers);
      headers.set("host", new URL(SERVED_AT).host);
      return application.request(String(url), { ...init, headers });
    },
  });
  await client.connect(transport);
  return client;
}

export interface AssistantOfProcess extends Person {
  readonly era: Era;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** Starts the bundled command, as an assistant does. */
export async function assistantOn({ era, args, env = {}, ...person }: AssistantOfProcess): Promise<Client> {
  const client = clientOf(era, person);
  await client.connect(
    new StdioClientTransport({
      command: process.execPath,
      args: [BUNDLE, "mcp", ...args],
      env: { ...commandEnvironment(), ...env },
      stderr: "inherit",
    }),
  );
  return client;
}
