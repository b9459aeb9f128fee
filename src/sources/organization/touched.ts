/** Which keys of a snapshot an event of CloudTrail touched. Events are input from elsewhere: what does not parse is no id. */
import {
  type AccountId,
  type GroupId,
  type Parsed,
  type PermissionSetArn,
  parseAccountId,
  parseGroupId,
  parsePermissionSetArn,
  parseRequestId,
  parseUserId,
  type RequestId,
  type UserId,
} from "../../model/ids.ts";
import type { Ledger } from "../reader.ts";

/** One thing to read again. A list stands for what an event does not name by id. */
export type Touched =
  | { readonly kind: "pair"; readonly accountId: AccountId; readonly permissionSetArn: PermissionSetArn }
  /** In which accounts the set stands, and how. */
  | { readonly kind: "accounts-of-set"; readonly permissionSetArn: PermissionSetArn }
  | { readonly kind: "request"; readonly ledger: Ledger; readonly id: RequestId }
  | { readonly kind: "user"; readonly id: UserId }
  | { readonly kind: "group"; readonly id: GroupId }
  | { readonly kind: "members"; readonly id: GroupId }
  /** By the membership's own id: the snapshot knows whose it was. */
  | { readonly kind: "membership"; readonly id: string }
  | { readonly kind: "account"; readonly id: AccountId }
  | { readonly kind: "list"; readonly of: "sets" | "users" | "groups" | "accounts" | "provisioning-requests" };

type Fields = Readonly<Record<string, unknown>>;

const fields = (value: unknown): Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : {};

function idIn<T>(parse: (value: string) => Parsed<T>, ...values: readonly unknown[]): T | undefined {
  for (const value of values) {
    const parsed = typeof value === "string" ? parse(value) : undefined;
    if (parsed?.kind === "ok") return parsed.value;
  }
  return undefined;
}

/** The parts of an event that name what it changed. */
interface Change {
  readonly name: string;
  readonly request: Fields;
  readonly response: Fields;
}

/** Nothing for events that failed, only read, or have no bearing on a snapshot. */
export function touchedBy(event: Fields): readonly Touched[] {
  if (event["errorCode"] !== undefined && event["errorCode"] !== null) return [];
  const change: Change = {
    name: String(event["eventName"]),
    request: fields(event["requestParameters"]),
    response: fields(event["responseElements"]),
  };
  switch (event["eventSource"]) {
    case "sso.amazonaws.com":
      return permissionSets(change);
    // Facts 5.1: the API, the console and SCIM each record under a name of their own.
    case "identitystore.amazonaws.com":
    case "sso-directory.amazonaws.com":
    case "identitystore-scim.amazonaws.com":
      return directory(change);
    case "organizations.amazonaws.com":
      return accounts({ ...change, response: { ...change.response, ...fields(event["serviceEventDetails"]) } });
    default:
      return [];
  }
}

const CONTENT =
  /^(AttachManagedPolicyTo|DetachManagedPolicyFrom|AttachCustomerManagedPolicyReferenceTo|DetachCustomerManagedPolicyReferenceFrom|PutInlinePolicyTo|DeleteInlinePolicyFrom|PutPermissionsBoundaryTo|DeletePermissionsBoundaryFrom|Update)PermissionSet$/;

function permissionSets({ name, request, response }: Change): readonly Touched[] {
  const arn = idIn(
    parsePermissionSetArn,
    request["permissionSetArn"],
    fields(response["permissionSet"])["permissionSetArn"],
  );
  const everywhere = arn ? [{ kind: "accounts-of-set", permissionSetArn: arn } as const] : [];
  const account = idIn(parseAccountId, request["targetId"]);
  const pair = arn && account ? [{ kind: "pair", accountId: account, permissionSetArn: arn } as const] : [];
  switch (name) {
    case "CreateAccountAssignment":
      return [...pair, ...everywhere, ...asked("create-assignment", response["accountAssignmentCreationStatus"])];
    case "DeleteAccountAssignment":
      return [...pair, ...everywhere, ...asked("delete-assignment", response["accountAssignmentDeletionStatus"])];
    case "ProvisionPermissionSet":
      // One call may make one request for each account (facts 8.5): the list tells their ids, the event only the first.
      return [...everywhere, { kind: "list", of: "provisioning-requests" }];
    case "CreatePermissionSet":
    case "DeletePermissionSet":
      return [{ kind: "list", of: "sets" }];
    default:
      // What a set carries changed: where it is provisioned, it is outdated now.
      return CONTENT.test(name) ? everywhere : [];
  }
}

function asked(ledger: Ledger, status: unknown): readonly Touched[] {
  const id = idIn(parseRequestId, fields(status)["requestId"]);
  return id ? [{ kind: "request", ledger, id }] : [];
}

function directory({ name, request, response }: Change): readonly Touched[] {
  if (/Membership$|MemberToGroup$|MemberFromGroup$/.test(name)) return membership({ name, request, response });
  if (/^(Create|Put|Patch|Update|Delete|Enable|Disable)User/.test(name)) {
    const id = idIn(
      parseUserId,
      request["userId"],
      request["id"],
      response["userId"],
      response["id"],
      fields(response["user"])["userId"],
    );
    return [id ? { kind: "user", id } : { kind: "list", of: "users" }];
  }
  if (!/^(Create|Put|Patch|Update|Delete)Group/.test(name)) return [];
  const id = idIn(
    parseGroupId,
    request["groupId"],
    request["id"],
    response["groupId"],
    response["id"],
    fields(response["group"])["groupId"],
  );
  if (!id) return [{ kind: "list", of: "groups" }];
  // SCIM changes members by a PATCH or PUT of the group, and masks what it did (facts 5.5).
  const changesMembers = /^(Put|Patch)Group/.test(name) || request["httpBody"] !== undefined;
  return [{ kind: "group", id }, ...(changesMembers ? [{ kind: "members", id } as const] : [])];
}

function membership({ request }: Change): readonly Touched[] {
  const group = idIn(parseGroupId, request["groupId"]);
  if (group) return [{ kind: "members", id: group }];
  const id = request["membershipId"];
  return typeof id === "string" && id !== "" ? [{ kind: "membership", id }] : [];
}

const ACCOUNT_CHANGES =
  /^(CreateAccount|CreateGovCloudAccount|CreateAccountResult|CloseAccount|CloseAccountResult|MoveAccount|RemoveAccountFromOrganization|LeaveOrganization|AcceptHandshake)$/;

function accounts({ name, request, response }: Change): readonly Touched[] {
  if (!ACCOUNT_CHANGES.test(name)) return [];
  const id = idIn(
    parseAccountId,
    request["accountId"],
    fields(response["createAccountStatus"])["accountId"],
    fields(response["closeAccountStatus"])["accountId"],
  );
  return [id ? { kind: "account", id } : { kind: "list", of: "accounts" }];
}

/** Each of them once. */
export function distinctTouched(all: readonly Touched[]): readonly Touched[] {
  return [...new Map(all.map((touched) => [JSON.stringify(touched), touched])).values()];
}
