/** IAM of the target account: the reserved role in full, what it needs around it, and what the account's quotas leave. */
import type { IAMClient, Role } from "@aws-sdk/client-iam";
import type { AccountIamFacts, EntitledRole, IamSummary, RoleContent } from "../../facts/deeper-facts.ts";
import { evidenceOf, known, mapReading, type Reading } from "../../model/reading.ts";
import { parseReservedRoleName, RESERVED_ROLE_PATH } from "../../model/reserved-role.ts";
import { federatedProviderOf, trustsAccountAccess } from "../trust-policy.ts";
import { type Asking, ask, askPages } from "./asking.ts";

const service = "iam";
/** Facts 7.1: the service-linked role of Identity Center. */
const SERVICE_LINKED_ROLE = "AWSServiceRoleForSSO";

/** Everything at once; each part is a reading of its own, because each needs a permission of its own. */
export async function readAccountIam(
  asking: Asking,
  client: IAMClient,
  permissionSetName: string,
): Promise<Reading<AccountIamFacts>> {
  const roles = listRoles(asking, client);
  const [role, samlProviderArns, hasServiceLinkedRole, summary, customerPolicies, all] = await Promise.all([
    roles.then((listed) => reservedRoleIn(asking, client, listed, permissionSetName)),
    listSamlProviders(asking, client),
    hasRole(asking, client, SERVICE_LINKED_ROLE),
    accountSummary(asking, client),
    listCustomerPolicies(asking, client),
    roles,
  ]);
  const entitledRoles = mapReading(all, (found) => found.flatMap((one) => entitledRole(one) ?? []));
  return known({ role, samlProviderArns, hasServiceLinkedRole, summary, customerPolicies, entitledRoles });
}

/** Every role of the account. */
export async function listRoles(asking: Asking, client: IAMClient): Promise<Reading<readonly Role[]>> {
  const answer = await askPages(asking, {
    service,
    operation: "ListRoles",
    isDeeper: true,
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
      roles: Roles?.length ?? 0,
    }),
  });
  return mapReading(answer, (found) => found?.rows ?? []);
}

/** Matched by the set's name, because the suffix cannot be derived (facts 4.2). */
async function reservedRoleIn(
  asking: Asking,
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
    getRole(asking, client, RoleName),
    attachedPolicies(asking, client, RoleName),
    inlinePolicies(asking, client, RoleName),
  ]);
  const failed = [full, attached, inline].find(({ state }) => state === "unknown");
  if (failed?.state === "unknown") return failed;
  if (full.state !== "known" || attached.state !== "known" || inline.state !== "known") return known(null);
  return known(
    {
      roleName: RoleName,
      arn: Arn,
      createdAt: role.CreateDate?.toISOString(),
      trustedProviderArn: federatedProviderOf(decodeURIComponent(role.AssumeRolePolicyDocument ?? "{}")),
      attachedPolicyArns: attached.value,
      inlinePolicies: inline.value,
      boundaryArn: full.value?.PermissionsBoundary?.PermissionsBoundaryArn,
    },
    [roles, full, attached, inline].flatMap(evidenceOf),
  );
}

async function getRole(asking: Asking, client: IAMClient, RoleName: string): Promise<Reading<Role | null>> {
  const answer = await ask(asking, {
    service,
    operation: "GetRole",
    isDeeper: true,
    input: { RoleName },
    send: async (abortSignal) => {
      const { GetRoleCommand } = await import("@aws-sdk/client-iam");
      return client.send(new GetRoleCommand({ RoleName }), { abortSignal });
    },
    matters: ({ Role: role }) => ({ Arn: role?.Arn, Boundary: role?.PermissionsBoundary?.PermissionsBoundaryArn }),
    absent: ["NoSuchEntityException", "NoSuchEntity"],
  });
  return mapReading(answer, (found) => found?.Role ?? null);
}

const hasRole = async (asking: Asking, client: IAMClient, name: string): Promise<Reading<boolean>> =>
  mapReading(await getRole(asking, client, name), (role) => role !== null);

async function attachedPolicies(
  asking: Asking,
  client: IAMClient,
  RoleName: string,
): Promise<Reading<readonly string[]>> {
  const answer = await askPages(asking, {
    service,
    operation: "ListAttachedRolePolicies",
    isDeeper: true,
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

async function inlinePolicies(
  asking: Asking,
  client: IAMClient,
  RoleName: string,
): Promise<Reading<Readonly<Record<string, string>>>> {
  const names = await askPages(asking, {
    service,
    operation: "ListRolePolicies",
    isDeeper: true,
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
    const answer = await ask(asking, {
      service,
      operation: "GetRolePolicy",
      isDeeper: true,
      input: { RoleName, PolicyName },
      send: async (abortSignal) => {
        const { GetRolePolicyCommand } = await import("@aws-sdk/client-iam");
        return client.send(new GetRolePolicyCommand({ RoleName, PolicyName }), { abortSignal });
      },
      matters: ({ PolicyDocument }) => ({ characters: PolicyDocument?.length }),
    });
    if (answer.state !== "known") return answer;
    texts[PolicyName] = decodeURIComponent(answer.value?.PolicyDocument ?? "{}");
    evidence.push(...answer.evidence);
  }
  return known(texts, evidence);
}

async function listSamlProviders(asking: Asking, client: IAMClient): Promise<Reading<readonly string[]>> {
  const answer = await ask(asking, {
    service,
    operation: "ListSAMLProviders",
    isDeeper: true,
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

async function accountSummary(asking: Asking, client: IAMClient): Promise<Reading<IamSummary>> {
  const answer = await ask(asking, {
    service,
    operation: "GetAccountSummary",
    isDeeper: true,
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
    rolesQuota: found?.SummaryMap?.["RolesQuota"] ?? 1000,
    policiesPerRoleQuota: found?.SummaryMap?.["AttachedPoliciesPerRoleQuota"] ?? 10,
  }));
}

/** Names and paths of the policies that the account itself made. */
export async function listCustomerPolicies(
  asking: Asking,
  client: IAMClient,
): Promise<Reading<readonly { readonly name: string; readonly path: string }[]>> {
  const answer = await askPages(asking, {
    service,
    operation: "ListPolicies",
    isDeeper: true,
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

function entitledRole({ RoleName, Arn, AssumeRolePolicyDocument }: Role): EntitledRole | undefined {
  const trust = trustsAccountAccess(decodeURIComponent(AssumeRolePolicyDocument ?? "{}"));
  return RoleName && Arn && trust ? { name: RoleName, arn: Arn, mayTagSession: trust.mayTagSession } : undefined;
}
