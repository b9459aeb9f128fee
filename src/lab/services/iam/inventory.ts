/** What collectors of a whole account read: everything at once, and the kinds that an account of the lab has none of. */
import type { Call, Handlers } from "../operation.ts";
import { accountOf, entityId, noSuchEntity, tagRows } from "./account.ts";
import { accountRoles, type IamRole } from "./account-roles.ts";
import { marked } from "./marked.ts";
import { policies, versionsOf } from "./policies.ts";

type Iam = typeof import("@aws-sdk/client-iam");

const policyName = (arn: string): string => arn.slice(arn.lastIndexOf("/") + 1);

const roleDetail = (role: IamRole) => ({
  Path: role.path,
  RoleName: role.roleName,
  RoleId: entityId("AROA", role.roleName),
  Arn: role.arn,
  CreateDate: new Date(role.createdAt),
  AssumeRolePolicyDocument: encodeURIComponent(role.trustPolicy),
  InstanceProfileList: [],
  RolePolicyList: Object.entries(role.inlinePolicies).map(([PolicyName, document]) => ({
    PolicyName,
    PolicyDocument: encodeURIComponent(document),
  })),
  AttachedManagedPolicies: role.attachedPolicyArns.map((arn) => ({ PolicyName: policyName(arn), PolicyArn: arn })),
  PermissionsBoundary:
    role.permissionsBoundary === undefined
      ? undefined
      : {
          PermissionsBoundaryType: "PermissionsBoundaryPolicy" as const,
          PermissionsBoundaryArn: role.permissionsBoundary,
        },
  Tags: tagRows(role.tags),
});

/** The account's own policies with their versions, and those of AWS's that its roles have. */
function policyDetails(call: Call, filter: ReadonlySet<string>) {
  const account = accountOf(call);
  const own = account.customerManagedPolicies.map((policy) => {
    const arn = `arn:aws:iam::${account.id}:policy${policy.path}${policy.name}`;
    const { Policy } = policies.GetPolicy?.({ PolicyArn: arn }, call) ?? {};
    return {
      ...Policy,
      Tags: undefined,
      PolicyVersionList: versionsOf(policy).map(({ id, document, createdAt }) => ({
        VersionId: id,
        Document: encodeURIComponent(document),
        IsDefaultVersion: id === (policy.defaultVersion ?? "v1"),
        CreateDate: new Date(createdAt),
      })),
    };
  });
  const attached = new Set(
    accountRoles(call.world, account.id).flatMap(({ attachedPolicyArns }) => attachedPolicyArns),
  );
  const aws = [...attached].filter((arn) => arn.includes(":iam::aws:policy/"));
  const read = (arn: string) => {
    const { Policy } = policies.GetPolicy?.({ PolicyArn: arn }, call) ?? {};
    const { PolicyVersion } = policies.GetPolicyVersion?.({ PolicyArn: arn, VersionId: "v1" }, call) ?? {};
    return { ...Policy, Tags: undefined, PolicyVersionList: PolicyVersion ? [PolicyVersion] : [] };
  };
  return [
    ...(filter.has("LocalManagedPolicy") ? own : []),
    ...(filter.has("AWSManagedPolicy") ? aws.flatMap((arn) => readable(() => read(arn))) : []),
  ];
}

/** A policy that is attached and gone (facts D16) is left out. */
function readable<T>(read: () => T): readonly T[] {
  try {
    return [read()];
  } catch {
    return [];
  }
}

const EVERY_KIND = ["User", "Role", "Group", "LocalManagedPolicy", "AWSManagedPolicy"];

export const inventory: Handlers<Iam> = {
  GetAccountAuthorizationDetails: (input, call) => {
    const { id } = accountOf(call);
    const filter = new Set<string>(input.Filter?.length ? input.Filter : EVERY_KIND);
    const roles = filter.has("Role") ? accountRoles(call.world, id).map(roleDetail) : [];
    const details = policyDetails(call, filter);
    const rows = [
      ...roles.map((role) => ({ role, policy: undefined })),
      ...details.map((policy) => ({ role: undefined, policy })),
    ];
    const { page, ...rest } = marked(rows, input, ["GetAccountAuthorizationDetails", id, [...filter]]);
    return {
      UserDetailList: [],
      GroupDetailList: [],
      RoleDetailList: page.flatMap(({ role }) => role ?? []),
      Policies: page.flatMap(({ policy }) => policy ?? []),
      ...rest,
    };
  },

  ListUsers: () => ({ Users: [], IsTruncated: false }),
  ListGroups: () => ({ Groups: [], IsTruncated: false }),
  ListInstanceProfiles: () => ({ InstanceProfiles: [], IsTruncated: false }),
  ListOpenIDConnectProviders: () => ({ OpenIDConnectProviderList: [] }),
  ListServerCertificates: () => ({ ServerCertificateMetadataList: [], IsTruncated: false }),

  /** A new account has none (API reference of GetAccountPasswordPolicy). */
  GetAccountPasswordPolicy: (_input, call) => {
    throw noSuchEntity(`The Password Policy with domain name ${accountOf(call).id} cannot be found.`);
  },
};
