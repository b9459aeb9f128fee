/** Failures on purpose: which fault, if any, a call meets. Repeatable: only the count of matching calls decides. */
import { randomUUID } from "node:crypto";
import type { Fault } from "../../model/organization-document/document.ts";

/** A fault that is in force, with the calls it has seen. */
export interface ActiveFault extends Fault {
  readonly id: string;
  /** Calls that matched, and calls that it struck. */
  matched: number;
  struck: number;
}

export interface FaultTarget {
  readonly service: string;
  readonly operation: string;
  /** The account that the input names, where it names one. */
  readonly accountId: string | undefined;
}

export const activate = (fault: Fault): ActiveFault => ({
  ...fault,
  id: fault.id ?? randomUUID(),
  matched: 0,
  struck: 0,
});

/** The first fault that strikes this call; every matching fault counts the call. */
export function decide(faults: readonly ActiveFault[], target: FaultTarget): ActiveFault | undefined {
  let striking: ActiveFault | undefined;
  for (const fault of faults) {
    if (!matches(fault, target)) continue;
    fault.matched += 1;
    if (striking || !strikes(fault)) continue;
    fault.struck += 1;
    striking = fault;
  }
  return striking;
}

function matches(fault: Fault, { service, operation, accountId }: FaultTarget): boolean {
  if (fault.service !== "*" && fault.service !== service) return false;
  if (fault.operation !== "*" && fault.operation !== operation) return false;
  return fault.accountId === undefined || fault.accountId === accountId;
}

function strikes({ after = 0, every = 1, times = Number.POSITIVE_INFINITY, matched, struck }: ActiveFault): boolean {
  return struck < times && matched > after && (matched - after - 1) % every === 0;
}
