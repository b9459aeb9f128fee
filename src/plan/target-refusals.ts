/** What AWS refuses because of a step's target: a principal, permission set or account that is gone, or a quota that is used up. */
import type { PlanSurroundings, TouchedAccount } from "../facts/plan/plan-surroundings.ts";
import type { Change } from "../model/change.ts";
import type { PlanStep } from "../model/plan.ts";
import {
  GROUPS_PER_PERMISSION_SET_AND_ACCOUNT,
  MANAGED_POLICIES_PER_ROLE,
  MOST_MANAGED_POLICIES_PER_ROLE,
  PERMISSION_SETS_PER_ACCOUNT,
} from "../model/quotas.ts";
import { knownValue } from "../model/reading.ts";
import { accountWords } from "./changes/account-words.ts";
import { removes } from "./order.ts";
import type { Predicted, Refusal } from "./refusal.ts";

/** Removals are left to AWS: what is gone needs none, and a suspended account's rows can still be removed. */
export function targetRefusals(steps: readonly PlanStep[], around: PlanSurroundings): Predicted {
  const adding = steps.filter(({ change }) => !removes(change));
  return {
    refusals: adding.flatMap((step) =>
      [
        principalRefusal(step, around),
        setRefusal(step, around),
        accountRefusal(step, around),
        quotaRefusal(step, around),
      ]
        .filter((refusal) => refusal !== undefined)
        .map((refusal): Refusal => ({ ...refusal, affects: [step.number] })),
    ),
    warnings: [...new Set(adding.flatMap((step) => quotaWarnings(step, around)))],
  };
}

/** Facts D13: AWS assigns nothing to a principal that the directory does not know; a new one of the same name has another id. */
function principalRefusal({ change }: PlanStep, around: PlanSurroundings): Refusal | undefined {
  const gone = principalsOf(change).find(({ type, id }) =>
    type === "GROUP"
      ? around.groups.some((group) => group.id === id && knownValue(group.details) === null)
      : around.people.some((person) => person.id === id && knownValue(person.user) === null),
  );
  if (!gone) return undefined;
  const noun = gone.type === "GROUP" ? "Group" : "User";
  return {
    kind: "principal-deleted",
    summary: `${noun} ${gone.name === gone.id ? gone.id : `${gone.name} (${gone.id})`} is deleted, and AWS gives nothing to a deleted ${noun.toLowerCase()}`,
    steps: [`Give the access to the ${noun.toLowerCase()} that is there now, if there is one`],
  };
}

function principalsOf(
  change: Change,
): readonly { readonly type: string; readonly id: string; readonly name: string }[] {
  const assigned = "entitlement" in change ? change.entitlement : change;
  if ("principal" in assigned) return [{ ...assigned.principal, name: assigned.principalName }];
  if (!("groupId" in change)) return [];
  return [
    { type: "GROUP", id: change.groupId, name: change.groupName },
    { type: "USER", id: change.userId, name: change.userName },
  ];
}

function setRefusal({ change }: PlanStep, { sets }: PlanSurroundings): Refusal | undefined {
  if (!("accountId" in change)) return undefined;
  const set = sets.find(({ arn }) => arn === change.permissionSetArn);
  if (!set || knownValue(set.name) !== null) return undefined;
  return {
    kind: "permission-set-deleted",
    summary: `The permission set ${change.permissionSetName} (${change.permissionSetArn}) is deleted`,
    steps: ["Use the permission set that replaced it, if there is one"],
  };
}

/** Facts A12 and D10: in an account that is closed, closing, suspended or not activated yet Identity Center cannot make a role. */
function accountRefusal({ change }: PlanStep, { accounts }: PlanSurroundings): Refusal | undefined {
  if (!("accountId" in change)) return undefined;
  const account = knownValue(
    accounts.find(({ id }) => id === change.accountId)?.account ?? { state: "unread", reason: "" },
  );
  if (account === undefined) return undefined;
  if (account === null)
    return {
      kind: "account-not-in-organization",
      summary: `${accountWords(change)} is not an account of the organization`,
      steps: ["Check the account id, or invite the account to the organization"],
    };
  if (account.state === "ACTIVE") return undefined;
  return {
    kind: "account-not-active",
    summary: `The account ${accountWords({ accountId: account.id, accountName: account.name })} is ${account.state}, and Identity Center cannot make a role there`,
    steps: [
      account.state === "PENDING_ACTIVATION"
        ? "Wait until AWS has activated the account, or leave it out"
        : "Reactivate the account or leave it out",
    ],
  };
}

/** Facts A22 and D6: neither can be raised further. */
function quotaRefusal({ change }: PlanStep, { grants, sets }: PlanSurroundings): Refusal | undefined {
  if (!("accountId" in change)) return undefined;
  const policies = policiesOf(change, sets);
  if (policies > MOST_MANAGED_POLICIES_PER_ROLE)
    return {
      kind: "quota-reached",
      summary: `${change.permissionSetName} has ${policies} managed policies; IAM attaches at most ${MOST_MANAGED_POLICIES_PER_ROLE} to a role, even with a raised quota`,
      steps: ["Remove managed policies from the permission set, or combine them"],
    };
  if (change.kind !== "create-account-assignment" || change.principal.type !== "GROUP") return undefined;
  const grant = grants.find(
    ({ accountId, permissionSetArn }) => accountId === change.accountId && permissionSetArn === change.permissionSetArn,
  );
  const rows = (grant && knownValue(grant.attached)) ?? [];
  const groups = rows.filter(({ type }) => type === "GROUP").length;
  if (groups < GROUPS_PER_PERMISSION_SET_AND_ACCOUNT || rows.some(({ id }) => id === change.principal.id))
    return undefined;
  return {
    kind: "quota-reached",
    summary: `${change.permissionSetName} in ${accountWords(change)} is assigned to ${groups} groups; AWS allows ${GROUPS_PER_PERMISSION_SET_AND_ACCOUNT}`,
    steps: ["Remove assignments to groups that no longer need it, or add people to a group that has it"],
  };
}

/** Quotas that AWS raises on request: it may have done so. */
function quotaWarnings({ number, change }: PlanStep, { accounts, sets, grants }: PlanSurroundings): readonly string[] {
  if (!("accountId" in change)) return [];
  const policies = policiesOf(change, sets);
  const account: TouchedAccount | undefined = accounts.find(({ id }) => id === change.accountId);
  const provisioned = (account && knownValue(account.provisionedSets)) ?? 0;
  const grant = grants.find(
    ({ accountId, permissionSetArn }) => accountId === change.accountId && permissionSetArn === change.permissionSetArn,
  );
  const place = accountWords({
    accountId: change.accountId,
    accountName: account && knownValue(account.account)?.name,
  });
  const isNew = grant !== undefined && knownValue(grant.freshness) === "not-provisioned";
  return [
    ...(policies > MANAGED_POLICIES_PER_ROLE && policies <= MOST_MANAGED_POLICIES_PER_ROLE
      ? [
          `${change.permissionSetName} has ${policies} managed policies: step ${number} fails unless the IAM quota of managed policies per role in ${place} was raised above ${MANAGED_POLICIES_PER_ROLE}`,
        ]
      : []),
    ...(isNew && provisioned >= PERMISSION_SETS_PER_ACCOUNT
      ? [
          `${place} has ${provisioned} permission sets: step ${number} fails unless the quota of permission sets per account was raised above ${PERMISSION_SETS_PER_ACCOUNT}`,
        ]
      : []),
  ];
}

function policiesOf(change: Extract<Change, { accountId: unknown }>, sets: PlanSurroundings["sets"]): number {
  const set = sets.find(({ arn }) => arn === change.permissionSetArn);
  const content = set && knownValue(set.content);
  return content ? content.managedPolicyArns.length + content.customerManagedPolicies.length : 0;
}
