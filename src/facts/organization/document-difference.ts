/** What differs between two documents besides their columns: aliases of accounts, the names of roles, and requests that failed since. Pure. */
import { aliasOf } from "../../model/organization-document/account-alias.ts";
import type { OrganizationDocument, RequestRecord } from "../../model/organization-document/document.ts";
import type { Named } from "../../model/snapshot-diff.ts";
import type { RowDifference } from "./row-difference.ts";

/** Names of accounts, sets, users and groups of the later document, else of the earlier, by id. */
type NameOf = (id: string) => Named;

export function documentDifferences(
  before: OrganizationDocument,
  after: OrganizationDocument,
): readonly RowDifference[] {
  const nameOf = namesIn(before, after);
  return [
    ...aliases(before, after, nameOf),
    ...roleNames(before, after, nameOf),
    ...failedRequests(before, after, nameOf),
  ];
}

function namesIn(...documents: readonly OrganizationDocument[]): NameOf {
  const names = new Map<string, string>();
  for (const { accounts, permissionSets, users, groups } of documents) {
    for (const { id, name } of accounts) names.set(id, name);
    for (const { arn, name } of permissionSets) names.set(arn, name);
    for (const { id, userName } of users) names.set(id, userName);
    for (const { id, displayName } of groups) names.set(id, displayName);
  }
  return (id) => ({ id, name: names.get(id) || null });
}

/** Only where both documents know it; null: the account had none, or has none. */
function aliases(before: OrganizationDocument, after: OrganizationDocument, nameOf: NameOf) {
  const then = new Map(before.accounts.map((account) => [account.id, aliasOf(account)]));
  return after.accounts.flatMap((account): readonly RowDifference[] => {
    const [was, is] = [then.get(account.id), aliasOf(account)];
    if (was === undefined || is === undefined || was === is) return [];
    const subject = { account: nameOf(account.id) };
    return [{ of: "account", change: "changed", isInferred: false, subject, field: "alias", before: was, after: is }];
  });
}

const areRolesAsked = ({ coverage }: OrganizationDocument): boolean =>
  coverage?.neverAsked?.includes("account-roles") !== true;

/** Only where both documents looked at IAM: a collection without it fills in a name that nobody read. */
function roleNames(before: OrganizationDocument, after: OrganizationDocument, nameOf: NameOf) {
  if (!areRolesAsked(before) || !areRolesAsked(after)) return [];
  const key = ({ accountId, permissionSetArn }: { readonly accountId: string; readonly permissionSetArn: string }) =>
    `${accountId} ${permissionSetArn}`;
  const then = new Map(before.provisionedRoles.map((role) => [key(role), role]));
  return after.provisionedRoles.flatMap((role): readonly RowDifference[] => {
    const was = then.get(key(role));
    if (!was?.isRolePresent || !role.isRolePresent || was.roleName === role.roleName) return [];
    const subject = { account: nameOf(role.accountId), permissionSet: nameOf(role.permissionSetArn) };
    return [
      {
        of: "provisioned",
        change: "changed",
        isInferred: false,
        subject,
        field: "role-name",
        before: was.roleName,
        after: role.roleName,
      },
    ];
  });
}

const LEDGERS = {
  "create-assignment": "creation-requests",
  "delete-assignment": "deletion-requests",
  provision: "provisioning-requests",
} as const;

/** Requests that are FAILED and were not before; `unknown` where the earlier document could not list them and they are older than it. */
function failedRequests(before: OrganizationDocument, after: OrganizationDocument, nameOf: NameOf) {
  const then = new Map(before.requests.map((request) => [request.id, request]));
  const unread = new Set((before.coverage?.gaps ?? []).map(({ part }) => part.kind));
  return after.requests.flatMap((request): readonly RowDifference[] => {
    const was = then.get(request.id);
    if (request.status !== "FAILED" || was?.status === "FAILED") return [];
    const isOlder = Date.parse(request.createdAt) <= Date.parse(before.takenAt);
    const change = !was && isOlder && unread.has(LEDGERS[request.kind]) ? "unknown" : "failed";
    const reason = request.failureReason ?? "FAILED";
    return [
      {
        of: "request",
        change,
        isInferred: false,
        subject: requestSubject(request, nameOf),
        field: null,
        before: was?.status ?? null,
        after: reason,
      },
    ];
  });
}

function requestSubject(request: RequestRecord, nameOf: NameOf): RowDifference["subject"] {
  const set = { request: request.id, permissionSet: nameOf(request.permissionSetArn) };
  if (request.kind === "provision")
    return { ...set, ...(request.accountId === undefined ? {} : { account: nameOf(request.accountId) }) };
  const principal = request.principal.type === "USER" ? "user" : "group";
  return { ...set, account: nameOf(request.accountId), [principal]: nameOf(request.principal.id) };
}
