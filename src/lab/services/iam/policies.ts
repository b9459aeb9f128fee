/** Managed policies: the account's own, which permission sets refer to by name and path (facts D1), and AWS's. */
import type { CustomerManagedPolicy } from "../../../model/organization-document/account-iam.ts";
import type { Account } from "../../../model/organization-document/document.ts";
import type { Call, Handlers } from "../operation.ts";
import {
  accountOf,
  alreadyExists,
  checkedDocument,
  deleteConflict,
  entityId,
  iamOf,
  isSameName,
  noSuchEntity,
  tagRows,
  tagsIn,
  withoutKeys,
} from "./account.ts";
import { accountRoles } from "./account-roles.ts";
import { AWS_MANAGED_POLICIES, awsManagedDocument } from "./aws-managed-policies.ts";
import { marked } from "./marked.ts";

type Iam = typeof import("@aws-sdk/client-iam");

/** API reference of CreatePolicy: characters without white space. */
const POLICY_CHARACTERS = 6144;
/** Policies of a document carry no dates unless it gives them; all are as old as the organization. */
export const DEFAULT_CREATED = "2026-01-05T08:00:00Z";

const policyArn = (account: Account, { name, path }: CustomerManagedPolicy): string =>
  `arn:aws:iam::${account.id}:policy${path}${name}`;

const isAwsManaged = (arn = ""): boolean => /^arn:aws[a-z-]*:iam::aws:policy\//.test(arn);

/** The account's policy by ARN. */
export function policyFor(call: Call, arn = ""): { readonly account: Account; readonly policy: CustomerManagedPolicy } {
  const account = accountOf(call);
  const policy = account.customerManagedPolicies.find((one) => policyArn(account, one) === arn);
  // IAM's own wording; the same for policies of other accounts.
  if (!policy) throw noSuchEntity(`Policy ${arn} was not found.`);
  return { account, policy };
}

/** Any policy of AWS's counts as existing unless the document says that it is gone (facts D16). */
export function isKnownPolicy(call: Call, arn: string): boolean {
  const account = accountOf(call);
  if (isAwsManaged(arn)) return !iamOf(account).deletedAwsManagedPolicies.includes(arn);
  return account.customerManagedPolicies.some((one) => policyArn(account, one) === arn);
}

/** Puts the changed policy in the place of the one of its name, or removes that one. */
export function putPolicy(
  call: Call,
  account: Account,
  name: string,
  changed: CustomerManagedPolicy | undefined,
): void {
  const customerManagedPolicies = account.customerManagedPolicies.flatMap((one) =>
    one.name === name ? (changed ?? []) : one,
  );
  call.world.accounts.put({ ...account, customerManagedPolicies });
}

const attachments = (call: Call, arn: string): number =>
  accountRoles(call.world, call.caller.accountId).filter(({ attachedPolicyArns }) => attachedPolicyArns.includes(arn))
    .length;

function described(call: Call, account: Account, policy: CustomerManagedPolicy) {
  const created = policy.createdAt ?? DEFAULT_CREATED;
  return {
    PolicyName: policy.name,
    PolicyId: entityId("ANPA", policy.name),
    Path: policy.path,
    Arn: policyArn(account, policy),
    DefaultVersionId: policy.defaultVersion ?? "v1",
    AttachmentCount: attachments(call, policyArn(account, policy)),
    PermissionsBoundaryUsageCount: 0,
    IsAttachable: true,
    Description: policy.description,
    CreateDate: new Date(created),
    UpdateDate: new Date(policy.versions?.at(-1)?.createdAt ?? created),
  };
}

const awsManaged = (call: Call, arn: string) => ({
  PolicyName: arn.slice(arn.lastIndexOf("/") + 1),
  PolicyId: "ANPAXXXXXXXXXXXXXXXXX",
  Arn: arn,
  Path: arn.slice(arn.indexOf(":policy/") + ":policy".length, arn.lastIndexOf("/") + 1),
  DefaultVersionId: "v1",
  AttachmentCount: attachments(call, arn),
  PermissionsBoundaryUsageCount: 0,
  IsAttachable: true,
  CreateDate: new Date(DEFAULT_CREATED),
  UpdateDate: new Date(DEFAULT_CREATED),
});

export const policies: Handlers<Iam> = {
  CreatePolicy: (input, call) => {
    const account = accountOf(call);
    const name = input.PolicyName ?? "";
    if (account.customerManagedPolicies.some((one) => isSameName(one.name, name)))
      throw alreadyExists(`A policy called ${name} already exists. Duplicate names are not allowed.`);
    const policy: CustomerManagedPolicy = {
      name,
      path: input.Path ?? "/",
      document: checkedDocument(input.PolicyDocument, POLICY_CHARACTERS),
      description: input.Description,
      tags: tagsIn(input.Tags),
      createdAt: call.now.toISOString(),
    };
    const customerManagedPolicies = [...account.customerManagedPolicies, policy];
    call.world.accounts.put({ ...account, customerManagedPolicies });
    const tags = Object.keys(policy.tags ?? {}).length > 0 ? tagRows(policy.tags) : undefined;
    return { Policy: { ...described(call, account, policy), Tags: tags } };
  },

  GetPolicy: (input, call) => {
    const arn = input.PolicyArn ?? "";
    if (isAwsManaged(arn)) {
      if (!isKnownPolicy(call, arn)) throw noSuchEntity(`Policy ${arn} was not found.`);
      return { Policy: awsManaged(call, arn) };
    }
    const { account, policy } = policyFor(call, arn);
    const tags = Object.keys(policy.tags ?? {}).length > 0 ? tagRows(policy.tags) : undefined;
    return { Policy: { ...described(call, account, policy), Tags: tags } };
  },

  ListPolicies: (input, call) => {
    const account = accountOf(call);
    const prefix = input.PathPrefix ?? "/";
    const own = account.customerManagedPolicies
      .filter(({ path }) => path.startsWith(prefix))
      .map((policy) => described(call, account, policy));
    const aws = AWS_MANAGED_POLICIES.map((arn) => awsManaged(call, arn)).filter(({ Path }) => Path.startsWith(prefix));
    const scope = input.Scope ?? "All";
    const rows = [...(scope === "Local" ? [] : aws), ...(scope === "AWS" ? [] : own)].filter(
      ({ AttachmentCount }) => input.OnlyAttached !== true || AttachmentCount > 0,
    );
    const { page, ...rest } = marked(rows, input, ["ListPolicies", account.id, prefix, scope, input.OnlyAttached]);
    return { Policies: page, ...rest };
  },

  DeletePolicy: (input, call) => {
    const { account, policy } = policyFor(call, input.PolicyArn);
    if (attachments(call, input.PolicyArn ?? "") > 0)
      throw deleteConflict("Cannot delete a policy attached to entities.");
    if ((policy.versions?.length ?? 1) > 1)
      throw deleteConflict(
        "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy.",
      );
    putPolicy(call, account, policy.name, undefined);
    return {};
  },

  ListEntitiesForPolicy: (input, call) => {
    const arn = input.PolicyArn ?? "";
    if (!isKnownPolicy(call, arn)) throw noSuchEntity(`Policy ${arn} was not found.`);
    const roles = accountRoles(call.world, call.caller.accountId)
      .filter(({ attachedPolicyArns }) => attachedPolicyArns.includes(arn))
      .map(({ roleName }) => ({ RoleName: roleName }));
    const { page, ...rest } = marked(roles, input, ["ListEntitiesForPolicy", arn]);
    return { PolicyRoles: page, PolicyGroups: [], PolicyUsers: [], ...rest };
  },

  TagPolicy: (input, call) => {
    const { account, policy } = policyFor(call, input.PolicyArn);
    putPolicy(call, account, policy.name, { ...policy, tags: { ...policy.tags, ...tagsIn(input.Tags) } });
    return {};
  },

  UntagPolicy: (input, call) => {
    const { account, policy } = policyFor(call, input.PolicyArn);
    putPolicy(call, account, policy.name, { ...policy, tags: withoutKeys(policy.tags, input.TagKeys) });
    return {};
  },

  ListPolicyTags: (input, call) => {
    const { policy } = policyFor(call, input.PolicyArn);
    const { page, ...rest } = marked(tagRows(policy.tags), input, ["ListPolicyTags", input.PolicyArn]);
    return { Tags: page, ...rest };
  },

  GetPolicyVersion: (input, call) => {
    const arn = input.PolicyArn ?? "";
    const known = isAwsManaged(arn) ? awsManagedDocument(arn) : undefined;
    if (known !== undefined)
      return {
        PolicyVersion: {
          VersionId: "v1",
          IsDefaultVersion: true,
          Document: encodeURIComponent(known),
          CreateDate: new Date(DEFAULT_CREATED),
        },
      };
    const { policy } = policyFor(call, arn);
    const version = versionsOf(policy).find(({ id }) => id === (input.VersionId ?? ""));
    if (!version)
      throw noSuchEntity(`Policy ${arn} version ${input.VersionId ?? ""} does not exist or is not attachable.`);
    return {
      PolicyVersion: {
        VersionId: version.id,
        IsDefaultVersion: version.id === (policy.defaultVersion ?? "v1"),
        Document: encodeURIComponent(version.document),
        CreateDate: new Date(version.createdAt),
      },
    };
  },
};

/** All versions; a policy that was never changed has `v1`. */
export const versionsOf = (policy: CustomerManagedPolicy) =>
  policy.versions ?? [{ id: "v1", document: policy.document, createdAt: policy.createdAt ?? DEFAULT_CREATED }];
