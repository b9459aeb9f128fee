/** The flags of `serve` and of its tokens. */
import { ROLES } from "../../model/roles.ts";
import { formats } from "../formats.ts";
import { completed, type FlagsOf, oneOfOr, parsedBy, text, toggle } from "../parameters.ts";
import { days, port } from "../parse-words.ts";
import { connectionFlags, database, from, organization, outputFlags, query } from "./shared.ts";

export const config = completed(
  text("Configuration file to use instead of the one in the folder of idc-doctor", "file"),
  "file",
);

const allowApply = toggle("Let assistants apply a plan after a person has approved it; without it they only read");

export const mcpFlags = { allowApply, database, config, from, ...connectionFlags, ...outputFlags } as const;
export type McpFlags = FlagsOf<typeof mcpFlags>;

export const serveFlags = {
  port: parsedBy(port, "Port (default 8080); 0 takes any free port", "port"),
  host: text("Address to listen on (default 127.0.0.1); any other needs sign-in", "address"),
  database,
  config,
  from,
  allowApply,
  ...connectionFlags,
  ...outputFlags,
} as const;
export type ServeFlags = FlagsOf<typeof serveFlags>;

export const tokenFormats = formats({
  text: async () => (await import("../../report/tokens-text.ts")).madeTokenText,
});

export const tokenFlags = {
  role: oneOfOr("viewer", ROLES, "What the program may do"),
  organization,
  days: parsedBy(days, "How long it is valid (default 90 days, at most 366)", "days"),
  database,
  config,
  output: tokenFormats.output,
  query,
  ...outputFlags,
} as const;
export type TokenFlags = FlagsOf<typeof tokenFlags>;

export const tokenListFormats = formats({
  text: async () => (await import("../../report/tokens-text.ts")).tokensText,
});

export const tokenListFlags = { database, config, output: tokenListFormats.output, query, ...outputFlags } as const;
export type TokenListFlags = FlagsOf<typeof tokenListFlags>;

export const revokeFlags = { database, config, ...outputFlags } as const;
export type RevokeFlags = FlagsOf<typeof revokeFlags>;
