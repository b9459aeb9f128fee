/** Reads again what events touched, what a document could not read, and what follows from the two. */
import { accountOfRole } from "../../../facts/organization/entitlement-columns.ts";
import type { Gap } from "../../../model/coverage.ts";
import type { OrganizationDocument } from "../../../model/organization-document/document.ts";
import { isFinal } from "../collecting/answers.ts";
import type { Collecting } from "../collecting/keyed-reads.ts";
import { sideBySide } from "../collecting/parallel.ts";
import { includesUnits, type MaybeAgain, type ToRead } from "./document-change.ts";
import { entitlementsAgain } from "./read-entitlements.ts";
import {
  accountAgain,
  accountsOfSetAgain,
  grantsAgain,
  groupAgain,
  groupsOfAgain,
  membersAgain,
  pairAgain,
  requestAgain,
  setsOfAccountAgain,
  userAgain,
} from "./read-keys.ts";
import { listAgain } from "./read-lists.ts";
import { parentAgain, unitAgain } from "./read-units.ts";
import { alwaysListed, changesByItself, readingOfGap } from "./still-open.ts";
import type { Touched } from "./touched.ts";

export interface ReadAgain {
  readonly document: OrganizationDocument;
  /** The parts, as JSON, that are known now. */
  readonly answered: ReadonlySet<string>;
  /** What was read, once each. */
  readonly read: readonly ToRead[];
}

export async function readTouched(
  collecting: Collecting,
  document: OrganizationDocument,
  touched: readonly Touched[],
): Promise<ReadAgain> {
  const gaps = document.coverage?.gaps ?? [];
  const refused = gaps.filter(({ failure }) => isFinal(failure));
  const passing = gaps.filter(({ failure }) => !isFinal(failure));
  // What is refused is refused for all of its kind: one of each tells.
  const probes = [...new Map(refused.map((gap) => [gap.failure.operation, gap])).values()];
  const wanted = withFewestAccountCalls(document, [
    ...named(document, [...touched, ...changesByItself(document)]),
    ...[...passing, ...probes].flatMap(({ part }) => readingOfGap(part)),
    ...alwaysListed(document),
  ]);
  // Requests first: one that ended meanwhile has done its work when the pairs are read.
  const start: ReadAgain = { document, answered: new Set(), read: [] };
  const requests = await readAll(collecting, start, wanted.filter(isAboutRequests));
  const keys = await readAll(collecting, requests, wanted);
  return readAll(collecting, keys, followUps(document, keys, wanted, refused));
}

const isAboutRequests = (one: ToRead): boolean =>
  one.kind === "request" || (one.kind === "list" && one.of.endsWith("-requests"));

/** A membership that the snapshot does not know has come and gone since: its group is touched by its coming. */
function named(document: OrganizationDocument, touched: readonly Touched[]): readonly Touched[] {
  const groupOf = new Map(document.memberships.map(({ id, groupId }) => [id, groupId]));
  const roleOf = new Map(document.entitlements.map(({ id, roleArn }) => [id, roleArn]));
  return touched.flatMap((one): readonly Touched[] => {
    if (one.kind === "membership") {
      const group = groupOf.get(one.id);
      return group ? [{ kind: "members", id: group }] : [];
    }
    if (one.kind === "entitlement") {
      const role = roleOf.get(one.id);
      return role ? [{ kind: "entitlements-of-account", id: accountOfRole(role) }] : [];
    }
    const isAboutUnits = one.kind === "parent" || one.kind === "unit" || (one.kind === "list" && one.of === "units");
    return isAboutUnits && !includesUnits(document) ? [] : [one];
  });
}

/** Twenty accounts stand on one page of the list (API model): more than its pages are cheaper as the list. */
function withFewestAccountCalls(document: OrganizationDocument, wanted: readonly ToRead[]): readonly ToRead[] {
  const isOne = ({ kind }: ToRead): boolean => kind === "account";
  const single = distinct(wanted.filter(isOne)).length;
  if (single <= Math.ceil(document.accounts.length / 20)) return wanted;
  return [...wanted.filter((one) => !isOne(one)), { kind: "list", of: "accounts" }];
}

const distinct = (all: readonly ToRead[]): readonly ToRead[] => [
  ...new Map(all.map((one) => [JSON.stringify(one), one])).values(),
];

/** Reads what was not read yet. Lists change the document first: what is put in after them may be named by them. */
async function readAll(collecting: Collecting, so: ReadAgain, wanted: readonly ToRead[]): Promise<ReadAgain> {
  const done = new Set(so.read.map((one) => JSON.stringify(one)));
  const isList = ({ kind }: ToRead): number => Number(kind === "list");
  const read = distinct(wanted)
    .filter((one) => !done.has(JSON.stringify(one)))
    .sort((a, b) => isList(b) - isList(a));
  collecting.progress.expect(read.length);
  const found = await sideBySide(read, (one) => readAgain(collecting, one, so.document));
  const known = found.flatMap((again) => again ?? []);
  return {
    document: known.reduce((now, { change }) => change(now), so.document),
    answered: new Set([...so.answered, ...known.flatMap(({ answers }) => answers.map((part) => JSON.stringify(part)))]),
    read: [...so.read, ...read],
  };
}

function readAgain(collecting: Collecting, one: ToRead, before: OrganizationDocument): Promise<MaybeAgain> {
  switch (one.kind) {
    case "pair":
      return pairAgain(collecting, one);
    case "accounts-of-set":
      return accountsOfSetAgain(collecting, one.permissionSetArn);
    case "sets-of-account":
      return setsOfAccountAgain(collecting, one.id);
    case "grants-of":
      return grantsAgain(collecting, one.principal);
    case "request":
      return requestAgain(collecting, one);
    case "user":
      return userAgain(collecting, one.id);
    case "group":
      return groupAgain(collecting, one.id);
    case "members":
      return membersAgain(collecting, one.id);
    case "groups-of":
      return groupsOfAgain(collecting, one.id);
    case "account":
      return accountAgain(collecting, one.id);
    case "parent":
      return parentAgain(collecting, one.id);
    case "unit":
      return unitAgain(collecting, one.id, before);
    case "list":
      return listAgain(collecting, one.of, before);
    case "entitlements-of-account":
      return entitlementsAgain(collecting, before, { accountId: one.id });
    case "entitlements-of":
      return entitlementsAgain(collecting, before, { principal: one.principal, accountId: undefined });
    case "membership":
    case "entitlement":
      return Promise.resolve(undefined);
  }
}

/** What only the first reading shows to be needed. */
function followUps(
  before: OrganizationDocument,
  { document, answered }: ReadAgain,
  wanted: readonly ToRead[],
  refused: readonly Gap[],
): readonly ToRead[] {
  const present = new Set(document.accounts.map(({ id }) => id));
  const gone = new Set(before.accounts.flatMap(({ id }) => (present.has(id) ? [] : [id])));
  // Identity Center cleans up behind an account that leaves (facts A12): how far it is, its pairs tell.
  const left = [...document.assignments, ...document.provisionedRoles].flatMap(({ accountId, permissionSetArn }) =>
    gone.has(accountId) ? [{ kind: "pair", accountId, permissionSetArn } as const] : [],
  );
  const known = new Set([...before.accounts, ...before.groups].map(({ id }): string => id));
  const came = document.accounts.filter(({ id }) => !known.has(id));
  const areGroupsListed = wanted.some((one) => one.kind === "list" && one.of === "groups");
  const newGroups = areGroupsListed ? document.groups.filter(({ id }) => !known.has(id)) : [];
  const permitted = new Set(
    refused.flatMap(({ part, failure }) => (answered.has(JSON.stringify(part)) ? [failure.operation] : [])),
  );
  return [
    ...left,
    ...[...gone].map((id) => ({ kind: "sets-of-account", id }) as const),
    ...(includesUnits(document) ? came.map(({ id }) => ({ kind: "parent", id }) as const) : []),
    ...newGroups.map(({ id }) => ({ kind: "members", id }) as const),
    ...refused.flatMap(({ part, failure }) => (permitted.has(failure.operation) ? readingOfGap(part) : [])),
  ];
}
