/** Customer managed policies of the caller's account: permission sets refer to them by name and path (facts D1). */
import type { Account, CustomerManagedPolicy } from "../../../model/organization-document/document.ts";
import { ApiError } from "../../protocol/api-error.ts";
import type { Call, Handlers } from "../operation.ts";
import { marked } from "./marked.ts";

type Iam = typeof import("@aws-sdk/client-iam");

/** Policies of the document carry no dates; all are as old as the organization. */
const CREATED = new Date("2026-01-05T08:00:00Z");

function accountOf({ world, caller }: Call): Account {
  const account = world.accounts.get(caller.accountId);
  if (!account)
    throw new ApiError("InvalidClientTokenId", "The security token included in the request is invalid", {
      status: 403,
    });
  return account;
}

const policyArn = (account: Account, { name, path }: CustomerManagedPolicy): string =>
  `arn:aws:iam::${account.id}:policy${path}${name}`;

const described = (account: Account, policy: CustomerManagedPolicy) => ({
  PolicyName: policy.name,
  Path: policy.path,
  Arn: policyArn(account, policy),
  DefaultVersionId: "v1",
  AttachmentCount: 0,
  IsAttachable: true,
  CreateDate: CREATED,
  UpdateDate: CREATED,
});

function policyFor(call: Call, arn = ""): { readonly account: Account; readonly policy: CustomerManagedPolicy } {
  const account = accountOf(call);
  const policy = account.customerManagedPolicies.find((one) => policyArn(account, one) === arn);
  if (!policy) throw new ApiError("NoSuchEntityException", `Policy ${arn} was not found.`);
  return { account, policy };
}

/** AWS managed policies are taken to exist: the lab does not carry their list. */
const isAwsManaged = (arn = ""): boolean => /^arn:aws[a-z-]*:iam::aws:policy\//.test(arn);

const awsManaged = (arn: string) => ({
  PolicyName: arn.slice(arn.lastIndexOf("/") + 1),
  Arn: arn,
  DefaultVersionId: "v1",
  IsAttachable: true,
});

export const customerPolicies: Handlers<Iam> = {
  CreatePolicy: (input, call) => {
    const account = accountOf(call);
    const policy = { name: input.PolicyName ?? "", path: input.Path ?? "/", document: input.PolicyDocument ?? "" };
    // IAM names are unique in an account whatever their case and path (API reference of CreatePolicy).
    const isTaken = account.customerManagedPolicies.some(
      ({ name }) => name.toLowerCase() === policy.name.toLowerCase(),
    );
    if (isTaken)
      throw new ApiError(
        "EntityAlreadyExistsException",
        `A policy called ${policy.name} already exists. Duplicate names are not allowed.`,
      );
    call.world.accounts.put({
      ...account,
      customerManagedPolicies: [...account.customerManagedPolicies, policy],
    });
    return { Policy: described(account, policy) };
  },

  GetPolicy: (input, call) => {
    if (isAwsManaged(input.PolicyArn)) return { Policy: awsManaged(input.PolicyArn ?? "") };
    const { account, policy } = policyFor(call, input.PolicyArn);
    return { Policy: described(account, policy) };
  },

  GetPolicyVersion: (input, call) => {
    const { policy } = policyFor(call, input.PolicyArn);
    return {
      PolicyVersion: {
        VersionId: "v1",
        IsDefaultVersion: true,
        Document: encodeURIComponent(policy.document),
        CreateDate: CREATED,
      },
    };
  },

  ListPolicies: (input, call) => {
    const account = accountOf(call);
    const prefix = input.PathPrefix ?? "/";
    const found = account.customerManagedPolicies.filter(({ path }) => path.startsWith(prefix));
    const { page, ...rest } = marked(
      found.map((policy) => described(account, policy)),
      input,
      ["ListPolicies", account.id, prefix],
    );
    return { Policies: page, ...rest };
  },

  DeletePolicy: (input, call) => {
    const { account, policy } = policyFor(call, input.PolicyArn);
    const kept = account.customerManagedPolicies.filter((one) => one !== policy);
    call.world.accounts.put({ ...account, customerManagedPolicies: kept });
    return {};
  },
};
