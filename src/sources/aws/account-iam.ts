/** IAM of the target account: the reserved role in full, what it needs around it, and what the account's quotas leave. */
import type { IAMClient, Role } from "@aws-sdk/client-iam";
import type { IamSummary, RoleContent } from "../../facts/grant/additional-facts.ts";
import type { AccountId } from "../../model/ids.ts";
import { IAM_ROLES_PER_ACCOUNT, MANAGED_POLICIES_PER_ROLE } from "../../model/quotas.ts";
import { evidenceOf, known, mapReading, type Reading, unread } from "../../model/reading.ts";
import { parseReservedRoleName, RESERVED_ROLE_PATH } from "../../model/reserved-role.ts";
import { ACCOUNT_ACCESS_SERVICE } from "../../model/service-principals.ts";
import type { AdditionalReader } from "../additional-reader.ts";
import { federatedProviderOf } from "../trust-policy.ts";
import { type CallContext, call, callPages } from "./calling/call.ts";
import { decodedPolicy } from "./from-answer.ts";
import type { Once } from "./once.ts";

const service = "iam";
/** Facts 7.1: the service-linked role of Identity Center. */
const SERVICE_LINKED_ROLE = "AWSServiceRoleForSSO";

const NO_FAILURE = unread("it decides nothing where no request failed");

export interface IamReads {
  readonly calling: CallContext;
  readonly once: Once;
  /** IAM of an account, through the audit role. */
  readonly audit: (accountId: AccountId) => Promise<Reading<IAMClient>>;
}

/**
 * IAM of an account around the role of one permission set. Each part is a reading of its own, because each needs a permission of
 * its own; what several permission sets of an account share is read once.
 */
export function iamReads({ calling, once, audit }: IamReads): AdditionalReader["accountIam"] {
  return async (account, permissionSetName, { isForFailure = false } = {}) => {
    const found = await audit(account);
    if (found.state !== "known") return found;
    const client = found.value;
    const listed = once(`roles ${account}`, () => listRoles(calling, client));
    const [role, hasServiceLinkedRole, samlProviderArns, summary, customerPolicies] = await Promise.all([
      once(`role ${account} ${permissionSetName}`, async () =>
        reservedRoleIn(calling, client, await listed, permissionSetName),
      ),
      once(`service-linked role ${account}`, async () => hasServiceLinkedRoleIn(calling, client, await listed)),
      once(`SAML providers ${account}`, () => listSamlProviders(calling, client)),
      isForFailure ? once(`summary ${account}`, () => accountSummary(calling, client)) : NO_FAILURE,
      isForFailure ? once(`customer policies ${account}`, () => listCustomerPolicies(calling, client)) : NO_FAILURE,
    ]);
    return known({ role, samlProviderArns, hasServiceLinkedRole, summary, customerPolicies });
  };
}

/** Every role of the account. */
export async function listRoles(calling: CallContext, client: IAMClient): Promise<Reading<readonly Role[]>> {
  const answer = await callPages(calling, {
    service,
    operation: "ListRoles",
    isAdditional: true,
    input: {},
    send: async (Marker, abortSignal) => {
      const { ListRolesCommand } = await import("@aws-sdk/client-iam");
      return client.send(new ListRolesCommand({ MaxItems: 1000, Marker }), { abortSignal });
    },
    rows: ({ Roles }) => Roles ?? [],
    next: ({ IsTruncated, Marker }) => (IsTruncated ? Marker : undefined),
    matters: ({ Roles }) => ({
      reserved: (Roles ?? [])
        .filter(({ Path }) => Path?.startsWith(RESERVED_ROLE_PATH))
        .map(({ RoleName }) => RoleName),
      hasServiceLinkedRole: (Roles ?? []).some(({ RoleName }) => RoleName === SERVICE_LINKED_ROLE),
      roles: Roles?.length ?? 0,
    }),
  });
  return mapReading(answer, (found) => found?.rows ?? []);
}

/** Matched by the set's name, because the suffix cannot be derived (facts 4.2). */
async function reservedRoleIn(
  calling: CallContext,
  client: IAMClient,
  roles: Reading<readonly Role[]>,
  permissionSetName: string,
): Promise<Reading<RoleContent | null>> {
  if (roles.state !== "known") return roles;
  const role = roles.value.find(
    ({ RoleName = "" }) => parseReservedRoleName(RoleName)?.permissionSetName === permissionSetName,
  );
  if (!role) return known(null, roles.evidence);
  const { RoleName = "", Arn = "" } = role;
  // ListRoles leaves the boundary out (API model): GetRole tells it.
  const [full, attached, inline] = await Promise.all([
    getRole(calling, client, RoleName),
    attachedPolicies(calling, client, RoleName),
    inlinePolicies(calling, client, RoleName),
  ]);
  const failed = [full, attached, inline].find(({ state }) => state === "unknown");
  if (failed?.state === "unknown") return failed;
  if (full.state !== "known" || attached.state !== "known" || inline.state !== "known") return known(null);
  return known(
    {
      roleName: RoleName,
      arn: Arn,
      roleId: role.RoleId,
      createdAt: role.CreateDate?.toISOString(),
      trustedProviderArn: federatedProviderOf(decodedPolicy(role.AssumeRolePolicyDocument ?? "{}")),
      attachedPolicyArns: attached.value,
      inlinePolicies: inline.value,
      boundaryArn: full.value?.PermissionsBoundary?.PermissionsBoundaryArn,
    },
    [roles, full, attached, inline].flatMap(evidenceOf),
  );
}

/** Null: there is no such role. */
export async function getRole(
  calling: CallContext,
  client: IAMClient,
  RoleName: string,
): Promise<Reading<Role | null>> {
  const answer = await call(calling, {
    service,
    operation: "GetRole",
    isAdditional: true,
    input: { RoleName },
    send: async (abortSignal) => {
      const { GetRoleCommand } = await import("@aws-sdk/client-iam");
      return client.send(new GetRoleCommand({ RoleName }), { abortSignal });
    },
    matters: ({ Role: role }) => {
      const trustPolicy = decodedPolicy(role?.AssumeRolePolicyDocument ?? "{}");
      return {
        Arn: role?.Arn,
        Boundary: role?.PermissionsBoundary?.PermissionsBoundaryArn,
        trusts: federatedProviderOf(trustPolicy),
        ...(role?.SourceRoleTemplate && { SourceRoleTemplate: role.SourceRoleTemplate }),
        // Its conditions decide whether account access manager may take the role (facts AAM34).
        ...(trustPolicy.includes(ACCOUNT_ACCESS_SERVICE) && { AssumeRolePolicyDocument: trustPolicy }),
      };
    },
    absent: ["NoSuchEntityException", "NoSuchEntity"],
  });
  return mapReading(answer, (found) => found?.Role ?? null);
}

/** From the list of roles, where it could be read: another call would tell the same. */
const hasServiceLinkedRoleIn = async (
  calling: CallContext,
  client: IAMClient,
  roles: Reading<readonly Role[]>,
): Promise<Reading<boolean>> =>
  roles.state === "known"
    ? mapReading(roles, (all) => all.some(({ RoleName }) => RoleName === SERVICE_LINKED_ROLE))
    : mapReading(await getRole(calling, client, SERVICE_LINKED_ROLE), (role) => role !== null);

/** ARNs. */
export async function attachedPolicies(
  calling: CallContext,
  client: IAMClient,
  RoleName: string,
): Promise<Reading<readonly string[]>> {
  const answer = await callPages(calling, {
    service,
    operation: "ListAttachedRolePolicies",
    isAdditional: true,
    input: { RoleName },
    send: async (Marker, abortSignal) => {
      const { ListAttachedRolePoliciesCommand } = await import("@aws-sdk/client-iam");
      return client.send(new ListAttachedRolePoliciesCommand({ RoleName, Marker }), { abortSignal });
    },
    rows: ({ AttachedPolicies }) => (AttachedPolicies ?? []).map(({ PolicyArn = "" }) => PolicyArn),
    next: ({ IsTruncated, Marker }) => (IsTruncated ? Marker : undefined),
    matters: ({ AttachedPolicies }) => ({
      AttachedPolicies: (AttachedPolicies ?? []).map(({ PolicyArn }) => PolicyArn),
    }),
  });
  return mapReading(answer, (found) => found?.rows ?? []);
}

/** Texts by name. */
export async function inlinePolicies(
  calling: CallContext,
  client: IAMClient,
  RoleName: string,
): Promise<Reading<Readonly<Record<string, string>>>> {
  const names = await callPages(calling, {
    service,
    operation: "ListRolePolicies",
    isAdditional: true,
    input: { RoleName },
    send: async (Marker, abortSignal) => {
      const { ListRolePoliciesCommand } = await import("@aws-sdk/client-iam");
      return client.send(new ListRolePoliciesCommand({ RoleName, Marker }), { abortSignal });
    },
    rows: ({ PolicyNames }) => PolicyNames ?? [],
    next: ({ IsTruncated, Marker }) => (IsTruncated ? Marker : undefined),
    matters: ({ PolicyNames }) => ({ PolicyNames }),
  });
  if (names.state !== "known") return names;
  const texts: Record<string, string> = {};
  const evidence = [...names.evidence];
  for (const PolicyName of names.value?.rows ?? []) {
    const answer = await call(calling, {
      service,
      operation: "GetRolePolicy",
      isAdditional: true,
      input: { RoleName, PolicyName },
      send: async (abortSignal) => {
        const { GetRolePolicyCommand } = await import("@aws-sdk/client-iam");
        return client.send(new GetRolePolicyCommand({ RoleName, PolicyName }), { abortSignal });
      },
      matters: ({ PolicyDocument }) => ({ PolicyDocument: decodedPolicy(PolicyDocument ?? "") }),
    });
    if (answer.state !== "known") return answer;
    texts[PolicyName] = decodedPolicy(answer.value?.PolicyDocument ?? "{}");
    evidence.push(...answer.evidence);
  }
  return known(texts, evidence);
}

async function listSamlProviders(calling: CallContext, client: IAMClient): Promise<Reading<readonly string[]>> {
  const answer = await call(calling, {
    service,
    operation: "ListSAMLProviders",
    isAdditional: true,
    input: {},
    send: async (abortSignal) => {
      const { ListSAMLProvidersCommand } = await import("@aws-sdk/client-iam");
      return client.send(new ListSAMLProvidersCommand({}), { abortSignal });
    },
    matters: ({ SAMLProviderList }) => ({
      providers: SAMLProviderList?.length ?? 0,
      ofIdentityCenter: (SAMLProviderList ?? []).map(({ Arn }) => Arn).filter((arn) => arn?.includes("/AWSSSO_")),
    }),
  });
  return mapReading(answer, (found) => (found?.SAMLProviderList ?? []).map(({ Arn = "" }) => Arn));
}

async function accountSummary(calling: CallContext, client: IAMClient): Promise<Reading<IamSummary>> {
  const answer = await call(calling, {
    service,
    operation: "GetAccountSummary",
    isAdditional: true,
    input: {},
    send: async (abortSignal) => {
      const { GetAccountSummaryCommand } = await import("@aws-sdk/client-iam");
      return client.send(new GetAccountSummaryCommand({}), { abortSignal });
    },
    matters: ({ SummaryMap }) => ({
      Roles: SummaryMap?.["Roles"],
      RolesQuota: SummaryMap?.["RolesQuota"],
      AttachedPoliciesPerRoleQuota: SummaryMap?.["AttachedPoliciesPerRoleQuota"],
    }),
  });
  return mapReading(answer, (found) => ({
    roles: found?.SummaryMap?.["Roles"] ?? 0,
    // IAM's defaults where the answer leaves them out (facts 3.6).
    rolesQuota: found?.SummaryMap?.["RolesQuota"] ?? IAM_ROLES_PER_ACCOUNT,
    policiesPerRoleQuota: found?.SummaryMap?.["AttachedPoliciesPerRoleQuota"] ?? MANAGED_POLICIES_PER_ROLE,
  }));
}

/** Names and paths of the policies that the account itself made. */
export async function listCustomerPolicies(
  calling: CallContext,
  client: IAMClient,
): Promise<Reading<readonly { readonly name: string; readonly path: string }[]>> {
  const answer = await callPages(calling, {
    service,
    operation: "ListPolicies",
    isAdditional: true,
    input: { Scope: "Local" },
    send: async (Marker, abortSignal) => {
      const { ListPoliciesCommand } = await import("@aws-sdk/client-iam");
      return client.send(new ListPoliciesCommand({ Scope: "Local", MaxItems: 1000, Marker }), { abortSignal });
    },
    rows: ({ Policies }) =>
      (Policies ?? []).map(({ PolicyName = "", Path = "/" }) => ({ name: PolicyName, path: Path })),
    next: ({ IsTruncated, Marker }) => (IsTruncated ? Marker : undefined),
    matters: ({ Policies }) => ({ policies: Policies?.length ?? 0 }),
  });
  return mapReading(answer, (found) => found?.rows ?? []);
}
