/** Holds expectations about access against an organization: passed, failed, or undecided where something needed is not known. */

import { rowsOf } from "../../facts/organization/compressed-rows.ts";
import type { OrganizationFacts } from "../../facts/organization/facts.ts";
import type { AccountRow, GroupRow, RoleRow, SetRow, UserRow } from "../../facts/organization/rows.ts";
import type { AccessTest, Expectation, OpenChange, Outcome } from "../../model/access-test.ts";
import { trustJudge } from "../families/entitled-role.ts";
import { noteWhoCannotTake, noteWhoCanTake, type RoleScope } from "./role-walks.ts";
import { MOST_DEVIATIONS, type Notes, type Scope, takeNotes } from "./scope.ts";
import {
  type Selection,
  selectAccounts,
  selectGroups,
  selectRoles,
  selectSets,
  selectUsers,
  type TestedOrganization,
} from "./selection.ts";
import { type Allowed, areMembersUnread, noteWhoCan, noteWhoCannot } from "./walks.ts";

interface Verdict {
  readonly outcome: Outcome;
  readonly message: string;
}

/** Where the organization is what a plan would leave. */
export interface Planned {
  /** Changes whose parts are not all known; they could do anything there. */
  readonly open: readonly OpenChange[];
  /** The organization as it is now; undefined where nothing is planned. */
  readonly before: TestedOrganization | undefined;
}

/** The outcome of one expectation. */
export function evaluateExpectation(
  organization: TestedOrganization,
  expectation: Expectation,
  { open, before }: Planned = { open: [], before: undefined },
): AccessTest {
  const { facts } = organization;
  const subject = selectSubject(organization, expectation);
  const accounts = selectAccounts(organization, expectation.account);
  const grants = selectGrants(organization, expectation);
  const only =
    expectation.claim.kind === "only" ? expectation.claim.words.map((one) => selectAllowed(organization, one)) : [];
  const notes = takeNotes(facts);
  const scope = scopeOf(facts, { subject, accounts, sets: grants.kind === "set" ? grants.rows : [] });
  const selections = [subject, accounts, grants];
  const mayMiss = [...reasonsToMiss(selections), ...membersUnread(scope)];
  const roles: RoleScope | undefined =
    grants.kind === "role" ? { ...scope, roles: grants.rows, judge: trustJudge(organization.document) } : undefined;
  const touching = open.filter((change) => (roles ? touchesRoles(scope, change) : touches(scope, change)));
  const verdict =
    (before && nothingLeft(expectation, { selections, only, before })) ??
    nothingSelected(expectation, selections, only, open) ??
    judge(expectation, notesOf(expectation, roles ?? scope, only, notes), mayMiss, touching);
  const told = verdict.outcome === "undecided" && notes.against.length === 0 ? notes.open : notes.against;
  return {
    expectation,
    ...verdict,
    deviations: verdict.outcome === "passed" ? [] : told.slice(0, MOST_DEVIATIONS),
    isCut: told.length > MOST_DEVIATIONS,
  };
}

type Subject = (Selection<UserRow> & { readonly kind: "user" }) | (Selection<GroupRow> & { readonly kind: "group" });

const selectSubject = (organization: TestedOrganization, { subject }: Expectation): Subject =>
  subject.kind === "user"
    ? { kind: "user", ...selectUsers(organization, subject.words) }
    : { kind: "group", ...selectGroups(organization, subject.words) };

type Grants = (Selection<SetRow> & { readonly kind: "set" }) | (Selection<RoleRow> & { readonly kind: "role" });

const selectGrants = (organization: TestedOrganization, { set, role }: Expectation): Grants =>
  role === null
    ? { kind: "set", ...selectSets(organization, set ?? "") }
    : { kind: "role", ...selectRoles(organization, role) };

interface AllowedWords {
  readonly title: string;
  readonly groups: Selection<GroupRow>;
  readonly users: Selection<UserRow>;
}

const selectAllowed = (organization: TestedOrganization, words: string): AllowedWords => ({
  title: `group or user "${words}"`,
  groups: selectGroups(organization, words),
  users: selectUsers(organization, words),
});

interface Selected {
  readonly subject: Subject;
  readonly accounts: Selection<AccountRow>;
  readonly sets: readonly SetRow[];
}

function scopeOf(facts: OrganizationFacts, { subject, accounts, sets }: Selected): Scope {
  const groups = subject.kind === "group" ? subject.rows : [];
  const users = subject.kind === "user" ? subject.rows : groups.flatMap((group) => [...rowsOf(facts.members, group)]);
  return { facts, users: new Set(users), groups, accounts: accounts.rows, sets };
}

function notesOf({ claim }: Expectation, scope: Scope | RoleScope, only: readonly AllowedWords[], notes: Notes): Notes {
  if (claim.kind === "can") {
    if ("roles" in scope) noteWhoCannotTake(scope, notes);
    else noteWhoCannot(scope, notes);
    return notes;
  }
  const allowed =
    claim.kind === "cannot"
      ? { users: new Set<UserRow>(), isOpen: false, areOwnNoted: true }
      : { ...allowedBy(scope.facts, only), areOwnNoted: false };
  if ("roles" in scope) noteWhoCanTake(scope, allowed, notes);
  else noteWhoCan(scope, allowed, notes);
  return notes;
}

function allowedBy(facts: OrganizationFacts, only: readonly AllowedWords[]): Allowed {
  const groups = only.flatMap((one) => one.groups.rows);
  return {
    users: new Set([
      ...only.flatMap((one) => one.users.rows),
      ...groups.flatMap((group) => [...rowsOf(facts.members, group)]),
    ]),
    isOpen: groups.some((group) => areMembersUnread(facts, group)),
  };
}

const reasonsToMiss = (selections: readonly Selection[]): readonly string[] =>
  selections.flatMap(({ title, mayMiss }) => (mayMiss === undefined ? [] : [`${title} may mean more: ${mayMiss}`]));

const membersUnread = ({ facts, groups }: Scope): readonly string[] =>
  groups.some((group) => areMembersUnread(facts, group)) ? ["the members of the group were not all read"] : [];

interface Words {
  readonly selections: readonly Selection[];
  readonly only: readonly AllowedWords[];
  readonly before: TestedOrganization;
}

/** Where words mean something now and nothing after the plan: it deletes or renames what they name, and no typo is at fault. */
function nothingLeft(expectation: Expectation, { selections, only, before }: Words): Verdict | undefined {
  const { claim, account } = expectation;
  const now = [selectSubject(before, expectation), selectAccounts(before, account), selectGrants(before, expectation)];
  if (now.some(({ rows }) => rows.length === 0)) return undefined;
  const lost = selections.find(({ rows, mayMiss }) => rows.length === 0 && mayMiss === undefined);
  if (lost) {
    const words = `After this plan there is no ${lost.title} anymore`;
    return claim.kind === "can"
      ? { outcome: "failed", message: `${words}.` }
      : { outcome: "passed", message: `${words}, so that nobody can.` };
  }
  const isNobody = ({ groups, users }: AllowedWords): boolean => groups.rows.length + users.rows.length === 0;
  const words = claim.kind === "only" ? claim.words : [];
  const gone = only.find((one, at) => isNobody(one) && !isNobody(selectAllowed(before, words[at] ?? "")));
  return (
    gone && {
      outcome: "failed",
      message: `After this plan there is no ${gone.title} anymore. Remove it from the test.`,
    }
  );
}

/** Where words mean nothing at all: a typo must not pass, and what was not read must not fail. */
function nothingSelected(
  { claim }: Expectation,
  selections: readonly Selection[],
  only: readonly AllowedWords[],
  open: readonly OpenChange[],
): Verdict | undefined {
  const nobody = only.filter(({ groups, users }) => groups.rows.length + users.rows.length === 0);
  const empty = [
    ...selections.filter(({ rows }) => rows.length === 0),
    ...nobody.map(({ title, groups, users }) => ({
      title,
      isPattern: false,
      mayMiss: groups.mayMiss ?? users.mayMiss,
    })),
  ];
  const [first] = empty;
  if (!first) return undefined;
  const typo = empty.find(({ isPattern, mayMiss }) => mayMiss === undefined && !(isPattern && claim.kind === "cannot"));
  const unnamed = open.filter(({ isUnnamed, unknown }) => isUnnamed || unknown.includes("name"));
  if (typo && unnamed.length === 0)
    return { outcome: "failed", message: `There is no ${typo.title}. Correct the name, or remove the test.` };
  const hidden = empty.find(({ mayMiss }) => mayMiss !== undefined);
  if (hidden) return undecided([`no ${hidden.title} was read: ${hidden.mayMiss ?? ""}`]);
  if (unnamed.length > 0) return undecided(unnamed.map(openWords));
  return { outcome: "passed", message: `There is no ${first.title}, so that nobody can.` };
}

function judge(
  { claim }: Expectation,
  { against, open }: Notes,
  mayMiss: readonly string[],
  touching: readonly OpenChange[],
): Verdict {
  const canLetIn = touching.some(({ effect }) => effect !== "removal");
  const canTakeAway = touching.some(({ effect }) => effect !== undefined);
  // Who is let in, or out, may be one of those that `only` names: both ways either.
  const canPlanMend = claim.kind === "can" ? canLetIn : claim.kind === "cannot" ? canTakeAway : touching.length > 0;
  const canPlanBreak = claim.kind === "can" ? canTakeAway : canLetIn || (claim.kind === "only" && canTakeAway);
  if (against.length > 0 && !canPlanMend) return { outcome: "failed", message: failureWords(claim.kind) };
  const reasons = [
    ...(open.length > 0 ? ["it is not known whether everybody concerned can"] : []),
    ...mayMiss,
    ...((against.length > 0 && canPlanMend) || canPlanBreak ? touching.map(openWords) : []),
  ];
  return reasons.length > 0 ? undecided(reasons) : { outcome: "passed", message: "As expected." };
}

const undecided = (reasons: readonly string[]): Verdict => ({
  outcome: "undecided",
  message: `Undecided: ${[...new Set(reasons)].join("; ")}.`,
});

function openWords({ address, unknown, because, isDoubtful }: OpenChange): string {
  if (isDoubtful) return `it is not known what becomes of ${address}${because ? ` (${because})` : ""}`;
  return `the plan does not know ${unknown.join(" and ")} of ${address} yet${because ? ` (${because})` : ""}`;
}

function failureWords(kind: Expectation["claim"]["kind"]): string {
  switch (kind) {
    case "can":
      return "Expected to be able to, and cannot everywhere.";
    case "cannot":
      return "Expected not to be able to, and can.";
    case "only":
      return "Others can as well.";
  }
}

/** A membership that is not known, or an entitlement; what is about permission sets changes no role. */
function touchesRoles({ facts, accounts }: Scope, { isEntitlement, accountId }: OpenChange): boolean {
  if (!isEntitlement) return accountId === undefined;
  return accountId === undefined || accounts.some((row) => facts.columns.accounts.ids[row] === accountId);
}

function touches(
  { facts, accounts, sets }: Scope,
  { isEntitlement, accountId, permissionSetArn }: OpenChange,
): boolean {
  if (isEntitlement) return false;
  const { accounts: accountColumns, permissionSets } = facts.columns;
  return (
    (accountId === undefined || accounts.some((row) => accountColumns.ids[row] === accountId)) &&
    (permissionSetArn === undefined || sets.some((row) => permissionSets.arns[row] === permissionSetArn))
  );
}
