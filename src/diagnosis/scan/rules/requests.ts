/** Asynchronous requests that failed, or that run for longer than any should. */

import { OUTDATED } from "../../../facts/organization/columns.ts";
import { hasRow } from "../../../facts/organization/compressed-rows.ts";
import { PROVISIONED, pairAt } from "../../../facts/organization/pairs.ts";
import { ABSENT, rowList } from "../../../facts/organization/rows.ts";
import type { Confidence } from "../../../model/diagnosis.ts";
import type { Finding } from "../../../model/finding.ts";
import type { AccountId } from "../../../model/ids.ts";
import type { RequestRecord } from "../../../model/organization-document/document.ts";
import { meaningOfReason } from "../../families/reason-meaning.ts";
import { reasonInWords, timeBetween } from "../../path/names.ts";
import {
  accountCause,
  accountOf,
  accountWords,
  affectedUsers,
  CAUSE_OF_STATE,
  nobody,
  principalOf,
  principalWords,
  type ScannedOrganization,
  setOf,
} from "../organization.ts";
import { adviceOf, finding, type Rule } from "../rule.ts";

/** Facts 2.4: what FailureReason texts lead to; and the two states of a request. */
export const requests: Rule = {
  finds: [
    "assignment-failed",
    "provisioning-failed",
    "assignment-in-progress",
    "provisioning-in-progress",
    "customer-managed-policy-missing",
    "caller-lacks-iam-in-management-account",
    "role-quota",
    "managed-policy-quota",
    "saml-provider-quota",
    "aws-managed-policy-missing",
    "principal-deleted",
    ...Object.values(CAUSE_OF_STATE),
    "account-not-in-organization",
  ],
  find: (organization) => latestOf(organization.document.requests).flatMap((one) => ofRequest(organization, one)),
};

type Concerned = RequestRecord & { readonly accountId: AccountId };

/** The youngest request of each grant: it decides, whatever went before. */
function latestOf(all: readonly RequestRecord[]): readonly Concerned[] {
  const latest = new Map<string, Concerned>();
  for (const request of all) {
    if (request.accountId === undefined || request.kind === "delete-assignment") continue;
    const concerned: Concerned = { ...request, accountId: request.accountId };
    const principal = request.kind === "provision" ? "" : request.principal.id;
    const key = `${request.kind} ${request.accountId} ${request.permissionSetArn} ${principal}`;
    const known = latest.get(key);
    if (!known || known.createdAt < request.createdAt) latest.set(key, concerned);
  }
  return [...latest.values()];
}

function ofRequest(organization: ScannedOrganization, request: Concerned): readonly Finding[] {
  if (request.status === "SUCCEEDED" || isFulfilled(organization, request)) return [];
  return request.status === "FAILED" ? failed(organization, request) : stuck(organization, request);
}

/**
 * What the request was for is there by now: a later one, or another way, did it. What an account held when it left the organization
 * proves nothing: a snapshot of before still has it, and nobody can read it again (facts A12).
 */
function isFulfilled(organization: ScannedOrganization, request: Concerned): boolean {
  const {
    facts: { pairs },
    row,
  } = organization;
  if (accountCause(organization, request.accountId) === "account-not-in-organization") return false;
  const [account, set] = [row.account(request.accountId), row.set(request.permissionSetArn)];
  const pair = account === ABSENT || set === ABSENT ? ABSENT : pairAt(pairs, account, set);
  const flags = pairs.flags[pair] ?? 0;
  const isProvisioned = (flags & PROVISIONED) !== 0;
  if (request.kind === "provision") return isProvisioned && (flags & OUTDATED) === 0;
  const principal = row.principal(request.principal);
  return pair !== ABSENT && principal !== ABSENT && isProvisioned && hasRow(pairs.principals, pair, principal);
}

const subjectOf = (organization: ScannedOrganization, request: Concerned) => ({
  account: accountOf(organization, request.accountId),
  permissionSet: setOf(organization, request.permissionSetArn),
  principal: request.kind === "provision" ? undefined : principalOf(organization, request.principal),
});

function affectedBy(organization: ScannedOrganization, request: Concerned): Finding["affected"] {
  const row = request.kind === "provision" ? ABSENT : organization.row.principal(request.principal);
  return row === ABSENT ? nobody : affectedUsers(organization, rowList([row]));
}

function failed(organization: ScannedOrganization, request: Concerned): readonly Finding[] {
  const meaning = request.failureReason === undefined ? undefined : meaningOfReason(request.failureReason);
  if (meaning?.isHarmless === true) return [];
  const plain = request.kind === "provision" ? "provisioning-failed" : "assignment-failed";
  const ofAccount = accountCause(organization, request.accountId);
  const fit = meaning?.fits.find(({ id, confidence }) => confidence !== "possible" && id !== "account-suspended");
  const cause = fit?.id ?? ofAccount ?? plain;
  const subject = subjectOf(organization, request);
  const confidence: Confidence = fit?.confidence ?? "proved";
  return [
    finding({
      cause,
      severity: "high",
      confidence,
      summary: `${requestWords(subject, request)} failed (request ${request.id}). ${reasonInWords(request.failureReason)}${stateWords(organization, request.accountId)}`,
      subject,
      affected: affectedBy(organization, request),
      remedy: {
        kind: "human",
        summary: "Correct what the FailureReason names, then repeat the request",
        risk: "medium",
        steps: [
          adviceOf(cause),
          "For one user, `idc-doctor why <user> <account> <set>` shows the exact cause and `idc-doctor fix` repairs it.",
        ],
      },
    }),
  ];
}

/** A request to an account that cannot be used fails again until the account is back, whatever else its reason names. */
function stateWords(organization: ScannedOrganization, id: AccountId): string {
  if (accountCause(organization, id) === undefined) return "";
  const state = organization.account(id)?.state;
  return state === undefined ? " The account is not in the organization." : ` The account is ${state}.`;
}

/** No upper bound is documented (facts 8.14); this is what no request that was observed came near (facts S11). */
const LONG_MILLISECONDS = 2 * 3_600_000;

function stuck(organization: ScannedOrganization, request: Concerned): readonly Finding[] {
  const at = organization.document.takenAt;
  if (Date.parse(at) - Date.parse(request.createdAt) < LONG_MILLISECONDS) return [];
  const subject = subjectOf(organization, request);
  return [
    finding({
      cause: request.kind === "provision" ? "provisioning-in-progress" : "assignment-in-progress",
      severity: "medium",
      confidence: "likely",
      summary: `${requestWords(subject, request)} has been IN_PROGRESS for ${timeBetween(request.createdAt, at)} (request ${request.id}).`,
      subject,
      affected: affectedBy(organization, request),
      remedy: {
        kind: "wait",
        summary: "Wait; if it does not end, give the request id to AWS Support",
        steps: ["Do not repeat the request while it runs. AWS has no call that cancels it."],
      },
    }),
  ];
}

function requestWords(
  { account, permissionSet, principal }: ReturnType<typeof subjectOf>,
  { kind }: Concerned,
): string {
  const grant = `${permissionSet.name} in ${accountWords(account)}`;
  return kind === "provision" || !principal
    ? `The provisioning of ${grant}`
    : `The assignment of ${grant} to ${principalWords(principal)}`;
}
