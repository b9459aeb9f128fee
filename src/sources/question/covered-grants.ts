/** Which grants a question covers: the one that it names, or what the user has and lost in an account or everywhere. */
import type { InstanceFacts, PermissionSetFacts } from "../../facts/grant/grant-facts.ts";
import type { NotExamined } from "../../model/diagnosis.ts";
import { AccessError } from "../../model/errors.ts";
import type { EvidenceId } from "../../model/evidence.ts";
import type { AccountId, PermissionSetArn } from "../../model/ids.ts";
import { allKnown, evidenceOf, known, knownValue, mapReading, type Reading } from "../../model/reading.ts";
import type { PrincipalGrant } from "../reader.ts";
import { looksLikeAccountId, looksLikeArn } from "./check-words.ts";
import { type Later, shared, thenRead, thenReadBoth } from "./dependent-reads.ts";
import { grantsReaching } from "./history.ts";
import { type Lost, type LostGrant, lostGrants } from "./lost-grants.ts";
import { newerAccounts } from "./newer-namesakes.ts";
import { rememberedSetRecord } from "./own-records.ts";
import { onlyRemembered, permissionSetFromList, resolveAccountId, resolvePermissionSet } from "./resolve-words.ts";
import { isEntitledRole } from "./second-road.ts";
import type { GrantInQuestion, Subject } from "./subject.ts";

/** How many sets of an account are looked into when nothing in it reaches the user and no set was named. */
const SETS_LOOKED_INTO = 8;

/** What of a question names its grants. */
interface Words {
  /** Id, name or e-mail; null: everywhere. */
  readonly account: string | null;
  /** Name or ARN; null: every set. */
  readonly permissionSet: string | null;
}

/** The grants that a question covers, at least one. */
export interface Covered {
  readonly grants: readonly GrantInQuestion[];
  readonly notExamined: readonly NotExamined[];
}

/** The grants of a question, with a set and an account or with one of them left open. */
export async function grantsOfQuestion(question: Words, subject: Subject): Promise<Covered> {
  const { account, permissionSet } = question;
  await subject.reader.afterFirst?.();
  // Before anything is read: a set that turns out to be gone is forgotten.
  const remembered = shared(rememberedSet(subject, permissionSet));
  if (account !== null) void shared(beginRemembered(subject, account, remembered));
  const accountId = account === null ? undefined : await resolveAccountId(subject.reader, account);
  const unseen =
    account === null || accountId === undefined
      ? []
      : newerAccounts(subject.reader, account, { accountId, now: subject.at });
  if (accountId !== undefined && permissionSet !== null)
    return { grants: [namedGrant(subject, { accountId, words: permissionSet, remembered })], notExamined: unseen };
  const having = shared(grantsOfUser(subject, accountId));
  if (permissionSet === null) void shared(beginReads(subject, having));
  const [had, lost] = await Promise.all([having, lostOfUser(subject, accountId)]);
  const { grants, notExamined } = await openGrants(subject, { accountId, permissionSet, had, lost: lost.grants });
  return { grants, notExamined: [...lost.notExamined, ...notExamined, ...unseen] };
}

interface Found {
  readonly accountId: AccountId | undefined;
  readonly permissionSet: string | null;
  readonly had: Reading<readonly LostGrant[]>;
  readonly lost: readonly LostGrant[];
}

/** The grants of a question that leaves the account or the set open: what the user has, then what they lost. */
async function openGrants(subject: Subject, { accountId, permissionSet, had, lost }: Found): Promise<Covered> {
  const standing = new Set((knownValue(had) ?? []).map(pairKey));
  const found = mapReading(had, (all) => [...all, ...lost.filter((one) => !standing.has(pairKey(one)))]);
  const rows = permissionSet === null ? found : await ofSet(subject, found, permissionSet);
  if (rows.state === "known" && rows.value.length > 0) {
    const grants = distinct(rows.value).map((row) => ({
      ...grantOfSet(subject, row),
      ...(!standing.has(pairKey(row)) && { isLost: true }),
    }));
    return { grants, notExamined: [] };
  }
  if (rows.state === "known" && accountId !== undefined) return setsOfAccount(subject, accountId, rows.evidence);
  const where = accountId ?? (await ownerAccountId(subject));
  return { grants: [unnamedGrant(where, rows.state === "known" ? known(null, rows.evidence) : rows)], notExamined: [] };
}

const grantOfSet = (subject: Subject, { accountId, permissionSetArn }: LostGrant): GrantInQuestion => ({
  accountId,
  permissionSet: setFacts(subject, permissionSetArn),
  isSetLate: Promise.resolve(true),
});

/** A grant whose set is not there, or could not be read. */
const unnamedGrant = (accountId: AccountId, permissionSet: Reading<null>): GrantInQuestion => ({
  accountId,
  permissionSet: Promise.resolve(permissionSet),
  isSetLate: Promise.resolve(false),
});

const pairKey = (row: LostGrant): string => `${row.accountId} ${row.permissionSetArn}`;

/** The ARN for which the name stood when it was last read. */
async function rememberedSet(
  { reader, instance }: Subject,
  words: string | null,
): Promise<PermissionSetArn | undefined> {
  const home = await instance;
  if (words === null || home.state !== "known" || !home.value) return undefined;
  return reader.rememberedPermissionSet(home.value.arn, words);
}

interface NamedGrant {
  readonly accountId: AccountId;
  readonly words: string;
  readonly remembered: Promise<PermissionSetArn | undefined>;
}

/** The grant of a question that names account and set. A remembered set that is gone was created again: its name is read again. */
function namedGrant(subject: Subject, { accountId, words, remembered }: NamedGrant): GrantInQuestion {
  const { reader, instance } = subject;
  const readSet = async (home: InstanceFacts): Later<PermissionSetFacts | null> => {
    const set = await setOrRole(subject, home, { accountId, words });
    if (!(await remembered) || set.state !== "known" || set.value === null) return set;
    const rows = await reader.assignments(home.arn, accountId, set.value.arn);
    return rows.state === "known" && rows.value === null ? permissionSetFromList(reader, home, words) : set;
  };
  const permissionSet = shared(thenRead(instance, readSet, "there is no instance"));
  return {
    accountId,
    permissionSet,
    formerSetArn: shared(formerArn(subject, { words, remembered, permissionSet })),
    isSetLate: shared(remembered.then((arn) => !arn && !looksLikeArn(words))),
  };
}

/** Null where the word is the name of a role that account access manager gives, or permission sets are switched off (facts N2). */
async function setOrRole(
  subject: Subject,
  home: InstanceFacts,
  { accountId, words }: { readonly accountId: AccountId; readonly words: string },
): Later<PermissionSetFacts | null> {
  try {
    return await resolvePermissionSet(subject.reader, home, words);
  } catch (error) {
    const isUnknown = error instanceof AccessError && error.code === "not-found";
    if (isUnknown && (await areSetsOff(subject, home))) return known(null);
    if (isUnknown && (await isEntitledRole(subject, accountId, words))) return known(null);
    throw error;
  }
}

/** Only an instance without any set is asked. */
async function areSetsOff({ reader }: Subject, { arn }: InstanceFacts): Promise<boolean> {
  const arns = knownValue(await reader.permissionSetArns(arn));
  return arns?.length === 0 && knownValue(await reader.permissionSetsEnabled(arn)) === false;
}

/** The ARN for which the name stood when it was last read, where it now stands for another (facts B6). */
async function formerArn(
  { instance, records, at }: Subject,
  { words, remembered, permissionSet }: NamedSet,
): Later<PermissionSetArn | null> {
  const [home, former, now] = await Promise.all([instance, remembered, permissionSet]);
  const isOther = former !== undefined && now.state === "known" && now.value !== null && now.value.arn !== former;
  if (!isOther || home.state !== "known" || !home.value) return mapReading(now, () => null);
  const record = rememberedSetRecord(home.value.arn, { name: words, arn: former, at });
  return known(former, [...evidenceOf(now), records.add(record)]);
}

interface NamedSet {
  readonly words: string;
  readonly remembered: Promise<PermissionSetArn | undefined>;
  readonly permissionSet: Later<PermissionSetFacts | null>;
}

/** Every grant that reaches the user, in one account or everywhere. */
async function grantsOfUser(subject: Subject, accountId: AccountId | undefined): Later<readonly PrincipalGrant[]> {
  const { reader, instance, userId } = subject;
  return thenReadBoth(instance, userId, (home, id) => grantsReaching(reader, home, id, { accountId }));
}

/**
 * What every grant is asked first, before the set's name is read and while what was lost is still looked for: the reader remembers
 * the answers for `readGrant`.
 */
async function beginReads({ reader, instance }: Subject, having: Later<readonly LostGrant[]>): Promise<void> {
  const [home, rows] = await Promise.all([instance, having]);
  if (home.state !== "known" || !home.value || rows.state !== "known") return;
  const { arn } = home.value;
  await Promise.all(
    distinct(rows.value).flatMap(({ accountId, permissionSetArn }) => [
      reader.account(accountId),
      reader.assignments(arn, accountId, permissionSetArn),
      reader.provisionedSets(arn, accountId, "latest"),
      reader.permissionSetName(arn, permissionSetArn),
    ]),
  );
}

/**
 * Account and set as they are remembered are looked into while a describe still checks the account's name: a question by names
 * takes no longer than one by ids.
 */
async function beginRemembered(
  subject: Subject,
  account: string,
  remembered: Promise<PermissionSetArn | undefined>,
): Promise<void> {
  if (looksLikeAccountId(account)) return;
  const accountId = onlyRemembered(subject.reader, account);
  const set = await remembered;
  if (accountId === undefined || set === undefined) return;
  await beginReads(subject, Promise.resolve(known([{ accountId, permissionSetArn: set }])));
}

const NOTHING_LOST: Lost = { grants: [], notExamined: [] };

/** What the user lost, or was to get and did not, in one account or everywhere; sets that are gone left out. */
async function lostOfUser(subject: Subject, accountId: AccountId | undefined): Promise<Lost> {
  const { reader, instance, userId, isBefore, at: now } = subject;
  const [home, id] = await Promise.all([instance, userId]);
  const [at, who] = [knownValue(home), knownValue(id)];
  if (isBefore || !at || !who) return NOTHING_LOST;
  const [user, groupIds] = await Promise.all([
    reader.user(at.identityStoreId, who),
    reader.groupIdsOf(at.identityStoreId, who),
  ]);
  const person = knownValue(user);
  if (!person) return NOTHING_LOST;
  const loser = { user: person, groupIds: knownValue(groupIds) ?? [], accountId, at: now };
  const { grants, notExamined } = await lostGrants(reader, at, loser);
  void shared(beginReads(subject, Promise.resolve(known(grants))));
  const names = await Promise.all(grants.map((one) => reader.permissionSetName(at.arn, one.permissionSetArn)));
  return { grants: grants.filter((_, index) => names[index] && knownValue(names[index]) !== null), notExamined };
}

async function ofSet(
  subject: Subject,
  rows: Reading<readonly LostGrant[]>,
  words: string,
): Later<readonly LostGrant[]> {
  const set = await thenRead(subject.instance, (home) => resolvePermissionSet(subject.reader, home, words));
  if (set.state !== "known") return set;
  return mapReading(rows, (all) => all.filter(({ permissionSetArn }) => permissionSetArn === set.value.arn));
}

/** Nothing in the account reaches the user: the sets that others have there may be the ones that were meant. */
async function setsOfAccount(
  subject: Subject,
  accountId: AccountId,
  evidence: readonly EvidenceId[],
): Promise<Covered> {
  const { reader, instance } = subject;
  const none: Covered = { grants: [unnamedGrant(accountId, known(null, evidence))], notExamined: [] };
  const home = await instance;
  if (home.state !== "known" || !home.value) return none;
  const { arn } = home.value;
  const lists = await Promise.all([
    reader.provisionedSets(arn, accountId, "latest"),
    reader.provisionedSets(arn, accountId, "outdated"),
  ]);
  const sets = allKnown(lists);
  if (sets.state !== "known") return { ...none, grants: [unnamedGrant(accountId, sets)] };
  const arns = sets.value.flat();
  if (arns.length === 0) return none;
  if (arns.length > SETS_LOOKED_INTO)
    return {
      ...none,
      notExamined: [
        { what: "permission sets of the account", reason: `${arns.length} are provisioned there: name one` },
      ],
    };
  const rows = arns.map((permissionSetArn) => ({ accountId, permissionSetArn }));
  void shared(beginReads(subject, Promise.resolve(known(rows))));
  return { ...none, grants: rows.map((row) => ({ ...grantOfSet(subject, row), isOthers: true })) };
}

function setFacts({ reader, instance }: Subject, arn: PermissionSetArn): Later<PermissionSetFacts | null> {
  return thenRead(instance, async (home) =>
    mapReading(await reader.permissionSetName(home.arn, arn), (name) => (name === null ? null : { arn, name })),
  );
}

async function ownerAccountId({ instance, reader }: Subject): Promise<AccountId> {
  const home: Reading<InstanceFacts | null> = await instance;
  if (home.state === "known" && home.value) return home.value.ownerAccountId;
  const caller = await reader.callerIdentity();
  if (caller.state === "known") return caller.value.accountId;
  return resolveAccountId(reader, "000000000000");
}

const distinct = (rows: readonly LostGrant[]): readonly LostGrant[] => [
  ...new Map(rows.map((row) => [pairKey(row), row])).values(),
];
