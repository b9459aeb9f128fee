/** sso-admin: the policies of a permission set and its permissions boundary. */
import type { SetContentFacts } from "../../facts/grant/additional-facts.ts";
import type { InstanceArn, PermissionSetArn } from "../../model/ids.ts";
import { LARGEST_PAGE } from "../../model/quotas.ts";
import { evidenceOf, known, mapReading, type Reading } from "../../model/reading.ts";
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
    matters: ({ InlinePolicy }) => ({ InlinePolicy: InlinePolicy ?? "" }),
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
