/** The content of a permission set: AWS managed and customer managed policies, the inline policy, the permissions boundary. */
import type { PermissionSet, PermissionsBoundary } from "../../../model/organization-document/document.ts";
import { ApiError } from "../../protocol/api-error.ts";
import { paginate } from "../../protocol/paginate.ts";
import { replacePermissionSet } from "../../world/provisioning.ts";
import type { Call, Handlers } from "../operation.ts";
import { conflict, notFound, permissionSetFor, quotaExceeded, refuseDelegate, shortId } from "./access.ts";

type SsoAdmin = typeof import("@aws-sdk/client-sso-admin");
type SetInput = { readonly InstanceArn: string | undefined; readonly PermissionSetArn: string | undefined };

/** Facts 3.6: AWS managed and customer managed policies of a set together. */
const POLICIES_PER_SET = 25;
/** Facts D7 and the observed sentence: bytes that are not white space. */
const INLINE_BYTES = 10_240;

function change(
  call: Call,
  operation: string,
  input: SetInput,
  edit: (set: PermissionSet) => PermissionSet,
): Record<string, never> {
  const set = permissionSetFor(call, operation, input);
  refuseDelegate(call, operation, set);
  replacePermissionSet(call.world, set, edit(set));
  return {};
}

/** Sentence observed for AWS managed policies, with the quota of its time. */
function refuseTooMany(set: PermissionSet): void {
  if (set.managedPolicyArns.length + set.customerManagedPolicies.length < POLICIES_PER_SET) return;
  throw quotaExceeded(
    `You have exceeded AWS SSO limits. Cannot create ManagedPolicy more than ${POLICIES_PER_SET} for id ${shortId(set.arn)}. Please refer to https://docs.aws.amazon.com/singlesignon/latest/userguide/limits.html`,
  );
}

const samePolicy = (a: { name: string; path: string }, b: { name: string; path: string }): boolean =>
  a.name === b.name && a.path === b.path;

const reference = (input: { readonly Name: string | undefined; readonly Path?: string | undefined } | undefined) => ({
  name: input?.Name ?? "",
  path: input?.Path ?? "/",
});

export const permissionSetPolicies: Handlers<SsoAdmin> = {
  AttachManagedPolicyToPermissionSet: (input, call) =>
    change(call, "AttachManagedPolicyToPermissionSet", input, (set) => {
      const arn = input.ManagedPolicyArn ?? "";
      // Sentence observed, its spelling too.
      if (set.managedPolicyArns.includes(arn))
        throw conflict(
          `Permission set with id ${shortId(set.arn)} already has a typed link attachment to a manged policy with ${arn}`,
        );
      if (!isKnownToAws(call, arn)) throw notFound(`Policy does not exist with ARN: ${arn}`);
      refuseTooMany(set);
      return { ...set, managedPolicyArns: [...set.managedPolicyArns, arn] };
    }),

  DetachManagedPolicyFromPermissionSet: (input, call) =>
    change(call, "DetachManagedPolicyFromPermissionSet", input, (set) => {
      const arn = input.ManagedPolicyArn ?? "";
      if (!set.managedPolicyArns.includes(arn)) throw notFound(`Could not find ManagedPolicy with arn ${arn}`);
      return { ...set, managedPolicyArns: set.managedPolicyArns.filter((one) => one !== arn) };
    }),

  ListManagedPoliciesInPermissionSet: (input, call) => {
    const set = permissionSetFor(call, "ListManagedPoliciesInPermissionSet", input);
    const { page, nextToken } = paginate(
      set.managedPolicyArns.map((arn) => ({ Name: arn.slice(arn.lastIndexOf("/") + 1), Arn: arn })),
      { maxResults: input.MaxResults, nextToken: input.NextToken, defaultSize: 100 },
      ["ListManagedPoliciesInPermissionSet", set.arn],
    );
    return { AttachedManagedPolicies: [...page], NextToken: nextToken };
  },

  AttachCustomerManagedPolicyReferenceToPermissionSet: (input, call) =>
    change(call, "AttachCustomerManagedPolicyReferenceToPermissionSet", input, (set) => {
      const policy = reference(input.CustomerManagedPolicyReference);
      if (set.customerManagedPolicies.some((one) => samePolicy(one, policy)))
        throw conflict(
          `Given customer managed policy with name: ${policy.name}  and path ${policy.path} already attached`,
        );
      refuseTooMany(set);
      return { ...set, customerManagedPolicies: [...set.customerManagedPolicies, policy] };
    }),

  DetachCustomerManagedPolicyReferenceFromPermissionSet: (input, call) =>
    change(call, "DetachCustomerManagedPolicyReferenceFromPermissionSet", input, (set) => {
      const policy = reference(input.CustomerManagedPolicyReference);
      const kept = set.customerManagedPolicies.filter((one) => !samePolicy(one, policy));
      if (kept.length === set.customerManagedPolicies.length)
        throw notFound(
          `Given managed policy with name: ${policy.name}  and path ${policy.path} does not exist on PermissionSet`,
        );
      return { ...set, customerManagedPolicies: kept };
    }),

  ListCustomerManagedPolicyReferencesInPermissionSet: (input, call) => {
    const set = permissionSetFor(call, "ListCustomerManagedPolicyReferencesInPermissionSet", input);
    const { page, nextToken } = paginate(
      set.customerManagedPolicies.map(({ name, path }) => ({ Name: name, Path: path })),
      { maxResults: input.MaxResults, nextToken: input.NextToken, defaultSize: 100 },
      ["ListCustomerManagedPolicyReferencesInPermissionSet", set.arn],
    );
    return { CustomerManagedPolicyReferences: [...page], NextToken: nextToken };
  },

  PutInlinePolicyToPermissionSet: (input, call) =>
    change(call, "PutInlinePolicyToPermissionSet", input, (set) => ({
      ...set,
      inlinePolicy: checkedPolicy(input.InlinePolicy ?? ""),
    })),

  /** A set without inline policy answers an empty one (facts 3.3). */
  GetInlinePolicyForPermissionSet: (input, call) => ({
    InlinePolicy: permissionSetFor(call, "GetInlinePolicyForPermissionSet", input).inlinePolicy,
  }),

  DeleteInlinePolicyFromPermissionSet: (input, call) =>
    change(call, "DeleteInlinePolicyFromPermissionSet", input, (set) => ({ ...set, inlinePolicy: "" })),

  PutPermissionsBoundaryToPermissionSet: (input, call) =>
    change(call, "PutPermissionsBoundaryToPermissionSet", input, (set) => ({
      ...set,
      permissionsBoundary: boundaryIn(input.PermissionsBoundary ?? {}),
    })),

  GetPermissionsBoundaryForPermissionSet: (input, call) => {
    const { permissionsBoundary, arn } = permissionSetFor(call, "GetPermissionsBoundaryForPermissionSet", input);
    if (!permissionsBoundary) throw notFound(`There is no permissions boundary for ${arn}`);
    const { kind } = permissionsBoundary;
    return {
      PermissionsBoundary:
        kind === "aws-managed"
          ? { ManagedPolicyArn: permissionsBoundary.arn }
          : {
              CustomerManagedPolicyReference: {
                Name: permissionsBoundary.reference.name,
                Path: permissionsBoundary.reference.path,
              },
            },
    };
  },

  DeletePermissionsBoundaryFromPermissionSet: (input, call) =>
    change(call, "DeletePermissionsBoundaryFromPermissionSet", input, (set) => ({
      ...set,
      permissionsBoundary: undefined,
    })),
};

/** AWS managed policies that an account of the document says are gone are gone everywhere (facts D16). */
const isKnownToAws = ({ world }: Call, arn: string): boolean =>
  ![...world.accounts].some(({ iam }) => iam?.deletedAwsManagedPolicies.includes(arn));

function checkedPolicy(document: string): string {
  const size = Buffer.byteLength(document.replace(/\s/g, ""));
  // Sentence observed.
  if (size > INLINE_BYTES)
    throw new ApiError(
      "ValidationException",
      `Current size of the non-whitespace characters present in the InlinePolicy Document is ${size} bytes which has exceeded the maximum limit of ${INLINE_BYTES} bytes`,
    );
  try {
    const policy: unknown = JSON.parse(document);
    if (typeof policy === "object" && policy !== null && "Statement" in policy) return document;
  } catch {
    // Refused below, like a policy without statements.
  }
  // Sentence observed (catalogue-corrections: inline-policy-invalid).
  throw new ApiError("ValidationException", "Invalid PermissionsPolicy Document");
}

function boundaryIn(input: {
  readonly ManagedPolicyArn?: string | undefined;
  readonly CustomerManagedPolicyReference?:
    | { readonly Name: string | undefined; readonly Path?: string | undefined }
    | undefined;
}): PermissionsBoundary {
  if ((input.ManagedPolicyArn === undefined) === (input.CustomerManagedPolicyReference === undefined))
    throw new ApiError(
      "ValidationException",
      "Exactly one of ManagedPolicyArn and CustomerManagedPolicyReference must be given",
    );
  return input.ManagedPolicyArn === undefined
    ? { kind: "customer-managed", reference: reference(input.CustomerManagedPolicyReference) }
    : { kind: "aws-managed", arn: input.ManagedPolicyArn };
}
