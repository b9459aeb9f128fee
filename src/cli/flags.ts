/** The flags that commands share. */
import { AccessError } from "../model/errors.ts";
import { parsedBy, text, toggle } from "./parameters.ts";

export const OUTPUTS = ["text", "json", "yaml", "markdown"] as const;
export type Output = (typeof OUTPUTS)[number];

export interface ConnectionFlags {
  readonly profile?: string;
  readonly region?: string;
  readonly endpointUrl?: string;
  readonly auditRole?: string;
  /** Milliseconds. */
  readonly timeout?: number;
}

export interface OutputFlags {
  readonly color?: boolean;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
}

export const connectionFlags = {
  profile: text("Named profile of the AWS configuration", "name"),
  region: text("Home Region of Identity Center; others are tried where it is not there", "region"),
  endpointUrl: text("Address of a local Identity Center instead of AWS", "url"),
  auditRole: text("Role in the target accounts through which IAM is looked at", "role name"),
  timeout: parsedBy(seconds, "Longest wait for one attempt of a call, such as 8s", "time"),
} as const;

export const outputFlags = {
  color: { kind: "boolean", brief: "Colour; --no-color and NO_COLOR switch it off", optional: true },
  quiet: toggle("No progress and no notes"),
  verbose: toggle("Every API call with its time and retries"),
} as const;

/** Milliseconds of `8s`, `500ms`, `2m` or plain seconds. */
export function seconds(words: string): number {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m)?$/.exec(words);
  if (!match) throw new SyntaxError(`"${words}" is not a time; write 500ms, 8s or 2m`);
  return Number(match[1]) * { ms: 1, s: 1000, m: 60_000 }[(match[2] ?? "s") as "ms" | "s" | "m"];
}

/** Milliseconds of every answer, or of the median and the slowest hundredth. */
export function latency(words: string): number | { readonly p50: number; readonly p99: number } {
  const [p50 = 0, p99, ...more] = words.split(",").map(seconds);
  if (more.length > 0) throw new SyntaxError(`"${words}" is not a delay; write 80ms, or 20ms,200ms`);
  return p99 === undefined ? p50 : { p50, p99 };
}

export function port(words: string): number {
  const number = Number(words);
  if (Number.isInteger(number) && number >= 0 && number <= 65_535) return number;
  throw new SyntaxError(`"${words}" is not a port: it is a number from 0 (any free one) to 65535`);
}

/** One of the words that a flag takes. */
export function oneOf<T extends string>(words: readonly T[], value: string, what: string): T {
  const found = words.find((word) => word === value);
  if (found) return found;
  throw new AccessError("bad-input", `"${value}" is no ${what}`, { next: `It is one of ${words.join(", ")}` });
}
