/** Looks at AWS on behalf of an apply: is the change in place, and how far is a request. */
import type { Change, Entitled } from "../model/change.ts";
import { AccessError } from "../model/errors.ts";
import type { RequestId } from "../model/ids.ts";
import { isSamePolicy } from "../model/policy-text.ts";
import { isOfPermission, type ReadFailure, type Reading } from "../model/reading.ts";
import { goalOf } from "../plan/changes/index.ts";
import type { Reader, RequestDetails } from "../sources/reader.ts";

/** A fresh reader for each look: answers must not be remembered while things change. */
export type OpenReader = () => Reader;

function valueOrThrow<T>(reading: Reading<T>): T {
  if (reading.state === "known") return reading.value;
  const failure: ReadFailure | undefined = reading.state === "unknown" ? reading.failure : undefined;
  throw new AccessError(
    "unverified",
    failure ? `${failure.operation} could not be read: ${failure.message}` : "a needed read was not made",
    {
      next:
        failure && isOfPermission(failure)
          ? `Check ${failure.permission}, then continue with --resume`
          : "Continue with --resume",
      cause: failure,
    },
  );
}

/**
 * Whether the change is in place already. Provisioning never counts as such: sending it again is harmless, and a role may be
 * missing although the set is listed as provisioned (facts C4).
 *
 * @throws AccessError `unverified` when AWS could not be asked. */
export async function isInPlace(change: Change, open: OpenReader): Promise<boolean> {
  const reader = open();
  const goal = goalOf(change);
  if (goal.kind === "member") {
    if (change.kind !== "create-group-membership" && change.kind !== "delete-group-membership") return false;
    const groups = valueOrThrow(await reader.groupIdsOf(change.identityStoreId, change.userId));
    return groups.includes(change.groupId) === goal.wanted;
  }
  if (goal.kind === "entitled")
    return "entitlement" in change && (await isEntitled(change.entitlement, reader)) === goal.wanted;
  if ("trust" in change) {
    const { accountId, roleArn, after } = change.trust;
    const role = valueOrThrow(await reader.entitledRole(accountId, roleArn));
    return role !== null && isSamePolicy(role.trustPolicy, after);
  }
  if (!("accountId" in change)) return false;
  const { instanceArn, accountId, permissionSetArn } = change;
  if (goal.kind !== "assigned" || !("principal" in change)) return false;
  const rows = valueOrThrow(await reader.assignments(instanceArn, accountId, permissionSetArn)) ?? [];
  return rows.some(({ id }) => id === change.principal.id) === goal.wanted;
}

async function isEntitled(
  { applicationArn, principal, accountId, roleArn }: Entitled,
  reader: Reader,
): Promise<boolean> {
  const rows = valueOrThrow(await reader.entitlementsOf({ applicationArn, principal, accountId }));
  return rows.some((row) => row.roleArn === roleArn);
}

type Ledger = "create-assignment" | "delete-assignment" | "provision";

/** The request as AWS has it now. */
export async function requestStatus(
  change: Change,
  ledger: Ledger,
  id: RequestId,
  open: OpenReader,
): Promise<RequestDetails | null> {
  if (!("instanceArn" in change)) return null;
  return valueOrThrow(await open().request(change.instanceArn, ledger, id));
}

/** A request of this change that AWS took since `since` (ISO 8601): how a lost answer is found again. The newest wins. */
export async function requestMadeSince(
  change: Change,
  ledger: Ledger,
  since: string,
  open: OpenReader,
): Promise<RequestDetails | undefined> {
  if (!("instanceArn" in change)) return undefined;
  const { instanceArn } = change;
  const reader = open();
  const lists = await Promise.all(
    (["IN_PROGRESS", "SUCCEEDED", "FAILED"] as const).map((status) => reader.requestRows(instanceArn, ledger, status)),
  );
  // AWS's clock and ours may differ by a little.
  const earliest = Date.parse(since) - 60_000;
  const rows = lists
    .flatMap(valueOrThrow)
    .filter(({ createdAt }) => createdAt === undefined || Date.parse(createdAt) >= earliest);
  const details = await Promise.all(rows.map(({ id }) => reader.request(instanceArn, ledger, id)));
  const matching = details
    .map(valueOrThrow)
    .filter((request): request is RequestDetails => request !== null && isFor(request, change));
  return matching.sort((a, b) => (b.createdAt ?? "").localeCompare(a.createdAt ?? ""))[0];
}

function isFor(request: RequestDetails, change: Change): boolean {
  if (!("accountId" in change)) return false;
  const isSameGrant = request.accountId === change.accountId && request.permissionSetArn === change.permissionSetArn;
  return isSameGrant && (!("principal" in change) || request.principal?.id === change.principal.id);
}
