/** Faults of the instance, of the one who asks, and of the user's record. */
import { MANAGEMENT, userId } from "../organization.ts";
import { askedUser, changeUser, type InjectedFault, someoneElse, takeAssignments } from "./fault.ts";

const DELEGATE = "999988887777";
const UNFINISHED = ["CREATE_IN_PROGRESS", "CREATE_FAILED", "DELETE_IN_PROGRESS"] as const;
const KEY_PROBLEMS = ["KMS_DisabledException", "KMS_AccessDeniedException", "KMS_NotFoundException"] as const;

export const INSTANCE_FAULTS: readonly InjectedFault[] = [
  {
    name: "instance-not-in-region",
    inject: (draft) => {
      draft.asked.region = draft.instance.primaryRegion === "eu-central-1" ? "us-east-1" : "eu-central-1";
    },
  },
  {
    name: "instance-not-active",
    inject: (draft, seed) => {
      draft.instance.status = UNFINISHED[seed % UNFINISHED.length];
    },
  },
  {
    name: "account-instance-only",
    inject: (draft) => {
      if (draft.asked.account === MANAGEMENT) return;
      draft.instance.kind = "account";
      draft.instance.ownerAccountId = draft.asked.account;
    },
  },
  {
    name: "permission-sets-switched-off",
    inject: (draft, seed) => {
      draft.instance.permissionSetsEnabled = false;
      draft.lab.permissionSetsOff = seed % 2 === 0 ? "empty" : "refused";
    },
  },
  {
    name: "kms-key-unusable",
    hidesEverything: true,
    inject: (draft, seed) => {
      draft.instance.encryption = {
        kmsKeyArn: "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555",
        problem: KEY_PROBLEMS[seed % KEY_PROBLEMS.length],
      };
    },
  },
  {
    // Facts 3.7, D4: the delegate asks, and the set that is to be assigned is provisioned in the management account, too.
    name: "delegated-admin-limit",
    inject: (draft) => {
      const { permissionSet } = draft.asked;
      draft.accounts.push({ id: DELEGATE, name: "identity" });
      draft.organization.delegatedAdministrators = [DELEGATE];
      draft.asked.caller = DELEGATE;
      takeAssignments(draft);
      const inManagement = { account: MANAGEMENT, permissionSet };
      const isThere = draft.provisionedRoles.some(
        (row) => row.account === MANAGEMENT && row.permissionSet === permissionSet,
      );
      if (isThere) return;
      draft.assignments.push({ ...inManagement, user: someoneElse(draft) });
      draft.provisionedRoles.push(inManagement);
    },
  },
];

export const USER_FAULTS: readonly InjectedFault[] = [
  { name: "user-disabled", inject: (draft) => changeUser(draft, { status: "DISABLED" }) },
  {
    name: "user-not-found",
    inject: (draft) => {
      draft.asked.user = "nobody@example.com";
    },
  },
  {
    // Facts A6: one person, two records; the assignment is on the other one.
    name: "user-duplicate",
    inject: (draft) => {
      const own = askedUser(draft);
      if (!own) return;
      // Where the own name is an address, the other record has it as its address; else the other's name is the own address.
      const isAddress = own.userName.includes("@");
      const [userName, email] = isAddress ? ["second-record", own.userName] : ["own@example.com", "twin@example.com"];
      draft.users.push({ id: userId(7001), userName, displayName: own.displayName ?? "", email });
      changeUser(draft, { email: "own@example.com" });
      const { account, permissionSet } = draft.asked;
      takeAssignments(draft);
      draft.assignments.push({ account, permissionSet, user: userName });
      draft.provisionedRoles.push({ account, permissionSet });
    },
  },
];
