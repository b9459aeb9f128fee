/** What an interrupted command says: what was kept, and how to go on. */
import { AccessError } from "../model/errors.ts";

/** The error, with the next step where it is an interruption that has none yet. */
export function withWayOn(error: unknown, next: () => string): unknown {
  const isBare = error instanceof AccessError && error.code === "interrupted" && error.next === undefined;
  return isBare ? new AccessError("interrupted", error.message, { next: next(), cause: error }) : error;
}
