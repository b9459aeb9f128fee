/** The log of the server: one JSON object a line, without secrets, without the words of a question. */
import { withoutSecrets } from "../model/secrets.ts";

export interface LoggedRequest {
  /** ISO 8601. */
  readonly at: string;
  /** Undefined: no route has this path. */
  readonly route: string | undefined;
  readonly organization: string | undefined;
  readonly who: string | undefined;
  readonly status: number;
  readonly milliseconds: number;
  readonly failure: unknown;
}

export type RequestLog = (request: LoggedRequest) => void;

/** A line for each request; for one that failed here, the error and where it was thrown. */
export const requestLog =
  (write: (line: string) => void): RequestLog =>
  ({ failure, ...request }) => {
    const error = failure instanceof Error ? { error: failure.message, stack: failure.stack } : {};
    write(withoutSecrets(JSON.stringify({ level: failure === undefined ? "info" : "error", ...request, ...error })));
  };

/** A line about the server itself. */
export const logLine = (level: "info" | "warn", at: string, message: string): string =>
  withoutSecrets(JSON.stringify({ at, level, message }));
