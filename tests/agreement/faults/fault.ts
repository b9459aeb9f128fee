/** What a fault of the agreement test is, and the edits that most of them are made of. They know nothing of the diagnosis. */
import { type Draft, type DraftAssignment, groupId, userId } from "../organization.ts";

/** Turns a draft into a state that AWS can be in, around the asked grant; may find nothing to change. */
export interface InjectedFault {
  /** The id of the cause that says what this is. */
  readonly name: string;
  readonly inject: (draft: Draft, seed: number) => void;
  /** Once in so many picks: organizations of a thousand rows take their time. */
  readonly rarity?: number;
  /** No read succeeds any more: nothing may be decided. */
  readonly hidesEverything?: true;
}

type Grant = { readonly account?: string | undefined; readonly permissionSet: string };

export const isAsked =
  ({ asked }: Draft) =>
  (row: Grant): boolean =>
    row.account === asked.account && row.permissionSet === asked.permissionSet;

export const askedUser = ({ users, asked }: Draft) => users.find(({ userName }) => userName === asked.user);
export const askedSet = ({ permissionSets, asked }: Draft) =>
  permissionSets.find(({ name }) => name === asked.permissionSet);

const isOwn =
  ({ asked, memberships }: Draft) =>
  ({ user, group }: DraftAssignment): boolean =>
    user === asked.user ||
    (group !== undefined && memberships.some((row) => row.group === group && row.user === asked.user));

/** A minute, an hour, … before the document's time. */
export const LATE = "2026-03-01T11:59:00Z";
export const EARLIER = "2026-03-01T11:00:00Z";

export function dropRole(draft: Draft): void {
  draft.provisionedRoles = draft.provisionedRoles.filter((row) => !isAsked(draft)(row));
}

export function changeRole(draft: Draft, change: Partial<Draft["provisionedRoles"][number]>): void {
  draft.provisionedRoles = draft.provisionedRoles.map((row) => (isAsked(draft)(row) ? { ...row, ...change } : row));
}

export function changeAccount(draft: Draft, change: Partial<Draft["accounts"][number]>): void {
  const { account } = draft.asked;
  if (!draft.accounts.some(({ id }) => id === account)) draft.accounts.push({ id: account });
  draft.accounts = draft.accounts.map((row) => (row.id === account ? { ...row, ...change } : row));
}

export function changeIam(draft: Draft, change: NonNullable<Draft["accounts"][number]["iam"]>): void {
  const now = draft.accounts.find(({ id }) => id === draft.asked.account)?.iam;
  changeAccount(draft, { iam: { ...now, ...change } });
}

export function changeSet(draft: Draft, change: Partial<Draft["permissionSets"][number]>): void {
  draft.permissionSets = draft.permissionSets.map((row) =>
    row.name === draft.asked.permissionSet ? { ...row, ...change } : row,
  );
}

export function changeUser(draft: Draft, change: Partial<Draft["users"][number]>): void {
  draft.users = draft.users.map((row) => (row.userName === draft.asked.user ? { ...row, ...change } : row));
}

/** Takes all assignments of the asked grant away, the role with them (facts 3.2); returns those that reached the user. */
export function takeAssignments(draft: Draft): DraftAssignment[] {
  const reaching = draft.assignments.filter((row) => isAsked(draft)(row) && isOwn(draft)(row));
  draft.assignments = draft.assignments.filter((row) => !isAsked(draft)(row));
  dropRole(draft);
  return reaching;
}

/** Somebody who joined yesterday: in no group, and given nothing by name. */
export function makeNewcomer(draft: Draft): void {
  const { user } = draft.asked;
  draft.memberships = draft.memberships.filter((row) => row.user !== user);
  draft.assignments = draft.assignments.filter((row) => row.user !== user);
}

/** The way in is by groups only: returns them, at least one. */
export function throughGroups(draft: Draft): string[] {
  const { account, permissionSet } = draft.asked;
  draft.assignments = draft.assignments.filter((row) => !isAsked(draft)(row) || row.user !== draft.asked.user);
  const groups = draft.assignments.filter(isAsked(draft)).flatMap(({ group }) => group ?? []);
  const live = groups.filter((group) => draft.groups.some(({ displayName }) => displayName === group));
  if (live.length > 0) return live;
  const id = groupId(7000);
  // Another fault may have made it before, taken its assignment away, and given it another name.
  const made = draft.groups.find((group) => group.id === id);
  const name = made?.displayName ?? "Joined by request";
  if (!made) draft.groups.push({ id, displayName: name });
  draft.assignments.push({ account, permissionSet, group: name });
  return [name];
}

export function leave(draft: Draft, groups: readonly string[]): void {
  draft.memberships = draft.memberships.filter(
    ({ user, group }) => user !== draft.asked.user || !groups.includes(group),
  );
}

/** Another user, whose records stand beside the asked one's. */
export function someoneElse(draft: Draft): string {
  const userName = "someone.else@example.com";
  if (!draft.users.some((user) => user.userName === userName))
    draft.users.push({ id: userId(7000), userName, displayName: "Someone Else" });
  return userName;
}

/** An account that no organization has before its faults, and all its faults have together. */
export function openAccount(draft: Draft): string {
  const id = "555566667777";
  if (!draft.accounts.some((account) => account.id === id)) draft.accounts.push({ id, name: "the-other-one" });
  return id;
}

/** Others are in these groups. */
export function fill(draft: Draft, groups: readonly string[]): void {
  const user = someoneElse(draft);
  for (const group of groups)
    if (!draft.memberships.some((row) => row.group === group && row.user === user))
      draft.memberships.push({ group, user });
}

export function request(draft: Draft, row: Omit<Draft["requests"][number], "account" | "permissionSet">): void {
  draft.requests.push({ ...row, account: draft.asked.account, permissionSet: draft.asked.permissionSet });
}

/** The creation of the assignments that reached the user runs or failed. */
export function requestAssignments(draft: Draft, outcome: Pick<Draft["requests"][number], "status" | "failureReason">) {
  for (const { user, group } of takeAssignments(draft))
    request(draft, { kind: "create-assignment", createdAt: LATE, ...(user ? { user } : { group }), ...outcome });
}

/** What an administrator did, as CloudTrail has it (facts 5.3). */
export const adminEvent = (name: string, requestParameters: Record<string, unknown>, eventTime = EARLIER) => ({
  eventVersion: "1.08",
  userIdentity: {
    type: "AssumedRole",
    arn: "arn:aws:sts::123456789012:assumed-role/Janitor/nightly",
    accountId: "123456789012",
  },
  eventTime,
  eventSource: name.includes("Group") ? "sso-directory.amazonaws.com" : "sso.amazonaws.com",
  eventName: name,
  awsRegion: "us-east-1",
  requestParameters,
  eventType: "AwsApiCall",
  readOnly: false,
  recipientAccountId: "123456789012",
});
