/** Roles: made, described, changed, tagged, deleted. Those of Identity Center and of services are protected. */
import type { CustomerRole } from "../../../model/organization-document/account-iam.ts";
import { ApiError } from "../../protocol/api-error.ts";
import type { Call, Handlers } from "../operation.ts";
import {
  accountOf,
  alreadyExists,
  checkedTrustPolicy,
  deleteConflict,
  entityId,
  iamOf,
  isSameName,
  limitExceeded,
  noSuchEntity,
  putIam,
  quotasOf,
  tagRows,
  tagsIn,
  withoutKeys,
} from "./account.ts";
import { accountRole, accountRoles, type IamRole, SERVICE_ROLE_PATH } from "./account-roles.ts";
import { marked } from "./marked.ts";

type Iam = typeof import("@aws-sdk/client-iam");

/** Facts 3.6. */
const TRUST_POLICY_CHARACTERS = 2048;

export function roleFor({ world, caller }: Call, roleName = ""): IamRole {
  const role = accountRole(world, caller.accountId, roleName);
  // Facts C4, wording as IAM prints it.
  if (!role) throw noSuchEntity(`The role with name ${roleName} cannot be found.`);
  return role;
}

/** The customer's own role. Facts C4: no customer principal may change a reserved role; wording observed. */
export function changeableRole(call: Call, roleName: string | undefined): CustomerRole {
  const role = roleFor(call, roleName);
  if (role.customer && !role.path.startsWith(SERVICE_ROLE_PATH)) return role.customer;
  throw new ApiError(
    "UnmodifiableEntityException",
    `Cannot perform the operation on the protected role '${role.roleName}' - this role is only modifiable by AWS`,
  );
}

/** Puts the changed role in the place of the one of its name, or removes that one. */
export function putRole(call: Call, name: string, changed: CustomerRole | undefined): void {
  const account = accountOf(call);
  const roles = iamOf(account).roles.flatMap((role) => (role.name === name ? (changed ?? []) : role));
  putIam(call.world, account, { roles });
}

const described = (role: IamRole) => ({
  Path: role.path,
  RoleName: role.roleName,
  RoleId: entityId("AROA", role.roleName),
  Arn: role.arn,
  CreateDate: new Date(role.createdAt),
  AssumeRolePolicyDocument: encodeURIComponent(role.trustPolicy),
  Description: role.description,
  MaxSessionDuration: role.maxSessionDuration,
  PermissionsBoundary:
    role.permissionsBoundary === undefined
      ? undefined
      : {
          PermissionsBoundaryType: "PermissionsBoundaryPolicy" as const,
          PermissionsBoundaryArn: role.permissionsBoundary,
        },
  Tags: Object.keys(role.tags).length > 0 ? tagRows(role.tags) : undefined,
  SourceRoleTemplate: role.template && {
    TemplateArn: role.template.arn,
    TemplateMinorVersion: role.template.minorVersion,
  },
});

export const roles: Handlers<Iam> = {
  ListRoles: (input, call) => {
    const prefix = input.PathPrefix ?? "/";
    const found = accountRoles(call.world, call.caller.accountId).filter(({ path }) => path.startsWith(prefix));
    const { page, ...rest } = marked(
      // Lists leave tags and boundaries out (API reference of ListRoles).
      found.map((role) => ({ ...described(role), Tags: undefined, PermissionsBoundary: undefined })),
      input,
      ["ListRoles", call.caller.accountId, prefix],
    );
    return { Roles: page, ...rest };
  },

  GetRole: (input, call) => ({ Role: described(roleFor(call, input.RoleName)) }),

  CreateRole: (input, call) => {
    const account = accountOf(call);
    const name = input.RoleName ?? "";
    const existing = accountRoles(call.world, account.id);
    if (existing.some(({ roleName }) => isSameName(roleName, name)))
      throw alreadyExists(`Role with name ${name} already exists.`);
    if (existing.length >= quotasOf(account).roles)
      throw limitExceeded(`Cannot exceed quota for RolesPerAccount: ${quotasOf(account).roles}`);
    const role: CustomerRole = {
      name,
      path: input.Path ?? "/",
      trustPolicy: checkedTrustPolicy(input.AssumeRolePolicyDocument, TRUST_POLICY_CHARACTERS),
      description: input.Description,
      maxSessionDuration: input.MaxSessionDuration ?? 3600,
      permissionsBoundary: input.PermissionsBoundary,
      inlinePolicies: {},
      attachedPolicyArns: [],
      tags: tagsIn(input.Tags),
      createdAt: call.now.toISOString(),
    };
    putIam(call.world, account, { roles: [...iamOf(account).roles, role] });
    return { Role: described(roleFor(call, name)) };
  },

  DeleteRole: (input, call) => {
    const role = changeableRole(call, input.RoleName);
    if (role.attachedPolicyArns.length > 0)
      throw deleteConflict("Cannot delete entity, must detach all policies first.");
    if (Object.keys(role.inlinePolicies).length > 0)
      throw deleteConflict("Cannot delete entity, must delete policies first.");
    putRole(call, role.name, undefined);
    return {};
  },

  UpdateRole: (input, call) => {
    const role = changeableRole(call, input.RoleName);
    putRole(call, role.name, {
      ...role,
      description: input.Description ?? role.description,
      maxSessionDuration: input.MaxSessionDuration ?? role.maxSessionDuration,
    });
    return {};
  },

  UpdateRoleDescription: (input, call) => {
    const role = changeableRole(call, input.RoleName);
    putRole(call, role.name, { ...role, description: input.Description });
    return { Role: described(roleFor(call, role.name)) };
  },

  UpdateAssumeRolePolicy: (input, call) => {
    const role = changeableRole(call, input.RoleName);
    const trustPolicy = checkedTrustPolicy(input.PolicyDocument, TRUST_POLICY_CHARACTERS);
    putRole(call, role.name, { ...role, trustPolicy });
    return {};
  },

  PutRolePermissionsBoundary: (input, call) => {
    const role = changeableRole(call, input.RoleName);
    putRole(call, role.name, { ...role, permissionsBoundary: input.PermissionsBoundary });
    return {};
  },

  DeleteRolePermissionsBoundary: (input, call) => {
    const role = changeableRole(call, input.RoleName);
    putRole(call, role.name, { ...role, permissionsBoundary: undefined });
    return {};
  },

  TagRole: (input, call) => {
    const role = changeableRole(call, input.RoleName);
    putRole(call, role.name, { ...role, tags: { ...role.tags, ...tagsIn(input.Tags) } });
    return {};
  },

  UntagRole: (input, call) => {
    const role = changeableRole(call, input.RoleName);
    putRole(call, role.name, { ...role, tags: withoutKeys(role.tags, input.TagKeys) });
    return {};
  },

  ListRoleTags: (input, call) => {
    const role = roleFor(call, input.RoleName);
    const { page, ...rest } = marked(tagRows(role.tags), input, ["ListRoleTags", role.arn]);
    return { Tags: page, ...rest };
  },

  /** The lab has no instances, so no role is in a profile. */
  ListInstanceProfilesForRole: (input, call) => {
    roleFor(call, input.RoleName);
    return { InstanceProfiles: [], IsTruncated: false };
  },
};
