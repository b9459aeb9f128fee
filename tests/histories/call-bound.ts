/**
 * How many calls a question may cost: the formula of docs/design-notes.md ("The call plan"), computed from what is true of the
 * organization. It shares nothing with the code that makes the calls.
 */
import type {
  Assignment,
  OrganizationDocument,
  ProvisionedRole,
} from "../../src/model/organization-document/document.ts";

/** A grant that the answer is about: had, named or lost. */
export interface FollowedGrant {
  readonly account: string;
  /** The set's name; null: none was found. */
  readonly permissionSet: string | null;
}

export interface CountedQuestion {
  readonly document: OrganizationDocument;
  readonly user: { readonly words: string; readonly id: string | undefined };
  /** As it was asked; null: left open. */
  readonly account: string | null;
  readonly permissionSet: string | null;
  readonly grants: readonly FollowedGrant[];
  readonly hasAuditRole: boolean;
}

/** What a question cost, beside what it may cost. */
export interface CallsCounted {
  readonly made: number;
  readonly allowed: number;
  readonly rounds: number;
  readonly roundsAllowed: number;
}

/** Limits of the call plan. */
const MOST = {
  principals: 10,
  described: 12,
  followed: 6,
  groups: 12,
  ownGroups: 25,
  heldNames: 5,
  otherNames: 12,
  namesakes: 3,
};
const PAGE = { api: 100, accounts: 20, events: 50 };

const pages = (rows: number, page: number = PAGE.api): number => Math.max(1, Math.ceil(rows / page));
const distinct = (values: readonly unknown[]): number => new Set(values).size;
const sum = (values: readonly number[]): number => values.reduce((total, one) => total + one, 0);

/** The formula: the question's words, what it looks for beyond them, and each grant that is followed. */
export function callBound(question: CountedQuestion): number {
  const grants = question.grants.map((grant) => standing(question, grant));
  return (
    ofWords(question) +
    (isOpen(question) ? ofSearch(question) : 0) +
    sum(grants.map((grant) => ofGrant(question, grant))) +
    ofLedgers(question, grants) +
    ofTrail(question, grants) +
    ofSecondRoad(question, grants) +
    ofAuditRole(question, grants)
  );
}

/**
 * Calls of which each waits for the one before. Five for names that are known and a question that names account and set; one more
 * where the user or the set must be looked for in a list; four more to find out what a person had, had lost, and what it was called.
 */
export function roundBound(question: CountedQuestion): number {
  const isSearched = isListed(question) || !(isUserId(question) || question.user.words.includes("@"));
  return 5 + (isSearched ? 1 : 0) + (isOpen(question) ? 4 : 0);
}

const isUserId = ({ user }: CountedQuestion): boolean => /^[0-9a-f]{10}-[0-9a-f-]{36}$/.test(user.words);

/** The set is given by its name, and the names of all must be read. */
const isListed = ({ permissionSet }: CountedQuestion): boolean =>
  permissionSet !== null && !permissionSet.startsWith("arn:");

const isOpen = ({ account, permissionSet }: CountedQuestion): boolean => account === null || permissionSet === null;

const groupsOf = ({ document, user }: CountedQuestion): readonly string[] =>
  document.memberships.filter(({ userId }) => userId === user.id).map(({ groupId }) => groupId);

interface Standing {
  readonly account: string;
  readonly attached: readonly Assignment["principal"][];
  readonly reaching: readonly Assignment["principal"][];
  readonly role: ProvisionedRole | undefined;
}

function standing(question: CountedQuestion, { account, permissionSet }: FollowedGrant): Standing {
  const { document, user } = question;
  const set = document.permissionSets.find(({ name }) => name === permissionSet)?.arn;
  const of = (row: { readonly accountId: string; readonly permissionSetArn: string }): boolean =>
    row.accountId === account && row.permissionSetArn === set;
  const attached = document.assignments.filter(of).map(({ principal }) => principal);
  const own: readonly string[] = groupsOf(question);
  const reaching = attached.filter(({ id }) => id === user.id || own.includes(id));
  return { account, attached, reaching, role: document.provisionedRoles.find(of) };
}

/** Caller, instance, user, memberships; each word's look-up; the name of each set. */
function ofWords(question: CountedQuestion): number {
  const { document, user, account, grants } = question;
  const byName = 1 + (user.words.includes("@") ? (user.id === undefined ? 3 : 2) : pages(document.users.length));
  const sets = document.permissionSets.length;
  const accounts = /^[\d-]+$/.test(account ?? "0")
    ? distinct(grants.map((one) => one.account))
    : pages(document.accounts.length, PAGE.accounts);
  return (
    3 +
    pages(groupsOf(question).length) +
    (isUserId(question) ? 0 : byName) +
    accounts +
    (isListed(question) ? pages(sets) + sets : Math.max(1, distinct(grants.map((one) => one.permissionSet))))
  );
}

/** How many of these calls CloudTrail shows. */
const events = ({ document }: CountedQuestion, ...names: readonly string[]): number =>
  document.events.filter(({ eventName }) => names.includes(String(eventName))).length;

const MEMBERSHIPS_ENDED = ["DeleteGroupMembership", "RemoveMemberFromGroup", "PatchGroup"];

/** A question that leaves the account or the set open looks for what the user has and what they lost. */
function ofSearch(question: CountedQuestion): number {
  const groups = groupsOf(question).length;
  const followed = (...names: readonly string[]): number => Math.min(MOST.followed, events(question, ...names));
  const grants = 1 + groups + followed(...MEMBERSHIPS_ENDED) + followed("DeleteGroup") + followed("DeleteUser");
  const ownGroups = events(question, "DeleteGroup") > 0 ? Math.min(groups, MOST.ownGroups) : 0;
  const removals = followed("DeleteAccountAssignment") + 1;
  // Where nothing reaches the user in the account: the sets that are provisioned there, and whether the instance has any at all.
  return grants + ownGroups + removals + 3;
}

/** Assignments, the two lists of provisioned sets, who is attached, and what else the user has. */
function ofGrant(question: CountedQuestion, { attached, reaching, role }: Standing): number {
  const isReached = reaching.length > 0;
  const looked = isReached ? reaching : attached.slice(0, MOST.principals);
  const principals = sum(looked.map(({ type }) => (type === "GROUP" && !isReached ? 2 : 1)));
  const lists = 2 + (role?.freshness === "latest" ? 0 : 1);
  return lists + principals + (isReached ? ofReached(question) : ofUnreached(question, attached));
}

/** When it was granted: the three newest requests; where the role's name matters, how the three newest removals ended. */
const ofReached = (question: CountedQuestion): number => 3 + (question.hasAuditRole ? ofRemovals(question) : 0);

/** The request of each of the three newest removals, and the group that it was taken from. */
const ofRemovals = (question: CountedQuestion): number => 2 * Math.min(3, events(question, "DeleteAccountAssignment"));

/** The user's other grants with their names, two look-ups of other records of theirs, removals, and what few situations ask. */
function ofUnreached(question: CountedQuestion, attached: Standing["attached"]): number {
  const { document } = question;
  const groups = groupsOf(question).length;
  const isDeleted = attached.some(({ type, id }) => type === "GROUP" && !document.groups.some((one) => one.id === id));
  const others = attached.some(({ type }) => type === "GROUP") ? MOST.heldNames : MOST.otherNames;
  return (
    1 +
    Math.min(groups, MOST.groups) +
    Math.min(others, document.permissionSets.length) +
    ofOtherRecords(question, attached) +
    ofRemovals(question) +
    (attached.length === 0 ? 1 : 0) +
    (isDeleted ? Math.min(groups, MOST.ownGroups) : 0)
  );
}

/** Two look-ups by address; where groups are assigned one page of users, and the groups of each record of the same name. */
function ofOtherRecords({ document, user }: CountedQuestion, attached: Standing["attached"]): number {
  const own = document.users.find(({ id }) => id === user.id);
  const isSame = (name: string): boolean => name.toLowerCase() === own?.displayName.toLowerCase();
  const namesakes = document.users.filter(({ id, displayName }) => id !== own?.id && isSame(displayName)).length;
  const isGroups = attached.some(({ type }) => type === "GROUP");
  return 2 * 2 + (isGroups ? 1 + 2 + 2 * Math.min(namesakes, MOST.namesakes) : 0);
}

/** Lists of requests are read once for all grants, and each request is described once. */
function ofLedgers({ document }: CountedQuestion, grants: readonly Standing[]): number {
  const unfinished = (kind: "create-assignment" | "provision"): number =>
    document.requests.filter((request) => request.kind === kind && request.status !== "SUCCEEDED").length;
  const isProvisioning = grants.some(({ attached, role }) => attached.length > 0 && role?.freshness !== "latest");
  const described = (kind: "create-assignment" | "provision"): number => 2 + Math.min(unfinished(kind), 48);
  // Where a request failed for a policy, the set's content; where for a group, the group's name; trusted access.
  const ofFailures = unfinished("create-assignment") + unfinished("provision") > 0 ? grants.length * 4 + 2 : 0;
  return 1 + described("create-assignment") + (isProvisioning ? described("provision") : 0) + ofFailures;
}

/** Each event name once, in pages of fifty. */
function ofTrail(question: CountedQuestion, grants: readonly Standing[]): number {
  const { document, user } = question;
  const isExternal = document.users.some(({ id, externalId }) => id === user.id && externalId !== undefined);
  const ended = isExternal ? ["PatchGroup"] : ["DeleteGroupMembership", "RemoveMemberFromGroup"];
  const lost = ["DeleteAccountAssignment", "DeleteGroup", ...ended, "CreateGroup", "DeleteUser", "CreateUser"];
  const joins = isExternal ? ["PatchGroup"] : ["CreateGroupMembership", "AddMemberToGroup"];
  const isUnreached = grants.some(({ reaching }) => reaching.length === 0);
  const names = [
    ...(isOpen(question) ? lost : []),
    // Two names, and a third where a deleted group is assigned beside one that is there.
    ...(isUnreached && !isOpen(question) ? ["DeleteAccountAssignment", "DeleteGroup", "CreateGroup"] : []),
    ...(isUnreached && isOpen(question) ? ["DisassociateDirectory"] : []),
    ...(isUnreached || isOpen(question) ? [] : ["DeleteAccountAssignment"]),
    ...(events(question, "DeleteGroupMembership") > 0 ? ["CreateGroupMembership"] : []),
    // Since when the user is in a group that lost the grant.
    ...(isUnreached && events(question, "DeleteAccountAssignment") > 0 ? joins : []),
  ];
  const uses = Math.min(grants.length, events(question, "DeleteAccountAssignment"));
  return sum(names.map((name) => Math.min(5, pages(events(question, name), PAGE.events)))) + uses;
}

/**
 * Where no permission set reaches the user: the entitlements in the account, or of the user and of each group where none is named, the
 * names of the groups, and up to five roles an account.
 */
function ofSecondRoad(question: CountedQuestion, grants: readonly Standing[]): number {
  const { document, hasAuditRole } = question;
  const accounts = [...new Set(grants.flatMap(({ account, reaching }) => (reaching.length === 0 ? [account] : [])))];
  if (document.accountAccessApplications.length === 0 || accounts.length === 0) return 0;
  const groups = groupsOf(question).length;
  const rows = (account: string) => document.entitlements.filter(({ roleArn }) => roleArn.split(":")[4] === account);
  const lists = question.account === null ? 1 + groups : sum(accounts.map((account) => pages(rows(account).length)));
  const others = question.account === null ? 0 : ofOthersEntitled(question, accounts.flatMap(rows));
  return 2 + lists + accounts.length * (hasAuditRole ? 1 + 5 : 0) + groups + others;
}

/** Who else is entitled to the role in question; where one of them is gone, what CloudTrail tells of it, and the user's own groups. */
function ofOthersEntitled(question: CountedQuestion, rows: OrganizationDocument["entitlements"]): number {
  const { document, permissionSet } = question;
  if (document.permissionSets.some(({ name, arn }) => name === permissionSet || arn === permissionSet)) return 0;
  const isThere = ({ id }: { readonly id: string }): boolean =>
    [...document.users, ...document.groups].some((one) => one.id === id);
  const names = ["DeleteUser", "CreateUser", "DeleteGroup", "CreateGroup"];
  const isGone = rows.some(({ principal }) => !isThere(principal));
  const told = sum(names.map((name) => pages(events(question, name), PAGE.events)));
  return (
    Math.min(MOST.principals, rows.length) + (isGone ? told + Math.min(groupsOf(question).length, MOST.ownGroups) : 0)
  );
}

/** For each account the role, its list of roles, its providers, quota and policies; for each grant the role in full. */
function ofAuditRole({ hasAuditRole, document }: CountedQuestion, grants: readonly Standing[]): number {
  if (!hasAuditRole) return 0;
  const isFailed = document.requests.some(({ status }) => status === "FAILED");
  const inline = (arn: string | undefined): number =>
    document.permissionSets.some((set) => set.arn === arn && set.inlinePolicy !== "") ? 1 : 0;
  const roles = grants.flatMap(({ role }) => (role ? [3 + inline(role.permissionSetArn)] : []));
  return distinct(grants.map(({ account }) => account)) * (3 + (isFailed ? 2 : 0)) + sum(roles);
}
