/** Compares what AWS shows after an apply with what the plan promised. */
import type { Diagnosis, Verdict } from "../model/diagnosis.ts";
import type { GrantPromise } from "../model/plan.ts";

export interface CheckedPromise {
  readonly promise: GrantPromise;
  readonly verdict: Verdict;
  readonly isKept: boolean;
  /** Why it is not. */
  readonly reason: string | undefined;
}

export type Verification =
  | {
      readonly kind: "verified";
      readonly diagnosis: Diagnosis | undefined;
      readonly promises: readonly CheckedPromise[];
    }
  | {
      readonly kind: "not-verified";
      readonly diagnosis: Diagnosis | undefined;
      readonly promises: readonly CheckedPromise[];
      readonly reason: string;
    };

/** The verdicts that keep a promise. */
const KEEPING: Readonly<Record<NonNullable<GrantPromise["expects"]> | "works", readonly Verdict[]>> = {
  gone: ["not-visible"],
  access: ["works", "stale"],
  works: ["works"],
};

/**
 * A promise is kept when the verdict of a fresh diagnosis is `works`, seen in the user's own portal where a token of the
 * user was at hand; a promise that access is gone when the verdict is `not-visible`; a
 * promise of access alone also when the role has an older content. Undecided keeps none. A role of account access manager is given
 * where the diagnosis finds the entitlement: no permission set gives it, so the verdict is about the access portal.
 */
export function checkPromise(promise: GrantPromise, diagnosis: Diagnosis): CheckedPromise {
  const { verdict, causes } = diagnosis;
  const isKept =
    promise.roleArn === undefined
      ? KEEPING[promise.expects ?? "works"].includes(verdict)
      : causes.some(({ id }) => id === "entitled-by-account-access-manager");
  const [cause] = causes;
  const because = cause ? `${cause.id}: ${cause.summary}` : `the verdict is "${verdict}"`;
  return { promise, verdict, isKept, reason: isKept ? undefined : because };
}

/** @param diagnosis of the first promise. */
export function verification(promises: readonly CheckedPromise[], diagnosis: Diagnosis | undefined): Verification {
  const broken = promises.filter(({ isKept }) => !isKept);
  const [first] = broken;
  if (!first) return { kind: "verified", diagnosis, promises };
  const { userName, permissionSetName, accountId } = first.promise;
  const more = broken.length > 1 ? ` (and ${broken.length - 1} more of ${promises.length})` : "";
  const whose = promises.length > 1 ? `${userName} → ${permissionSetName} in ${accountId}: ` : "";
  return { kind: "not-verified", diagnosis, promises, reason: `${whose}${first.reason ?? ""}${more}` };
}
