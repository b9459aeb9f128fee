/** sso-admin beyond assignments: what a set carries, attributes for access control, applications, Regions; and trusted access. */

import type { ApplicationFacts, SetContentFacts } from "../../facts/grant/additional-facts.ts";
import {
  certain,
  type IdentityStoreId,
  type InstanceArn,
  type PermissionSetArn,
  type Principal,
  parseRegion,
  type Region,
  type UserId,
} from "../../model/ids.ts";
import { LARGEST_PAGE } from "../../model/quotas.ts";
import { allKnown, evidenceOf, known, mapReading, type Reading } from "../../model/reading.ts";
import type { AccessAttributes } from "../additional-reader.ts";
import { attributeValue } from "../attribute-path.ts";
import { type CallContext, call, callPages } from "./calling/call.ts";

const service = "sso-admin";
const ABSENT = ["ResourceNotFoundException"];

/** The set's four kinds of policies, side by side. */
export async function setContent(
  calling: CallContext,
  InstanceArn: InstanceArn,
  PermissionSetArn: PermissionSetArn,
): Promise<Reading<SetContentFacts>> {
  const input = { InstanceArn, PermissionSetArn };
  const [managed, customer, inline, boundary] = await Promise.all([
    managedPolicies(calling, input),
    customerManagedPolicies(calling, input),
    inlinePolicy(calling, input),
    permissionsBoundary(calling, input),
  ]);
  const failed = [managed, customer, inline, boundary].find(({ state }) => state === "unknown");
  if (failed?.state === "unknown") return failed;
  if (managed.state !== "known" || customer.state !== "known" || inline.state !== "known" || boundary.state !== "known")
    return known({ managedPolicyArns: [], customerManagedPolicies: [], inlinePolicy: "", boundary: null });
  return known(
    {
      managedPolicyArns: managed.value,
      customerManagedPolicies: customer.value,
      inlinePolicy: inline.value,
      boundary: boundary.value,
    },
    [managed, customer, inline, boundary].flatMap(evidenceOf),
  );
}

interface OfSet {
  readonly InstanceArn: InstanceArn;
  readonly PermissionSetArn: PermissionSetArn;
}

async function managedPolicies(calling: CallContext, input: OfSet): Promise<Reading<readonly string[]>> {
  const region = calling.homeRegion();
  const answer = await callPages(calling, {
    service,
    operation: "ListManagedPoliciesInPermissionSet",
    isAdditional: true,
    region,
    input: { ...input },
    send: async (NextToken, abortSignal) => {
      const { ListManagedPoliciesInPermissionSetCommand } = await import("@aws-sdk/client-sso-admin");
      return (await calling.clients.ssoAdmin(region)).send(
        new ListManagedPoliciesInPermissionSetCommand({ ...input, MaxResults: LARGEST_PAGE, NextToken }),
        { abortSignal },
      );
    },
    rows: ({ AttachedManagedPolicies }) => (AttachedManagedPolicies ?? []).map(({ Arn = "" }) => Arn),
    next: ({ NextToken }) => NextToken,
    matters: ({ AttachedManagedPolicies }) => ({ Arns: (AttachedManagedPolicies ?? []).map(({ Arn }) => Arn) }),
  });
  return mapReading(answer, (found) => found?.rows ?? []);
}

async function customerManagedPolicies(
  calling: CallContext,
  input: OfSet,
): Promise<Reading<SetContentFacts["customerManagedPolicies"]>> {
  const region = calling.homeRegion();
  const answer = await callPages(calling, {
    service,
    operation: "ListCustomerManagedPolicyReferencesInPermissionSet",
    isAdditional: true,
    region,
    input: { ...input },
    send: async (NextToken, abortSignal) => {
      const { ListCustomerManagedPolicyReferencesInPermissionSetCommand } = await import("@aws-sdk/client-sso-admin");
      return (await calling.clients.ssoAdmin(region)).send(
        new ListCustomerManagedPolicyReferencesInPermissionSetCommand({
          ...input,
          MaxResults: LARGEST_PAGE,
          NextToken,
        }),
        { abortSignal },
      );
    },
    rows: ({ CustomerManagedPolicyReferences }) =>
      (CustomerManagedPolicyReferences ?? []).map(({ Name = "", Path = "/" }) => ({ name: Name, path: Path })),
    next: ({ NextToken }) => NextToken,
    matters: ({ CustomerManagedPolicyReferences }) => ({ References: CustomerManagedPolicyReferences }),
  });
  return mapReading(answer, (found) => found?.rows ?? []);
}

async function inlinePolicy(calling: CallContext, input: OfSet): Promise<Reading<string>> {
  const region = calling.homeRegion();
  const answer = await call(calling, {
    service,
    operation: "GetInlinePolicyForPermissionSet",
    isAdditional: true,
    region,
    input: { ...input },
    send: async (abortSignal) => {
      const { GetInlinePolicyForPermissionSetCommand } = await import("@aws-sdk/client-sso-admin");
      return (await calling.clients.ssoAdmin(region)).send(new GetInlinePolicyForPermissionSetCommand(input), {
        abortSignal,
      });
    },
    matters: ({ InlinePolicy }) => ({ characters: InlinePolicy?.length ?? 0 }),
  });
  return mapReading(answer, (found) => found?.InlinePolicy ?? "");
}

async function permissionsBoundary(calling: CallContext, input: OfSet): Promise<Reading<SetContentFacts["boundary"]>> {
  const region = calling.homeRegion();
  const answer = await call(calling, {
    service,
    operation: "GetPermissionsBoundaryForPermissionSet",
    isAdditional: true,
    region,
    input: { ...input },
    send: async (abortSignal) => {
      const { GetPermissionsBoundaryForPermissionSetCommand } = await import("@aws-sdk/client-sso-admin");
      return (await calling.clients.ssoAdmin(region)).send(new GetPermissionsBoundaryForPermissionSetCommand(input), {
        abortSignal,
      });
    },
    matters: ({ PermissionsBoundary }) => ({ PermissionsBoundary }),
    absent: ABSENT,
  });
  return mapReading(answer, (found) => {
    const { ManagedPolicyArn, CustomerManagedPolicyReference: reference } = found?.PermissionsBoundary ?? {};
    if (ManagedPolicyArn !== undefined) return { kind: "aws-managed", arn: ManagedPolicyArn };
    return reference
      ? { kind: "customer-managed", reference: { name: reference.Name ?? "", path: reference.Path ?? "/" } }
      : null;
  });
}

/** Attributes for access control with this user's values; a ResourceNotFoundException means that they are off (API model). */
export async function accessAttributes(
  calling: CallContext,
  InstanceArn: InstanceArn,
  IdentityStoreId: IdentityStoreId,
  UserId: UserId,
): Promise<Reading<AccessAttributes>> {
  const region = calling.homeRegion();
  const configured = await call(calling, {
    service,
    operation: "DescribeInstanceAccessControlAttributeConfiguration",
    isAdditional: true,
    region,
    input: { InstanceArn },
    send: async (abortSignal) => {
      const { DescribeInstanceAccessControlAttributeConfigurationCommand } = await import("@aws-sdk/client-sso-admin");
      return (await calling.clients.ssoAdmin(region)).send(
        new DescribeInstanceAccessControlAttributeConfigurationCommand({ InstanceArn }),
        { abortSignal },
      );
    },
    matters: ({ Status, InstanceAccessControlAttributeConfiguration: found }) => ({
      Status,
      Keys: found?.AccessControlAttributes?.map(({ Key }) => Key),
    }),
    absent: ABSENT,
  });
  if (configured.state !== "known") return configured;
  const rows = configured.value?.InstanceAccessControlAttributeConfiguration?.AccessControlAttributes;
  if (!rows || configured.value?.Status !== "ENABLED")
    return known({ isEnabled: false, values: {} }, configured.evidence);
  const user = await call(calling, {
    service: "identitystore",
    operation: "DescribeUser",
    isAdditional: true,
    region,
    input: { IdentityStoreId, UserId },
    send: async (abortSignal) => {
      const { DescribeUserCommand } = await import("@aws-sdk/client-identitystore");
      return (await calling.clients.identitystore(region)).send(
        new DescribeUserCommand({ IdentityStoreId, UserId, Extensions: ["aws:identitystore:enterprise"] }),
        {
          abortSignal,
        },
      );
    },
    // Attributes beyond names stay out of the evidence (design, section 9): only which of them have a value.
    matters: (found) => ({
      withValue: rows.flatMap(({ Key, Value }) => (attributeValue(found, Value?.Source?.[0]) === null ? [] : [Key])),
    }),
  });
  return mapReading(user, (found) => ({
    isEnabled: true,
    values: Object.fromEntries(
      rows.flatMap(({ Key, Value }) => (Key ? [[Key, attributeValue(found, Value?.Source?.[0])]] : [])),
    ),
  }));
}

export async function trustedServices(calling: CallContext): Promise<Reading<readonly string[]>> {
  const answer = await callPages(calling, {
    service: "organizations",
    operation: "ListAWSServiceAccessForOrganization",
    isAdditional: true,
    input: {},
    send: async (NextToken, abortSignal) => {
      const { ListAWSServiceAccessForOrganizationCommand } = await import("@aws-sdk/client-organizations");
      return (await calling.clients.organizations()).send(
        new ListAWSServiceAccessForOrganizationCommand({ NextToken }),
        { abortSignal },
      );
    },
    rows: ({ EnabledServicePrincipals }) =>
      (EnabledServicePrincipals ?? []).map(({ ServicePrincipal = "" }) => ServicePrincipal),
    next: ({ NextToken }) => NextToken,
    matters: ({ EnabledServicePrincipals }) => ({
      services: (EnabledServicePrincipals ?? []).map(({ ServicePrincipal }) => ServicePrincipal),
    }),
  });
  return mapReading(answer, (found) => found?.rows ?? []);
}

/** How many applications of a user are looked at. */
const APPLICATIONS_DESCRIBED = 5;

export async function applicationsOf(
  calling: CallContext,
  InstanceArn: InstanceArn,
  principal: Principal,
): Promise<Reading<readonly ApplicationFacts[]>> {
  const region = calling.homeRegion();
  const input = { InstanceArn, PrincipalId: principal.id, PrincipalType: principal.type };
  const listed = await callPages(calling, {
    service,
    operation: "ListApplicationAssignmentsForPrincipal",
    isAdditional: true,
    region,
    input,
    send: async (NextToken, abortSignal) => {
      const { ListApplicationAssignmentsForPrincipalCommand } = await import("@aws-sdk/client-sso-admin");
      return (await calling.clients.ssoAdmin(region)).send(
        new ListApplicationAssignmentsForPrincipalCommand({ ...input, MaxResults: LARGEST_PAGE, NextToken }),
        { abortSignal },
      );
    },
    rows: ({ ApplicationAssignments }) =>
      (ApplicationAssignments ?? []).flatMap(({ ApplicationArn }) => ApplicationArn ?? []),
    next: ({ NextToken }) => NextToken,
    matters: ({ ApplicationAssignments }) => ({
      applications: (ApplicationAssignments ?? []).map(({ ApplicationArn }) => ApplicationArn),
    }),
  });
  if (listed.state !== "known") return listed;
  const arns = [...new Set(listed.value?.rows ?? [])].slice(0, APPLICATIONS_DESCRIBED);
  if (arns.length === 0) return known([], listed.evidence);
  const described = allKnown(await Promise.all(arns.map((arn) => describeApplication(calling, arn))));
  return described.state === "known" ? known(described.value, [...listed.evidence, ...described.evidence]) : described;
}

async function describeApplication(calling: CallContext, ApplicationArn: string): Promise<Reading<ApplicationFacts>> {
  const region = calling.homeRegion();
  const answer = await call(calling, {
    service,
    operation: "DescribeApplication",
    isAdditional: true,
    region,
    input: { ApplicationArn },
    send: async (abortSignal) => {
      const { DescribeApplicationCommand } = await import("@aws-sdk/client-sso-admin");
      return (await calling.clients.ssoAdmin(region)).send(new DescribeApplicationCommand({ ApplicationArn }), {
        abortSignal,
      });
    },
    matters: ({ Name, Status }) => ({ Name, Status }),
  });
  return mapReading(answer, (found) => ({
    arn: ApplicationArn,
    name: found?.Name ?? ApplicationArn,
    description: found?.Description,
  }));
}

export async function instanceRegions(
  calling: CallContext,
  InstanceArn: InstanceArn,
): Promise<Reading<readonly Region[]>> {
  const region = calling.homeRegion();
  const answer = await callPages(calling, {
    service,
    operation: "ListRegions",
    isAdditional: true,
    region,
    input: { InstanceArn },
    send: async (NextToken, abortSignal) => {
      const { ListRegionsCommand } = await import("@aws-sdk/client-sso-admin");
      return (await calling.clients.ssoAdmin(region)).send(new ListRegionsCommand({ InstanceArn, NextToken }), {
        abortSignal,
      });
    },
    rows: ({ Regions }) => Regions ?? [],
    next: ({ NextToken }) => NextToken,
    matters: ({ Regions }) => ({ Regions: (Regions ?? []).map(({ RegionName }) => RegionName) }),
  });
  return mapReading(answer, (found) =>
    [...(found?.rows ?? [])]
      .sort((a, b) => Number(b.IsPrimaryRegion === true) - Number(a.IsPrimaryRegion === true))
      .map(({ RegionName = "" }) => certain(parseRegion(RegionName))),
  );
}
