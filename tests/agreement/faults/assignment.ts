/** Faults of the assignment itself: never made, made elsewhere, under way, failed, taken away, left to the dead. */
import { type Draft, distinctGrants, documentOf, goneGroup, goneUser, groupId, setArn } from "../organization.ts";
import {
  adminEvent,
  askedSet,
  askedUser,
  changeUser,
  type InjectedFault,
  isAsked,
  makeNewcomer,
  openAccount,
  requestAssignments,
  someoneElse,
  takeAssignments,
} from "./fault.ts";

const TAKEN_BY = "An unexpected internal service exception was encountered";

/** Everything that reaches the user in the asked account is gone, so that only what the fault adds is there. */
function clearAccount(draft: Draft): void {
  const own = draft.memberships.filter(({ user }) => user === draft.asked.user).map(({ group }) => group);
  const { account, user } = draft.asked;
  const isCleared = (row: Draft["assignments"][number]) =>
    row.account === account && (row.user === user || own.includes(row.group ?? ""));
  draft.assignments = draft.assignments.filter((row) => !isCleared(row));
}

/** The assignments stand at another account or set, and are provisioned there. */
function moveAssignments(draft: Draft, to: Partial<{ account: string; permissionSet: string }>): void {
  const taken = takeAssignments(draft);
  clearAccount(draft);
  draft.assignments.push(...taken.map((row) => ({ ...row, ...to })));
  const roles = new Map(draft.provisionedRoles.map((row) => [`${row.account} ${row.permissionSet}`, row]));
  draft.provisionedRoles = distinctGrants(draft.assignments).map(
    (grant) => roles.get(`${grant.account} ${grant.permissionSet}`) ?? grant,
  );
}

/** The events that removed what reached the user. */
function removalEvents(draft: Draft): void {
  const { account } = draft.asked;
  const user = askedUser(draft);
  for (const row of takeAssignments(draft)) {
    const group = draft.groups.find(({ displayName }) => displayName === row.group);
    draft.events.push(
      adminEvent("DeleteAccountAssignment", {
        instanceArn: draft.instance.arn,
        targetId: account,
        targetType: "AWS_ACCOUNT",
        permissionSetArn: askedSet(draft)?.arn,
        principalType: group ? "GROUP" : "USER",
        principalId: group ? group.id : user?.id,
      }),
    );
  }
}

const RUNS: readonly InjectedFault[] = [
  { name: "assignment-in-progress", inject: (draft) => requestAssignments(draft, { status: "IN_PROGRESS" }) },
  {
    name: "assignment-failed",
    inject: (draft) => requestAssignments(draft, { status: "FAILED", failureReason: TAKEN_BY }),
  },
  { name: "assignment-removed", inject: removalEvents },
  {
    name: "outlives-revocation",
    inject: (draft) => {
      removalEvents(draft);
      const { arn: _, ...identity } = { ...adminEvent("GetRoleCredentials", {}).userIdentity };
      draft.events.push({
        ...adminEvent("GetRoleCredentials", {}, "2026-03-01T11:30:00Z"),
        userIdentity: {
          ...identity,
          type: "IdentityCenterUser",
          onBehalfOf: {
            userId: askedUser(draft)?.id,
            identityStoreArn: "arn:aws:identitystore::123456789012:identitystore/d-906ab1c2d3",
          },
        },
        requestParameters: null,
        serviceEventDetails: { role_name: draft.asked.permissionSet, account_id: draft.asked.account },
        eventType: "AwsServiceEvent",
        readOnly: true,
      });
    },
  },
];

const ELSEWHERE: readonly InjectedFault[] = [
  {
    name: "no-assignment",
    inject: (draft) => {
      takeAssignments(draft);
      makeNewcomer(draft);
    },
  },
  {
    name: "other-account-assigned",
    inject: (draft) => {
      const other = draft.accounts.find(({ id }) => id !== draft.asked.account)?.id;
      moveAssignments(draft, { account: other ?? openAccount(draft) });
    },
  },
  {
    name: "other-set-assigned",
    inject: (draft) => {
      const other = draft.permissionSets.find(({ name }) => name !== draft.asked.permissionSet)?.name ?? "TheOtherSet";
      if (!draft.permissionSets.some(({ name }) => name === other))
        draft.permissionSets.push({ arn: setArn(700), name: other });
      moveAssignments(draft, { permissionSet: other });
    },
  },
  {
    name: "provisioned-not-assigned",
    inject: (draft) => {
      const { account, permissionSet } = draft.asked;
      takeAssignments(draft);
      draft.provisionedRoles.push({ account, permissionSet });
    },
  },
  {
    name: "application-not-account",
    inject: (draft) => {
      takeAssignments(draft);
      draft.applications.push({ name: `Console of ${draft.asked.account}`, assignments: [{ user: draft.asked.user }] });
    },
  },
];

const GROUPS_PER_GRANT = 100;

const PRINCIPALS: readonly InjectedFault[] = [
  {
    // Whoever is in other groups may be in the successor of the deleted one: here nobody is.
    name: "principal-deleted",
    inject: (draft, seed) => {
      const { account, permissionSet } = draft.asked;
      takeAssignments(draft);
      makeNewcomer(draft);
      draft.assignments.push({ account, permissionSet, group: goneGroup(20 + (seed % 2)) });
      draft.provisionedRoles.push({ account, permissionSet });
    },
  },
  {
    name: "principal-recreated",
    inject: (draft, seed) => {
      const { account, permissionSet } = draft.asked;
      takeAssignments(draft);
      changeUser(draft, { createdAt: "2026-02-28T12:00:00Z" });
      const gone = goneUser(20 + (seed % 2));
      draft.assignments.push({ account, permissionSet, user: gone });
      draft.provisionedRoles.push({ account, permissionSet });
      // The same caller deleted the old record and created the present one: only that ties the two (facts A5).
      draft.events.push(adminEvent("DeleteUser", { userId: gone }, "2026-02-28T11:30:00Z"), {
        ...adminEvent("CreateUser", {}, "2026-02-28T12:00:00Z"),
        responseElements: { userId: askedUser(draft)?.id },
      });
    },
  },
  {
    name: "set-recreated",
    inject: (draft) => {
      const { permissionSet } = draft.asked;
      draft.asked.before = structuredClone(documentOf(draft));
      draft.permissionSets = draft.permissionSets.map((set) =>
        set.name === permissionSet ? { ...set, arn: setArn(701) } : set,
      );
      // A set can be deleted only when it is in no account any more (facts B6).
      draft.assignments = draft.assignments.filter((row) => row.permissionSet !== permissionSet);
      draft.provisionedRoles = draft.provisionedRoles.filter((row) => row.permissionSet !== permissionSet);
      draft.requests = draft.requests.filter((row) => row.permissionSet !== permissionSet);
    },
  },
  {
    name: "group-limit-reached",
    rarity: 6,
    inject: (draft) => {
      const { account, permissionSet } = draft.asked;
      takeAssignments(draft);
      for (let at = 0; at < GROUPS_PER_GRANT; at += 1) {
        const displayName = `Squad ${at}`;
        draft.groups.push({ id: groupId(9100 + at), displayName });
        draft.memberships.push({ group: displayName, user: someoneElse(draft) });
        draft.assignments.push({ account, permissionSet, group: displayName });
      }
      draft.provisionedRoles = draft.provisionedRoles.filter((row) => !isAsked(draft)(row));
      draft.provisionedRoles.push({ account, permissionSet });
    },
  },
];

export const ASSIGNMENT_FAULTS: readonly InjectedFault[] = [...RUNS, ...ELSEWHERE, ...PRINCIPALS];
