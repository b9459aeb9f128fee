/** Which keys of a snapshot an event of CloudTrail touched. Events are input from elsewhere: what does not parse is no id. */
import { withPlainIds } from "../../../model/directory-arn.ts";
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
} from "../../../model/ids.ts";
import { ACCOUNT_ACCESS_SERVICE, IDENTITY_CENTER_SERVICE, SCIM_SERVICE } from "../../../model/service-principals.ts";
import type { Ledger } from "../../reader.ts";

/** One thing to read again. A list is read for what an event does not name by id. */
export type Touched =
  | { readonly kind: "pair"; readonly accountId: AccountId; readonly permissionSetArn: PermissionSetArn }
  /** The accounts that have the set, and whether it is up to date there. */
  | { readonly kind: "accounts-of-set"; readonly permissionSetArn: PermissionSetArn }
  | { readonly kind: "request"; readonly ledger: Ledger; readonly id: RequestId }
  | { readonly kind: "user"; readonly id: UserId }
  | { readonly kind: "group"; readonly id: GroupId }
  | { readonly kind: "members"; readonly id: GroupId }
  /** By the membership's own id: the snapshot knows whose it was. */
  | { readonly kind: "membership"; readonly id: string }
  | { readonly kind: "account"; readonly id: AccountId }
  /** Which organizational unit the account is in. */
  | { readonly kind: "parent"; readonly id: AccountId }
  | { readonly kind: "unit"; readonly id: string }
  | { readonly kind: "entitlements-of-account"; readonly id: AccountId }
  /** By the entitlement's own id: the snapshot knows whose account it was. */
  | { readonly kind: "entitlement"; readonly id: string }
  | {
      readonly kind: "list";
      readonly of:
        | "sets"
        | "users"
        | "groups"
        | "accounts"
        | "units"
        | "provisioning-requests"
        | "account-access-applications";
    };

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
interface RecordedCall {
  readonly name: string;
  readonly request: Fields;
  readonly response: Fields;
}

/** Nothing for events that failed, only read, or have no bearing on a snapshot. */
export const touchedBy = (event: Fields): readonly Touched[] => attributed(event) ?? [];

/** As `touchedBy`; undefined where the event changed something of the sources of a snapshot, and nobody can say what. */
export function attributed(event: Fields): readonly Touched[] | undefined {
  if (event["errorCode"] !== undefined && event["errorCode"] !== null) return [];
  const call: RecordedCall = {
    name: String(event["eventName"]),
    request: fields(withPlainIds(event["requestParameters"])),
    response: fields(withPlainIds(event["responseElements"])),
  };
  switch (event["eventSource"]) {
    case IDENTITY_CENTER_SERVICE:
      return permissionSets(call);
    // Facts 5.1: the API, the console and SCIM each record under a name of their own.
    case "identitystore.amazonaws.com":
    case "sso-directory.amazonaws.com":
    case SCIM_SERVICE:
      return directory(call);
    // Names and addresses of accounts are changed through a service of its own (API reference of Account Management).
    case "account.amazonaws.com":
      return accountContact(call);
    case "organizations.amazonaws.com":
      return accounts({ ...call, response: { ...call.response, ...fields(event["serviceEventDetails"]) } });
    case ACCOUNT_ACCESS_SERVICE:
      return entitlements(call);
    default:
      return [];
  }
}

const CONTENT =
  /^(AttachManagedPolicyTo|DetachManagedPolicyFrom|AttachCustomerManagedPolicyReferenceTo|DetachCustomerManagedPolicyReferenceFrom|PutInlinePolicyTo|DeleteInlinePolicyFrom|PutPermissionsBoundaryTo|DeletePermissionsBoundaryFrom|Update)PermissionSet$/;

/** Names that read, though the console's events do not always say so (facts 5.1). */
const READS = /^(Get|List|Describe|Search|BatchGet|BatchDescribe|Is|Lookup|Poll|Verify|Check)/;
/** Sign-in, applications, devices and the like: nothing that a snapshot holds (API models; facts 5.1). */
const WITHOUT_BEARING =
  /^(Authenticate|Federate|Logout|CreateToken|CreateTokenWithIAM|RegisterClient|StartDeviceAuthorization|TagResource|UntagResource|AddRegion|RemoveRegion|(Create|Update|Delete)Instance|ExternalIdPDirectoryLogin)$|Application|TrustedTokenIssuer|AccessControlAttribute|Mfa|Password|BearerToken|ProvisioningTenant|ExternalIdPC|Certificate|Email/;

const withoutBearing = (name: string): readonly Touched[] | undefined =>
  READS.test(name) || WITHOUT_BEARING.test(name) ? [] : undefined;

function permissionSets({ name, request, response }: RecordedCall): readonly Touched[] | undefined {
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
      if (pair.length === 0) return undefined;
      return [...pair, ...everywhere, ...asked("create-assignment", response["accountAssignmentCreationStatus"])];
    case "DeleteAccountAssignment":
      if (pair.length === 0) return undefined;
      return [...pair, ...everywhere, ...asked("delete-assignment", response["accountAssignmentDeletionStatus"])];
    case "ProvisionPermissionSet":
      if (!arn) return undefined;
      // One call may make one request for each account (facts 8.5): the list tells their ids, the event only the first.
      return [...everywhere, { kind: "list", of: "provisioning-requests" }];
    case "CreatePermissionSet":
    case "DeletePermissionSet":
      return [{ kind: "list", of: "sets" }];
    default:
      // The content of a set changed: where it is provisioned, it is outdated now.
      return CONTENT.test(name) && arn ? everywhere : withoutBearing(name);
  }
}

function asked(ledger: Ledger, status: unknown): readonly Touched[] {
  const id = idIn(parseRequestId, fields(status)["requestId"]);
  return id ? [{ kind: "request", ledger, id }] : [];
}

function directory({ name, request, response }: RecordedCall): readonly Touched[] | undefined {
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
  if (!/^(Create|Put|Patch|Update|Delete)Group/.test(name)) return withoutBearing(name);
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

function membership({ name, request }: RecordedCall): readonly Touched[] | undefined {
  if (READS.test(name)) return [];
  const group = idIn(parseGroupId, request["groupId"]);
  if (group) return [{ kind: "members", id: group }];
  const id = request["membershipId"];
  return typeof id === "string" && id !== "" ? [{ kind: "membership", id }] : undefined;
}

const ACCOUNT_CHANGES =
  /^(CreateAccount|CreateGovCloudAccount|CreateAccountResult|CloseAccount|CloseAccountResult|RemoveAccountFromOrganization|LeaveOrganization|AcceptHandshake)$/;
const UNIT_CHANGES = /^(Create|Update|Delete)OrganizationalUnit$/;
/** Policies, tags, delegations, invitations that nobody has accepted yet (API model of organizations). */
const WITHOUT_BEARING_ON_ACCOUNTS =
  /Policy|^(TagResource|UntagResource|RegisterDelegatedAdministrator|DeregisterDelegatedAdministrator|EnableAWSServiceAccess|DisableAWSServiceAccess|InviteAccountToOrganization|DeclineHandshake|CancelHandshake|CreateOrganization|EnableAllFeatures)$/;

function accounts({ name, request, response }: RecordedCall): readonly Touched[] {
  if (READS.test(name) || WITHOUT_BEARING_ON_ACCOUNTS.test(name)) return [];
  if (UNIT_CHANGES.test(name)) return unit(request["organizationalUnitId"], response["organizationalUnit"]);
  const id = idIn(
    parseAccountId,
    request["accountId"],
    fields(response["createAccountStatus"])["accountId"],
    fields(response["closeAccountStatus"])["accountId"],
  );
  if (name === "MoveAccount") return [id ? { kind: "parent", id } : { kind: "list", of: "units" }];
  return [id && ACCOUNT_CHANGES.test(name) ? { kind: "account", id } : { kind: "list", of: "accounts" }];
}

/** API model of organizations: the pattern of a unit's id. */
const UNIT_ID = /^ou-[0-9a-z]{4,32}-[0-9a-z]{8,32}$/;

function unit(asked: unknown, made: unknown): readonly Touched[] {
  const id = [asked, fields(made)["id"]].find((one) => typeof one === "string" && UNIT_ID.test(one));
  return [typeof id === "string" ? { kind: "unit", id } : { kind: "list", of: "units" }];
}

function accountContact({ name, request }: RecordedCall): readonly Touched[] {
  if (!/^(PutAccountName|AcceptPrimaryEmailUpdate)$/.test(name)) return [];
  const id = idIn(parseAccountId, request["accountId"]);
  return [id ? { kind: "account", id } : { kind: "list", of: "accounts" }];
}

/** That the events bear the members of the requests is inferred (facts AAM42). Signing in and taking a role change nothing. */
function entitlements({ name, request }: RecordedCall): readonly Touched[] | undefined {
  if (/^(Create|Delete)Application$/.test(name)) return [{ kind: "list", of: "account-access-applications" }];
  if (name === "DeleteEntitlement") {
    const id = request["entitlementId"];
    return typeof id === "string" && id !== "" ? [{ kind: "entitlement", id }] : undefined;
  }
  if (name !== "CreateEntitlement") return withoutBearing(name);
  const { roleArn } = fields(fields(request["entitlement"])["principalRole"]);
  const id = idIn(parseAccountId, typeof roleArn === "string" ? roleArn.split(":")[4] : undefined);
  return id && [{ kind: "entitlements-of-account", id }];
}

/** Each of them once. */
export function distinctTouched(all: readonly Touched[]): readonly Touched[] {
  return [...new Map(all.map((touched) => [JSON.stringify(touched), touched])).values()];
}
