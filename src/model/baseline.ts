/** Findings that somebody accepts for a time, with the reason: what a baseline file holds. */
import type { Finding } from "./finding.ts";

/** By the key of one finding, or by its cause and as many of its subjects as are named: by name or id. */
export interface Acceptance {
  readonly finding?: string | undefined;
  readonly cause?: string | undefined;
  readonly account?: string | undefined;
  readonly set?: string | undefined;
  readonly principal?: string | undefined;
  readonly reason: string;
  /** `2027-01-31`: the last day, in UTC. */
  readonly until: string;
}

/** Whether it is about this finding, on that day or not. */
export function accepts(acceptance: Acceptance, { key, cause, subject }: Finding): boolean {
  if (acceptance.finding !== undefined) return acceptance.finding === key;
  const { account, permissionSet, principal } = subject;
  return (
    acceptance.cause === cause &&
    isNamed(acceptance.account, account?.id, account?.name) &&
    isNamed(acceptance.set, permissionSet?.arn, permissionSet?.name) &&
    isNamed(acceptance.principal, principal?.id, principal?.name)
  );
}

const isNamed = (asked: string | undefined, ...names: readonly (string | null | undefined)[]): boolean =>
  asked === undefined || names.includes(asked);

/** Whether its last day is over at this moment (ISO 8601). */
export const hasEnded = ({ until }: Acceptance, at: string): boolean => at.slice(0, 10) > until;
