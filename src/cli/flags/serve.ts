/** The flags of `serve`. */
import { completed, type FlagsOf, parsedBy, text } from "../parameters.ts";
import { port } from "../parse-words.ts";
import { connectionFlags, from, outputFlags } from "./shared.ts";

/** Where the server keeps what it knows. */
export const database = completed(
  text("postgres://… for several machines, or a file (default: journal.sqlite in the folder of idc-doctor)", "where"),
  "file",
);
/** Instead of the configuration file in the folder of idc-doctor. */
export const config = completed(text("Configuration file with the organizations and the sign-in", "file"), "file");

export const serveFlags = {
  port: parsedBy(port, "Port (default 8080); 0 takes any free port", "port"),
  host: text("Address to listen on (default 127.0.0.1); any other needs sign-in", "address"),
  database,
  config,
  from,
  ...connectionFlags,
  ...outputFlags,
} as const;
export type ServeFlags = FlagsOf<typeof serveFlags>;
