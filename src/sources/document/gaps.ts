/** What a snapshot could not read, by the question that it would have answered: nothing that lies in a gap is called absent. */
import type { Coverage, Gap, UnreadPart } from "../../model/coverage.ts";
import type { Principal } from "../../model/ids.ts";
import type { ReadFailure } from "../../model/reading.ts";
import type { EntitlementQuestion } from "../additional-reader.ts";
import type { Ledger } from "../reader.ts";

type Kind = UnreadPart["kind"];

/** Each answers with the failure that hides the answer; undefined: the document knows it. */
export interface Gaps {
  readonly ofAccount: (accountId: string) => ReadFailure | undefined;
  readonly ofAccounts: () => ReadFailure | undefined;
  readonly ofPrincipal: (principal: Principal) => ReadFailure | undefined;
  readonly ofUsers: () => ReadFailure | undefined;
  readonly ofSet: (permissionSetArn: string) => ReadFailure | undefined;
  readonly ofSets: () => ReadFailure | undefined;
  readonly ofGroupsOf: (userId: string) => ReadFailure | undefined;
  readonly ofMembers: (groupId: string) => ReadFailure | undefined;
  /** Who is assigned to one pair. */
  readonly ofAssignments: (accountId: string, permissionSetArn: string) => ReadFailure | undefined;
  /** What one principal is assigned to, in one account or everywhere. */
  readonly ofGrants: (principal: Principal, accountId: string | undefined) => ReadFailure | undefined;
  readonly ofProvisioned: (where: { readonly accountId?: string; readonly arn?: string }) => ReadFailure | undefined;
  readonly ofApplications: () => ReadFailure | undefined;
  readonly ofApplicationStatus: () => ReadFailure | undefined;
  readonly ofEntitlements: (asked: Pick<EntitlementQuestion, "principal" | "accountId">) => ReadFailure | undefined;
  readonly ofRequests: (ledger: Ledger) => ReadFailure | undefined;
}

const REQUESTS = {
  "create-assignment": "creation-requests",
  "delete-assignment": "deletion-requests",
  provision: "provisioning-requests",
} as const;

export function gapsOf(coverage: Coverage | undefined): Gaps {
  const gaps = coverage?.gaps ?? [];
  const walk = coverage?.walk ?? "both";
  const byKind = new Map<Kind, Gap[]>();
  for (const gap of gaps) byKind.set(gap.part.kind, [...(byKind.get(gap.part.kind) ?? []), gap]);
  const first = (...kinds: Kind[]): ReadFailure | undefined =>
    kinds.map((kind) => byKind.get(kind)?.[0]?.failure).find((failure) => failure !== undefined);
  const where = <K extends Kind>(kind: K, fits: (part: Extract<UnreadPart, { kind: K }>) => boolean) =>
    byKind.get(kind)?.find(({ part }) => fits(part as Extract<UnreadPart, { kind: K }>))?.failure;

  const ofProvisioned: Gaps["ofProvisioned"] = ({ accountId, arn }) =>
    where("provisioned-to-account", (part) => accountId === undefined || part.accountId === accountId) ??
    where("accounts-of-set", (part) => arn === undefined || part.permissionSetArn === arn) ??
    first("permission-sets", "accounts");
  const pairGap = (accountId: string | undefined, arn: string | undefined): ReadFailure | undefined =>
    where(
      "assignments",
      (part) =>
        (accountId === undefined || part.accountId === accountId) &&
        (arn === undefined || part.permissionSetArn === arn),
    ) ?? ofProvisioned({ ...(accountId === undefined ? {} : { accountId }), ...(arn === undefined ? {} : { arn }) });
  /** Two walks hide something only where both did not see it. */
  const hidden = (pairs: ReadFailure | undefined, principals: ReadFailure | undefined): ReadFailure | undefined => {
    if (walk === "pairs") return pairs;
    if (walk === "principals") return principals;
    return pairs && principals;
  };
  return {
    ofAccount: (accountId) => where("account", (part) => part.accountId === accountId) ?? first("accounts"),
    ofAccounts: () => first("accounts", "account"),
    ofPrincipal: (principal) =>
      where("principal", (part) => part.principal.id === principal.id) ??
      first(principal.type === "USER" ? "users" : "groups"),
    ofUsers: () => first("users"),
    ofSet: (arn) => where("permission-set", (part) => part.permissionSetArn === arn) ?? first("permission-sets"),
    ofSets: () => first("permission-sets", "permission-set"),
    ofGroupsOf: (userId) =>
      where("groups-of", (part) => part.userId === userId) ?? first("members", "groups") ?? undefined,
    ofMembers: (groupId) => where("members", (part) => part.groupId === groupId) ?? first("groups-of"),
    ofAssignments: (accountId, arn) => hidden(pairGap(accountId, arn), first("grants-of", "users", "groups")),
    ofGrants: (principal, accountId) =>
      hidden(
        pairGap(accountId, undefined),
        where("grants-of", (part) => part.principal.id === principal.id),
      ),
    ofProvisioned,
    ofApplications: () => first("account-access-applications"),
    ofApplicationStatus: () => first("account-access-status"),
    ofEntitlements: ({ principal, accountId }) =>
      first("account-access-applications") ??
      where("entitlements-of-account", (part) => accountId === undefined || part.accountId === accountId) ??
      where("entitlements-of", (part) => principal === undefined || part.principal.id === principal.id) ??
      // Whoever was not listed was not asked.
      (coverage?.entitlementWalk === "principals" ? first("users", "groups") : first("accounts")),
    ofRequests: (ledger) => first(REQUESTS[ledger]),
  };
}
