/** Keys of earlier versions, which gave all assignments of a user or group one finding, and all of an account: read, and never written. */
import { type Finding, isAboutAssignments } from "./finding.ts";

/** The key that earlier versions gave the finding together with others; undefined: it had its own. */
export function formerKeyOf({ cause, subject }: Pick<Finding, "cause" | "subject">): string | undefined {
  if (!isAboutAssignments(cause) || subject.permissionSet === undefined) return undefined;
  const one = cause.startsWith("account-") ? subject.account : subject.principal;
  return one && `${cause} ${one.id}`;
}

/** `direct-grant <user>`, `account-closed <account>` */
export function isFormerKey(key: string): boolean {
  const [cause = "", ...ids] = key.split(" ");
  return isAboutAssignments(cause) && ids.length === 1;
}

/** What an earlier version said of all assignments that its key stood for. */
export interface FormerFinding {
  readonly key: string;
  readonly grants?: FormerGrants;
}

interface FormerGrants {
  readonly count: number;
  /** The first ones: `Admin in sandbox`. */
  readonly sample: readonly string[];
}

/** Whether it names every assignment. */
export const grantsAreAll = (grants: FormerGrants | undefined): grants is FormerGrants =>
  grants !== undefined && grants.count === grants.sample.length;
