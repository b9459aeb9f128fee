/** Assignments and provisioning, some awaited, some not, some that AWS can only fail. */
import { alive, type GrantRow, gone, type HistoryWorld, oneOf, tell, wasDone } from "../world.ts";
import type { Step } from "./step.ts";

const input = ({ instance }: HistoryWorld, { account, set, principalType, principal }: GrantRow) => ({
  InstanceArn: instance,
  TargetId: account,
  TargetType: "AWS_ACCOUNT",
  PermissionSetArn: set,
  PrincipalType: principalType,
  PrincipalId: principal,
});

/** Three of four times the request ends before the next step begins. */
export async function mayWait({ api, random }: HistoryWorld): Promise<void> {
  if (random.isHit(0.75)) await api.control("POST", "/_lab/clock", { advance: "PT2M30S" });
}

async function assign(world: HistoryWorld, row: GrantRow, words: string): Promise<string> {
  const answer = await world.api.call("sso-admin", "CreateAccountAssignment", input(world, row));
  const status = wasDone(answer)
    ? (answer.output["AccountAssignmentCreationStatus"] as { RequestId: string })
    : undefined;
  if (status) world.happenings.push({ what: "assigned", at: await world.now(), row, request: status.RequestId });
  await mayWait(world);
  return tell(words, answer);
}

async function unassign(world: HistoryWorld, row: GrantRow, words: string): Promise<string> {
  const answer = await world.api.call("sso-admin", "DeleteAccountAssignment", input(world, row));
  const status = wasDone(answer)
    ? (answer.output["AccountAssignmentDeletionStatus"] as { RequestId: string })
    : undefined;
  if (status) world.happenings.push({ what: "unassigned", at: await world.now(), row, request: status.RequestId });
  await mayWait(world);
  return tell(words, answer);
}

/** A place and somebody who is there. */
function randomRow(world: HistoryWorld): GrantRow | undefined {
  const principalType = world.random.isHit(0.65) ? "GROUP" : "USER";
  const principal = oneOf(world, alive(principalType === "GROUP" ? world.groups : world.users));
  const [account, set] = [oneOf(world, alive(world.accounts)), oneOf(world, alive(world.sets))];
  return principal && account && set && { account: account.id, set: set.id, principalType, principal: principal.id };
}

/** Rows that exist, as AWS lists them. */
export async function assignedRows(world: HistoryWorld, account: string): Promise<readonly GrantRow[]> {
  const lists = alive(world.sets).map(async ({ id }) => {
    const answer = await world.api.call("sso-admin", "ListAccountAssignments", {
      InstanceArn: world.instance,
      AccountId: account,
      PermissionSetArn: id,
    });
    const rows = wasDone(answer) ? answer.output["AccountAssignments"] : [];
    return (rows as readonly { PrincipalType: "USER" | "GROUP"; PrincipalId: string }[]).map(
      ({ PrincipalType, PrincipalId }): GrantRow => ({
        account,
        set: id,
        principalType: PrincipalType,
        principal: PrincipalId,
      }),
    );
  });
  return (await Promise.all(lists)).flat();
}

export const nameOf = ({ users, groups, sets, accounts }: HistoryWorld, id: string): string =>
  [...users, ...groups, ...sets, ...accounts].find((row) => row.id === id)?.name ?? id;

const inWords = (world: HistoryWorld, { set, account, principalType, principal }: GrantRow): string =>
  `${nameOf(world, set)} in ${nameOf(world, account)} of ${principalType.toLowerCase()} ${nameOf(world, principal)}`;

export const grantSteps: Readonly<Record<string, Step>> = {
  assign: async (world) => {
    const row = randomRow(world);
    return row && assign(world, row, `assign ${inWords(world, row)}`);
  },
  "assign-somebody-gone": async (world) => {
    const row = randomRow(world);
    const isGroup = world.random.isHit(0.6);
    const principal = oneOf(world, gone(isGroup ? world.groups : world.users));
    if (!row || !principal) return undefined;
    const orphan: GrantRow = { ...row, principalType: isGroup ? "GROUP" : "USER", principal: principal.id };
    return assign(world, orphan, `assign ${inWords(world, orphan)}, who is gone`);
  },
  unassign: async (world) => {
    const account = oneOf(world, alive(world.accounts));
    const row = account && oneOf(world, await assignedRows(world, account.id));
    return row && unassign(world, row, `remove ${inWords(world, row)}`);
  },
  /** Nothing is there to remove: the request fails, and an event of the call stays (facts 2.4 D17). */
  "unassign-nothing": async (world) => {
    const row = randomRow(world);
    return row && unassign(world, row, `remove ${inWords(world, row)}, there or not`);
  },
  "unassign-and-assign-again": async (world) => {
    const account = oneOf(world, alive(world.accounts));
    const row = account && oneOf(world, await assignedRows(world, account.id));
    if (!row) return undefined;
    const removed = await unassign(world, row, `remove ${inWords(world, row)}`);
    await world.api.control("POST", "/_lab/clock", { advance: "PT2M30S" });
    return `${removed}; ${await assign(world, row, "and assign it again")}`;
  },
  provision: async (world) => {
    const [set, account] = [oneOf(world, alive(world.sets)), oneOf(world, alive(world.accounts))];
    if (!set || !account) return undefined;
    const isAll = world.random.isHit(0.3);
    const answer = await world.api.call("sso-admin", "ProvisionPermissionSet", {
      InstanceArn: world.instance,
      PermissionSetArn: set.id,
      ...(isAll ? { TargetType: "ALL_PROVISIONED_ACCOUNTS" } : { TargetType: "AWS_ACCOUNT", TargetId: account.id }),
    });
    await mayWait(world);
    return tell(`provision ${set.name} to ${isAll ? "all accounts" : account.name}`, answer);
  },
};
