/** iam in the caller's own account: reserved roles to look at, customer managed policies to make, protection to run into. */
import type { PermissionSetContent } from "../../../model/organization-document/document.ts";
import { ApiError } from "../../protocol/api-error.ts";
import type { Call, Handlers, Operations } from "../operation.ts";
import { accountRole, accountRoles, type IamRole, isProtected, samlProviderName } from "./account-roles.ts";
import { marked } from "./marked.ts";
import { customerPolicies } from "./policies.ts";

type Iam = typeof import("@aws-sdk/client-iam");

/** What the inline policy is called on the role is open (facts 8.13); this is the name that is commonly seen. */
const INLINE_POLICY_NAME = "AwsSSOInlinePolicy";

const noSuchEntity = (message: string): ApiError => new ApiError("NoSuchEntityException", message);

function roleFor({ world, caller }: Call, roleName = ""): IamRole {
  const role = accountRole(world, caller.accountId, roleName);
  if (!role) throw noSuchEntity(`The role with name ${roleName} cannot be found.`);
  return role;
}

/** Facts C4: no customer principal may change a reserved role; wording observed. */
function refuseProtected(roleName = ""): void {
  if (isProtected(roleName))
    throw new ApiError(
      "UnmodifiableEntityException",
      `Cannot perform the operation on the protected role '${roleName}' - this role is only modifiable by AWS`,
    );
}

const described = (role: IamRole) => ({
  Path: role.path,
  RoleName: role.roleName,
  RoleId: `AROA${role.roleName.slice(-16).toUpperCase().padStart(17, "X")}`,
  Arn: role.arn,
  CreateDate: new Date(role.createdAt),
  AssumeRolePolicyDocument: encodeURIComponent(role.trustPolicy),
  Description: role.description,
  MaxSessionDuration: role.maxSessionDuration,
});

function attachedPolicies(content: PermissionSetContent | undefined, accountId: string) {
  const managed = (content?.managedPolicyArns ?? []).map((arn) => ({
    PolicyName: arn.slice(arn.lastIndexOf("/") + 1),
    PolicyArn: arn,
  }));
  const own = (content?.customerManagedPolicies ?? []).map(({ name, path }) => ({
    PolicyName: name,
    PolicyArn: `arn:aws:iam::${accountId}:policy${path}${name}`,
  }));
  return [...managed, ...own];
}

const roles: Handlers<Iam> = {
  ListRoles: (input, call) => {
    const prefix = input.PathPrefix ?? "/";
    const found = accountRoles(call.world, call.caller.accountId).filter(({ path }) => path.startsWith(prefix));
    const { page, ...rest } = marked(found.map(described), input, ["ListRoles", call.caller.accountId, prefix]);
    return { Roles: page, ...rest };
  },

  GetRole: (input, call) => ({ Role: described(roleFor(call, input.RoleName)) }),

  ListAttachedRolePolicies: (input, call) => {
    const role = roleFor(call, input.RoleName);
    const { page, ...rest } = marked(attachedPolicies(role.content, call.caller.accountId), input, [
      "ListAttachedRolePolicies",
      role.arn,
    ]);
    return { AttachedPolicies: page, ...rest };
  },

  ListRolePolicies: (input, call) => {
    const hasInline = (roleFor(call, input.RoleName).content?.inlinePolicy ?? "") !== "";
    return { PolicyNames: hasInline ? [INLINE_POLICY_NAME] : [], IsTruncated: false };
  },

  GetRolePolicy: (input, call) => {
    const { content, roleName } = roleFor(call, input.RoleName);
    if (!content?.inlinePolicy || input.PolicyName !== INLINE_POLICY_NAME)
      throw noSuchEntity(`The role policy with name ${input.PolicyName ?? ""} cannot be found.`);
    return {
      RoleName: roleName,
      PolicyName: INLINE_POLICY_NAME,
      PolicyDocument: encodeURIComponent(content.inlinePolicy),
    };
  },

  ListSAMLProviders: (_input, call) => {
    const hasProvider = accountRoles(call.world, call.caller.accountId).some(({ roleName }) => isProtected(roleName));
    const arn = `arn:aws:iam::${call.caller.accountId}:saml-provider/${samlProviderName(call.world)}`;
    return { SAMLProviderList: hasProvider ? [{ Arn: arn }] : [] };
  },

  GetAccountSummary: (_input, call) => ({
    // Facts 3.6: default quotas.
    SummaryMap: {
      Roles: accountRoles(call.world, call.caller.accountId).length,
      RolesQuota: 1000,
      AttachedPoliciesPerRoleQuota: 10,
    },
  }),
};

function refuseChange(input: { readonly RoleName: string | undefined }, call: Call): never {
  const { roleName } = roleFor(call, input.RoleName);
  refuseProtected(roleName);
  throw new ApiError("UnmodifiableEntityException", `This lab does not change the role '${roleName}'`);
}

/** Changes of roles: all that exist here are protected or belong to Organizations. */
const changes: Handlers<Iam> = {
  DeleteRole: refuseChange,
  UpdateRole: refuseChange,
  UpdateAssumeRolePolicy: refuseChange,
  PutRolePolicy: refuseChange,
  DeleteRolePolicy: refuseChange,
  AttachRolePolicy: refuseChange,
  DetachRolePolicy: refuseChange,
  PutRolePermissionsBoundary: refuseChange,
};

export const iam: Operations = { ...roles, ...changes, ...customerPolicies } as Operations;
