/** The IAM rights that a plan will use, with the resources that each needs (facts 7.2, 7.3). */
import type { InstanceFacts } from "../facts/grant/grant-facts.ts";
import { partitionInArn } from "../model/partition.ts";
import type { PlanStep } from "../model/plan.ts";
import { RESERVED_ROLE_PATH, reservedRoleName } from "../model/reserved-role.ts";
import { callOf } from "./changes/index.ts";

/** Every one of the actions on every one of the resources. */
export interface NeededRights {
  readonly why: "identity-center" | "directory" | "account-access" | "management-account";
  readonly actions: readonly string[];
  /** ARNs. */
  readonly resources: readonly string[];
}

/** Facts 7.3: what the service does in the management account with the caller's own rights; UpdateSAMLProvider was observed. */
const ROLE_ACTIONS = [
  "iam:GetRole",
  "iam:CreateRole",
  "iam:UpdateRole",
  "iam:ListRolePolicies",
  "iam:PutRolePolicy",
  "iam:ListAttachedRolePolicies",
  "iam:AttachRolePolicy",
];
const PROVIDER_ACTIONS = ["iam:GetSAMLProvider", "iam:UpdateSAMLProvider"];
/** In place of the digits that nobody knows before. */
const ANY_SUFFIX = "0000000000000000";

/** Groups of rights that are asked for together; none for an empty plan. */
export function neededRights(steps: readonly PlanStep[], instance: InstanceFacts): readonly NeededRights[] {
  return [
    ...identityCenterRights(steps),
    ...directoryRights(steps, instance),
    ...entitlementRights(steps),
    ...managementRights(steps, instance),
  ];
}

const unique = (items: readonly string[]): readonly string[] => [...new Set(items)];

function identityCenterRights(steps: readonly PlanStep[]): readonly NeededRights[] {
  const changes = steps.map(({ change }) => change).filter((change) => "accountId" in change);
  if (changes.length === 0) return [];
  return [
    {
      why: "identity-center",
      actions: unique(changes.map((change) => `sso:${callOf(change).operation}`)),
      resources: unique(
        changes.flatMap(({ instanceArn, permissionSetArn, accountId }) => [
          instanceArn,
          permissionSetArn,
          `arn:${partitionInArn(instanceArn)}:sso:::account/${accountId}`,
        ]),
      ),
    },
  ];
}

function directoryRights(steps: readonly PlanStep[], { arn, ownerAccountId }: InstanceFacts): readonly NeededRights[] {
  const changes = steps.map(({ change }) => change).filter((change) => "groupId" in change);
  if (changes.length === 0) return [];
  const store = `arn:${partitionInArn(arn)}:identitystore`;
  return [
    {
      why: "directory",
      actions: unique(changes.map((change) => `identitystore:${callOf(change).operation}`)),
      resources: unique(
        changes.flatMap(({ identityStoreId, groupId, userId }) => [
          `${store}::${ownerAccountId}:identitystore/${identityStoreId}`,
          `${store}:::group/${groupId}`,
          `${store}:::user/${userId}`,
        ]),
      ),
    },
  ];
}

/** The resource of every call is the application (facts AAM32). */
function entitlementRights(steps: readonly PlanStep[]): readonly NeededRights[] {
  const changes = steps.map(({ change }) => change).filter((change) => "entitlement" in change);
  if (changes.length === 0) return [];
  return [
    {
      why: "account-access",
      actions: unique(changes.map((change) => `account-access:${callOf(change).operation}`)),
      resources: unique(changes.map(({ entitlement }) => entitlement.applicationArn)),
    },
  ];
}

/** Removals are cleaned up by the service-linked role there, too (facts 3.2), so they ask for nothing. */
function managementRights(steps: readonly PlanStep[], { arn, ownerAccountId }: InstanceFacts): readonly NeededRights[] {
  const names = steps.flatMap(({ change }) =>
    (change.kind === "create-account-assignment" || change.kind === "provision-permission-set") &&
    change.accountId === ownerAccountId
      ? [change.permissionSetName]
      : [],
  );
  if (names.length === 0) return [];
  const account = `arn:${partitionInArn(arn)}:iam::${ownerAccountId}`;
  return [
    {
      why: "management-account",
      actions: ROLE_ACTIONS,
      resources: unique(
        names.map((name) => `${account}:role${RESERVED_ROLE_PATH}${reservedRoleName(name, ANY_SUFFIX)}`),
      ),
    },
    {
      why: "management-account",
      actions: PROVIDER_ACTIONS,
      resources: [`${account}:saml-provider/AWSSSO_${ANY_SUFFIX}_DO_NOT_DELETE`],
    },
  ];
}
