/** What a document knows to be unfinished or unread: it is read again without an event. */
import type { UnreadPart } from "../../../model/coverage.ts";
import type {
  AccountState,
  OrganizationDocument,
  RequestRecord,
} from "../../../model/organization-document/document.ts";
import { includes, type ToRead } from "./document-change.ts";
import type { Touched } from "./touched.ts";

/** States that end by themselves, 90 days after the closure at the latest (facts A12). */
const PASSING_STATES: ReadonlySet<AccountState> = new Set(["PENDING_ACTIVATION", "PENDING_CLOSURE", "SUSPENDED"]);

/** Lists that cost one call: no event is needed. */
export const alwaysListed = (document: OrganizationDocument): readonly ToRead[] => [
  ...(includes(document, "delegated-administrators") ? [DELEGATES] : []),
  // A document that knows nothing of account access manager, as one of an older version.
  ...(document.coverage?.entitlementWalk ? [] : [APPLICATIONS]),
];

const DELEGATES = { kind: "list", of: "delegated-administrators" } as const;
const APPLICATIONS = { kind: "list", of: "account-access-applications" } as const;

/** Requests under way with what they change, accounts and applications on their way into another state. */
export const changesByItself = ({
  requests,
  accounts,
  accountAccessApplications,
}: OrganizationDocument): readonly Touched[] => [
  ...(accountAccessApplications.some(({ status }) => status.endsWith("_IN_PROGRESS")) ? [APPLICATIONS] : []),
  ...requests.filter(({ status }) => status === "IN_PROGRESS").flatMap(changedBy),
  ...accounts.flatMap(({ id, state }) => (PASSING_STATES.has(state) ? [{ kind: "account", id } as const] : [])),
];

function changedBy(request: RequestRecord): readonly Touched[] {
  const { kind, id, permissionSetArn, accountId } = request;
  const pair = kind !== "provision" && accountId ? [{ kind: "pair", accountId, permissionSetArn } as const] : [];
  return [{ kind: "request", ledger: kind, id }, { kind: "accounts-of-set", permissionSetArn }, ...pair];
}

/** How the part is read; nothing for the base lists: what depends on them was never read either. */
export function readingOfGap(part: UnreadPart): readonly ToRead[] {
  switch (part.kind) {
    case "accounts":
    case "permission-sets":
    case "users":
    case "groups":
      return [];
    case "units":
    case "delegated-administrators":
    case "creation-requests":
    case "deletion-requests":
    case "provisioning-requests":
      return [{ kind: "list", of: part.kind }];
    case "permission-set":
      return [{ kind: "list", of: "sets" }];
    case "account":
      return [{ kind: "account", id: part.accountId }];
    case "provisioned-to-account":
      return [{ kind: "sets-of-account", id: part.accountId }];
    case "accounts-of-set":
      return [{ kind: "accounts-of-set", permissionSetArn: part.permissionSetArn }];
    case "assignments":
      return [{ kind: "pair", accountId: part.accountId, permissionSetArn: part.permissionSetArn }];
    case "grants-of":
      return [{ kind: "grants-of", principal: part.principal }];
    case "members":
      return [{ kind: "members", id: part.groupId }];
    case "groups-of":
      return [{ kind: "groups-of", id: part.userId }];
    case "account-access-applications":
    case "account-access-status":
      return [{ kind: "list", of: "account-access-applications" }];
    case "entitlements-of-account":
      return [{ kind: "entitlements-of-account", id: part.accountId }];
    case "entitlements-of":
      return [{ kind: "entitlements-of", principal: part.principal }];
    case "principal":
      return part.principal.type === "USER"
        ? [{ kind: "user", id: part.principal.id }]
        : [{ kind: "group", id: part.principal.id }];
  }
}
