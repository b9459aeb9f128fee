/** The repair is an Identity Center write that AWS refuses to a delegated administrator: the management account is touched. */
import type { CallerFacts, InstanceFacts } from "../../../facts/grant/grant-facts.ts";
import type { Remedy } from "../../../model/diagnosis.ts";
import { evidenceOf, knownValue } from "../../../model/reading.ts";
import { type Cause, defineCause, type Found } from "../../cause.ts";
import { isAccountClosed } from "../../families/reach.ts";
import { accountName, grantName, setName } from "../../path/names.ts";
import type { WalkedGrant } from "../../path/walked-grant.ts";
import { assignmentFailed } from "../assignment-failed/cause.ts";
import { noAssignment } from "../no-assignment/cause.ts";
import { notProvisioned } from "../not-provisioned/cause.ts";
import { otherAccountAssigned } from "../other-account-assigned/cause.ts";
import { otherSetAssigned } from "../other-set-assigned/cause.ts";
import { outdated } from "../outdated/cause.ts";
import { principalDeleted } from "../principal-deleted/cause.ts";
import { principalRecreated } from "../principal-recreated/cause.ts";
import { provisioningFailed } from "../provisioning-failed/cause.ts";
import { roleMissing } from "../role-missing/cause.ts";

/** The causes whose repair is CreateAccountAssignment, DeleteAccountAssignment or ProvisionPermissionSet. */
const REPAIRED_BY_ADMIN_WRITE: readonly Cause[] = [
  assignmentFailed,
  principalRecreated,
  principalDeleted,
  otherSetAssigned,
  otherAccountAssigned,
  noAssignment,
  provisioningFailed,
  notProvisioned,
  outdated,
  roleMissing,
];

interface DelegateLimit extends Found {
  readonly caller: CallerFacts;
  readonly instance: InstanceFacts;
  readonly isTargetManagement: boolean;
}

export const delegatedAdminLimit = defineCause<DelegateLimit>({
  id: "delegated-admin-limit",
  stage: "instance",
  rank: 30,
  title: "A delegated administrator cannot make this change",
  facts: ["2.4 D4", "3.7"],
  noticedIn: "facts",
  explains: REPAIRED_BY_ADMIN_WRITE.map(({ id }) => id),
  blocksEveryRepair: true,
  standsAlone: false,
  confidenceRule: "Likely: the documented limit applies, but the change was not attempted.",
  documentation: {
    symptoms: [
      "You can't assign permission sets provisioned in the management account",
      "You don't have permission to assign permission sets that are provisioned in the management account",
      "AccessDeniedException on CreateAccountAssignment from the delegated administrator account",
      "The permission set works from the management account but not from the delegated administrator",
      "You can't delete permission sets provisioned in the management account",
      "You can't modify permission sets provisioned in the management account",
      "You can't remove access to permission sets provisioned in the management account",
    ],
    why: "A delegated administrator cannot change access to the management account, nor any permission set that is provisioned there. A single assignment of a set in the management account keeps the delegated administrator from managing this set in any account.",
    whatToDo:
      "Make this change from the management account. To avoid the problem in future, use separate permission sets for the management account, so that the delegated administrator can manage all others.",
    sources: [
      "https://docs.aws.amazon.com/singlesignon/latest/userguide/delegated-admin.html",
      "https://docs.aws.amazon.com/singlesignon/latest/userguide/delegated-admin-how-to-register.html",
      "https://docs.aws.amazon.com/singlesignon/latest/userguide/troubleshooting.html",
      "https://github.com/fivexl/terraform-aws-sso-elevator/issues/101",
    ],
  },
  find: (grant) => {
    const { facts } = grant;
    const caller = knownValue(facts.caller);
    const instance = knownValue(facts.instance);
    if (!caller || !instance || caller.accountId === instance.ownerAccountId) return undefined;
    const isTargetManagement = facts.accountId === instance.ownerAccountId;
    if (!isTargetManagement && knownValue(facts.isSetInManagementAccount) !== true) return undefined;
    if (!isAdminWriteNext(grant)) return undefined;
    const evidence = [facts.caller, facts.instance, facts.isSetInManagementAccount].flatMap(evidenceOf);
    return { confidence: "likely", evidence, caller, instance, isTargetManagement };
  },
  explain: ({ caller, instance, isTargetManagement }, grant) =>
    `${
      isTargetManagement
        ? `${accountName(grant)} is the management account`
        : `${setName(grant)} is also provisioned in the management account (${instance.ownerAccountId})`
    }, and the caller (${caller.arn}) is in account ${caller.accountId}. AWS does not let a delegated administrator change ${isTargetManagement ? "access to that account" : "such a set, in any account"}.`,
  remedy: (found, grant) => fromManagementAccount(found, grant),
});

/** A person or account that must come first makes the limit a later concern. */
function isAdminWriteNext(grant: WalkedGrant): boolean {
  if (isAccountClosed(grant) || knownValue(grant.facts.user)?.status !== "ENABLED") return false;
  return REPAIRED_BY_ADMIN_WRITE.some((cause) => {
    const remedy = cause.diagnose(grant)?.remedy;
    return remedy?.kind === "api" && remedy.changes.some(({ kind }) => kind !== "create-group-membership");
  });
}

const fromManagementAccount = (
  { instance: { ownerAccountId }, isTargetManagement }: DelegateLimit,
  grant: WalkedGrant,
): Remedy => ({
  kind: "human",
  summary: `Repair ${grantName(grant)} with credentials of the management account (${ownerAccountId})`,
  risk: "low",
  steps: [
    `With credentials of the management account ${ownerAccountId}, run the same \`idc-doctor fix\` again.`,
    ...(isTargetManagement
      ? []
      : [
          `If the delegated administrator should manage this access in future, have the owner of the management account use a separate permission set there and remove ${setName(grant)} from the management account. A different set means a role with a different name, so announce the change to the people who use it.`,
        ]),
  ],
});
