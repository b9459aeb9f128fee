/** CloudFormation's resources of access in the words of Terraform's: types, properties and attributes (facts AAM13). */
import { ASSIGNMENT, ENTITLEMENT, GROUP, MEMBERSHIP, PERMISSION_SET } from "../planned-change.ts";

export interface AccessResource {
  readonly type: string;
  /** Path of a property → Terraform's attribute. */
  readonly properties: Readonly<Record<string, string>>;
  /** What `Fn::GetAtt` gives → the attribute by which changes refer to it. */
  readonly attributes: Readonly<Record<string, string>>;
  /**
   * What `Ref` gives: the parts of its primary identifier with `|` between them. The order is that of the resource types'
   * schemas; nothing but the split into parts relies on it (inferred).
   */
  readonly identifier: readonly string[];
}

const PRINCIPAL = "Entitlement.PrincipalRole.Principal.IdentityCenter";

/** CloudFormation Template Reference, AWS::SSO::*, AWS::IdentityStore::* and AWS::AccountAccess::Entitlement. */
const RESOURCES: Readonly<Record<string, AccessResource>> = {
  "AWS::SSO::Assignment": {
    type: ASSIGNMENT,
    properties: {
      InstanceArn: "instance_arn",
      TargetId: "target_id",
      PermissionSetArn: "permission_set_arn",
      PrincipalType: "principal_type",
      PrincipalId: "principal_id",
    },
    attributes: {},
    identifier: ["InstanceArn", "TargetId", "TargetType", "PermissionSetArn", "PrincipalType", "PrincipalId"],
  },
  "AWS::SSO::PermissionSet": {
    type: PERMISSION_SET,
    properties: { InstanceArn: "instance_arn", Name: "name" },
    attributes: { PermissionSetArn: "arn" },
    identifier: ["InstanceArn", "arn"],
  },
  "AWS::IdentityStore::Group": {
    type: GROUP,
    properties: { DisplayName: "display_name" },
    attributes: { GroupId: "group_id" },
    identifier: ["group_id", "IdentityStoreId"],
  },
  "AWS::IdentityStore::GroupMembership": {
    type: MEMBERSHIP,
    properties: { GroupId: "group_id", "MemberId.UserId": "member_id" },
    attributes: {},
    identifier: ["MembershipId", "IdentityStoreId"],
  },
  "AWS::AccountAccess::Entitlement": {
    type: ENTITLEMENT,
    properties: {
      ApplicationArn: "application_arn",
      "Entitlement.PrincipalRole.RoleArn": "role_arn",
      [`${PRINCIPAL}.UserId`]: "user_id",
      [`${PRINCIPAL}.GroupId`]: "group_id",
    },
    attributes: {},
    identifier: ["EntitlementId"],
  },
};

export const accessResourceOf = (type: string): AccessResource | undefined =>
  Object.hasOwn(RESOURCES, type) ? RESOURCES[type] : undefined;

/** Of the same services: they bear on access, and are not carried out in thought. */
export const isNearAccess = (type: string): boolean =>
  /^AWS::(?:SSO|IdentityStore|Organizations|AccountAccess)::/.test(type);
