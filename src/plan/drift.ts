/** What changed around a plan between showing it and sending it: any of it makes the answer of a person an answer to something else. */
import type { PlanSurroundings, TouchedGrant, TouchedRole } from "../facts/plan/plan-surroundings.ts";
import type { Principal } from "../model/ids.ts";
import { knownValue, type Reading } from "../model/reading.ts";
import { accountWords } from "./changes/account-words.ts";

/** Sentences with names; none where everything is as it was. */
export function driftBetween(before: PlanSurroundings, after: PlanSurroundings): readonly string[] {
  const names = namesIn(before, after);
  return [
    ...differing([before.caller], [after.caller], () => "The caller's identity changed"),
    ...before.grants.flatMap((grant) => grantDrift(grant, counterpart(grant, after), names)),
    ...before.roles.flatMap((role) => roleDrift(role, after, names)),
    ...before.people.flatMap((person) => personDrift(person, after, names)),
    ...before.groups.flatMap((group) => groupDrift(group, after, names)),
    ...before.accounts.flatMap(({ id, account }) =>
      differing(
        [account],
        [after.accounts.find((one) => one.id === id)?.account],
        () => `The account ${names.account(id)} changed${stateWords(after, id)}`,
      ),
    ),
    ...before.sets.flatMap(({ arn, name, content }) => {
      const now = after.sets.find((one) => one.arn === arn);
      return differing(
        [name, content],
        [now?.name, now?.content],
        () => `The permission set ${names.set(arn)} changed`,
      );
    }),
    ...differing([before.elsewhere], [after.elsewhere], () => "Assignments in other accounts changed"),
  ];
}

interface Names {
  readonly account: (id: TouchedGrant["accountId"]) => string;
  readonly set: (arn: string) => string;
  readonly principal: (id: string) => string;
}

function namesIn(before: PlanSurroundings, after: PlanSurroundings): Names {
  const both = [before, after];
  const accounts = both.flatMap(({ accounts: all }) => all.flatMap(({ account }) => knownValue(account) ?? []));
  const principals = new Map<string, string>();
  for (const { people, groups } of both) {
    for (const { id, user } of people) principals.set(id, knownValue(user)?.userName ?? principals.get(id) ?? id);
    for (const { id, details } of groups) principals.set(id, knownValue(details)?.name ?? principals.get(id) ?? id);
  }
  const sets = both.flatMap(({ sets: all }) => all);
  const named = (id: string): string => {
    const name = principals.get(id);
    return name === undefined || name === id ? id : `${name} (${id})`;
  };
  return {
    account: (id) => accountWords({ accountId: id, accountName: accounts.find((one) => one.id === id)?.name }),
    set: (arn) => sets.flatMap((one) => (one.arn === arn ? (knownValue(one.name) ?? []) : []))[0] ?? arn,
    principal: named,
  };
}

const counterpart = (grant: TouchedGrant, { grants }: PlanSurroundings): TouchedGrant | undefined =>
  grants.find(
    ({ accountId, permissionSetArn }) => accountId === grant.accountId && permissionSetArn === grant.permissionSetArn,
  );

function grantDrift(grant: TouchedGrant, now: TouchedGrant | undefined, names: Names): readonly string[] {
  const place = `${names.set(grant.permissionSetArn)} in ${names.account(grant.accountId)}`;
  const rows = rowDrift(knownValue(grant.attached), now && knownValue(now.attached), {
    names,
    words: (who, isThere) => `${place} is ${isThere ? "now also" : "no longer"} assigned to ${who}`,
  });
  return [
    ...(rows ?? differing([grant.attached], [now?.attached], () => `Who is assigned ${place} could no longer be read`)),
    ...differing([grant.freshness], [now?.freshness], () => `The provisioning of ${place} changed`),
    ...differing([grant.role], [now?.role], () => `The role of ${place} changed`),
  ];
}

/** Undefined where one of the two was not read. */
function rowDrift(
  before: readonly Principal[] | undefined,
  after: readonly Principal[] | undefined,
  { names, words: sentence }: { readonly names: Names; readonly words: (who: string, isThere: boolean) => string },
): readonly string[] | undefined {
  if (!before || !after) return undefined;
  const has = (rows: readonly Principal[], id: string) => rows.some((row) => row.id === id);
  const words = ({ type, id }: Principal) => `${type.toLowerCase()} ${names.principal(id)}`;
  return [
    ...before.filter(({ id }) => !has(after, id)).map((row) => sentence(words(row), false)),
    ...after.filter(({ id }) => !has(before, id)).map((row) => sentence(words(row), true)),
  ];
}

function roleDrift(role: TouchedRole, { roles }: PlanSurroundings, names: Names): readonly string[] {
  const now = roles.find(({ roleArn }) => roleArn === role.roleArn);
  const { roleArn, principals } = role;
  const rows = rowDrift(knownValue(principals), now && knownValue(now.principals), {
    names,
    words: (who, isThere) => `${who} is ${isThere ? "now also" : "no longer"} entitled to ${roleArn}`,
  });
  return [
    ...(rows ??
      differing([principals], [now?.principals], () => `Who is entitled to ${roleArn} could no longer be read`)),
    ...differing([role.application], [now?.application], () => `The application ${role.applicationArn} changed`),
    ...differing([role.trustPolicy], [now?.trustPolicy], () => `The trust policy of ${roleArn} changed`),
  ];
}

function personDrift(
  { id, user, groupIds }: PlanSurroundings["people"][number],
  { people }: PlanSurroundings,
  names: Names,
): readonly string[] {
  const now = people.find((person) => person.id === id);
  const who = `User ${names.principal(id)}`;
  if (!now) return [`${who} no longer has to do with the plan`];
  const [was, is] = [knownValue(user), knownValue(now.user)];
  if (was && is === null) return [`${who} was deleted`];
  if (was && is && was.status !== is.status) return [`${who} is now ${is.status.toLowerCase()}`];
  return [
    ...differing([user], [now.user], () => `${who} changed`),
    ...differing([groupIds], [now.groupIds], () => `The groups of ${names.principal(id)} changed`),
  ];
}

function groupDrift(
  { id, details, members }: PlanSurroundings["groups"][number],
  { groups }: PlanSurroundings,
  names: Names,
): readonly string[] {
  const now = groups.find((group) => group.id === id);
  const which = `Group ${names.principal(id)}`;
  // A group that is assigned nothing here any more is named by the assignment that went.
  if (!now) return [];
  if (knownValue(details) && knownValue(now.details) === null) return [`${which} was deleted`];
  return [
    ...differing([details], [now.details], () => `${which} changed`),
    ...differing([members], [now.members], () => `The members of group ${names.principal(id)} changed`),
  ];
}

function stateWords({ accounts }: PlanSurroundings, id: string): string {
  const account = knownValue(accounts.find((one) => one.id === id)?.account ?? { state: "unread", reason: "" });
  if (account === null) return ": it is no longer in the organization";
  return account === undefined ? "" : `: it is ${account.state}`;
}

type Maybe = Reading<unknown> | undefined;

const differing = (before: readonly Maybe[], after: readonly Maybe[], words: () => string): readonly string[] =>
  JSON.stringify(before.map(contentOf)) === JSON.stringify(after.map(contentOf)) ? [] : [words()];

/** What was read, in an order of its own: lists come as AWS likes. */
function contentOf(reading: Maybe): unknown {
  if (reading === undefined) return "gone";
  return reading.state === "known" ? ordered(reading.value) : reading.state;
}

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered).sort((a, b) => compare(JSON.stringify(a), JSON.stringify(b)));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => compare(a, b))
      .map(([key, item]) => [key, ordered(item)]),
  );
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
