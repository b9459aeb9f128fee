/** Gathers the facts of one question: resolves its words, finds the grants that it covers, and reads each of them. */

import type { GatheredFacts } from "../../facts/grant/gathered-facts.ts";
import type { AdditionalFacts } from "../../facts/grant/grant-facts.ts";
import {
  type ActionAsked,
  EVERY_ACCOUNT,
  type GrantFacts,
  type InstanceFacts,
  type PermissionSetFacts,
} from "../../facts/grant/grant-facts.ts";
import type { Context } from "../../model/context.ts";
import type { DiagnosedQuestion, NotExamined } from "../../model/diagnosis.ts";
import { AccessError } from "../../model/errors.ts";
import type { AccountId, PermissionSetArn, UserId } from "../../model/ids.ts";
import { allKnown, known, knownValue, mapReading, type Reading, unread } from "../../model/reading.ts";
import type { PrincipalGrant, Reader } from "../reader.ts";
import { type Later, shared, thenRead, thenReadBoth } from "./dependent-reads.ts";
import { findInstance } from "./find-instance.ts";
import { readGrant } from "./grant.ts";
import { grantsReaching } from "./history.ts";
import { type Lost, type LostGrant, lostGrants } from "./lost-grants.ts";
import { profileMeant } from "./profile-meant.ts";
import {
  checkWords,
  looksLikeArn,
  permissionSetFromList,
  resolveAccountId,
  resolvePermissionSet,
  resolveUserId,
} from "./resolve-words.ts";
import type { GrantInQuestion, Subject } from "./subject.ts";
import { type ClientInput, clientEvidence } from "./user-configuration.ts";

/** The words of a question. Without a set: every set of the account; without an account: everywhere. */
export interface Question {
  /** userName, e-mail, display name or id. */
  readonly user: string;
  /** Id, name or e-mail. */
  readonly account: string | null;
  /** Name or ARN. */
  readonly permissionSet: string | null;
  readonly isRegionGiven: boolean;
  /** What the user wants to do there and is denied. */
  readonly action?: ActionAsked | undefined;
  /** The user's aws configuration. */
  readonly client?: ClientInput | undefined;
  /** A reader of the snapshot from before: "it worked on Monday". */
  readonly before?: Reader | undefined;
  /** Everything that may explain the answer is asked, also where CloudTrail makes it wait. */
  readonly isThorough?: boolean | undefined;
  /** Asked of the snapshot from before, to be compared. */
  readonly isBefore?: boolean | undefined;
}

/** How many sets of an account are looked into when nothing in it reaches the user and no set was named. */
const SETS_LOOKED_INTO = 8;

/**
 * The facts of every grant that the question covers.
 *
 * @throws AccessError `bad-input`, `not-found` or `ambiguous` when the words cannot be resolved; credentials errors of the reader.
 */
export async function collectFacts(question: Question, reader: Reader, context: Context): Promise<GatheredFacts> {
  checkWords(question);
  const subject = openSubject(question, reader, context);
  const { grants, notExamined } = await grantsOfQuestion(question, subject);
  const asked = { ...subject, isProfileFor: profileMeant(question, grants) };
  const facts = await Promise.all(grants.map((grant) => readGrant(asked, grant)));
  return {
    question: await understood(question, subject, facts),
    at: subject.at,
    grants: facts,
    notExamined,
    evidence: { ...(question.client && clientEvidence(question.client, subject.at)), ...reader.evidence() },
    calls: reader.calls(),
  };
}

function openSubject(question: Question, reader: Reader, context: Context): Subject {
  const home = shared(findInstance(reader));
  const instance = shared(home.then((found) => found.instance));
  // The caller is asked beside the first look for the instance, not after it.
  void reader.callerIdentity().catch(() => undefined);
  return {
    reader,
    question: {
      user: question.user,
      account: question.account ?? EVERY_ACCOUNT,
      permissionSet: question.permissionSet,
      region: reader.region,
      isRegionGiven: question.isRegionGiven,
      action: question.action ?? null,
    },
    client: question.client,
    isBefore: question.isBefore,
    isThorough: question.isThorough,
    before: question.before && ((grant) => grantBefore(question, grant, context)),
    at: reader.takenAt ?? context.now().toISOString(),
    home,
    instance,
    userId: shared(thenRead(instance, (found) => resolveUserId(reader, found, question.user), "there is no instance")),
  };
}

/** The same question asked of the snapshot from before; null where that snapshot does not know the user, the account or the set. */
async function grantBefore(
  question: Question,
  grant: GrantInQuestion,
  context: Context,
): Promise<AdditionalFacts["before"]> {
  const { before, user } = question;
  const set = await grant.permissionSet;
  const words = set.state === "known" && set.value ? set.value.name : question.permissionSet;
  if (!before || words === null) return unread("the permission set is not known");
  const asked: Question = {
    user,
    account: grant.accountId,
    permissionSet: words,
    isRegionGiven: false,
    isBefore: true,
  };
  try {
    const { grants } = await collectFacts(asked, before, context);
    return known(grants[0] ?? null);
  } catch (error) {
    if (error instanceof AccessError) return known(null);
    throw error;
  }
}

interface Covered {
  readonly grants: readonly GrantInQuestion[];
  readonly notExamined: readonly NotExamined[];
}

async function grantsOfQuestion(question: Question, subject: Subject): Promise<Covered> {
  const { account, permissionSet } = question;
  const accountId = account === null ? undefined : await resolveAccountId(subject.reader, account);
  if (accountId !== undefined && permissionSet !== null)
    return { grants: [namedGrant(subject, accountId, permissionSet)], notExamined: [] };
  const [had, lost] = await Promise.all([grantsOfUser(subject, accountId), lostOfUser(subject, accountId)]);
  return {
    grants: await openGrants(subject, { accountId, permissionSet, had, lost: lost.grants }),
    notExamined: lost.notExamined,
  };
}

interface Found {
  readonly accountId: AccountId | undefined;
  readonly permissionSet: string | null;
  readonly had: Reading<readonly LostGrant[]>;
  readonly lost: readonly LostGrant[];
}

/** The grants of a question that leaves the account or the set open: what the user has, then what they lost. */
async function openGrants(
  subject: Subject,
  { accountId, permissionSet, had, lost }: Found,
): Promise<readonly GrantInQuestion[]> {
  const standing = new Set((knownValue(had) ?? []).map(pairKey));
  const found = mapReading(had, (all) => [...all, ...lost.filter((one) => !standing.has(pairKey(one)))]);
  const rows = permissionSet === null ? found : await ofSet(subject, found, permissionSet);
  if (rows.state === "known" && rows.value.length > 0)
    return distinct(rows.value).map((row) => ({
      accountId: row.accountId,
      permissionSet: setFacts(subject, row.permissionSetArn),
      isSetLate: Promise.resolve(true),
      ...(!standing.has(pairKey(row)) && { isLost: true }),
    }));
  if (rows.state === "known" && accountId !== undefined) return setsOfAccount(subject, accountId);
  const nothing = rows.state === "known" ? known(null) : rows;
  return [
    {
      accountId: accountId ?? (await ownerAccountId(subject)),
      permissionSet: Promise.resolve(nothing),
      isSetLate: Promise.resolve(false),
    },
  ];
}

const pairKey = (row: LostGrant): string => `${row.accountId} ${row.permissionSetArn}`;

/** The grant of a question that names account and set. A remembered set that is gone was created again: its name is read again. */
function namedGrant(subject: Subject, accountId: AccountId, words: string): GrantInQuestion {
  const { reader, instance } = subject;
  const remembered = shared(
    instance.then((home) =>
      home.state === "known" && home.value ? reader.rememberedPermissionSet(home.value.arn, words) : undefined,
    ),
  );
  const readSet = async (home: InstanceFacts): Later<PermissionSetFacts> => {
    const set = await resolvePermissionSet(reader, home, words);
    if (!(await remembered) || set.state !== "known") return set;
    const rows = await reader.assignments(home.arn, accountId, set.value.arn);
    return rows.state === "known" && rows.value === null ? permissionSetFromList(reader, home, words) : set;
  };
  const permissionSet = shared(thenRead(instance, readSet, "there is no instance"));
  return {
    accountId,
    permissionSet,
    formerSetArn: shared(formerArn(remembered, permissionSet)),
    isSetLate: shared(remembered.then((arn) => !arn && !looksLikeArn(words))),
  };
}

/** The ARN for which the name stood when it was last read, where it now stands for another (facts B6). */
async function formerArn(
  remembered: Promise<PermissionSetArn | undefined>,
  permissionSet: Later<PermissionSetFacts | null>,
): Later<PermissionSetArn | null> {
  const [former, now] = await Promise.all([remembered, permissionSet]);
  return mapReading(now, (set) => (former && set && former !== set.arn ? former : null));
}

/** Every grant that reaches the user, in one account or everywhere. */
async function grantsOfUser(subject: Subject, accountId: AccountId | undefined): Later<readonly PrincipalGrant[]> {
  const { reader, instance, userId } = subject;
  return thenReadBoth(instance, userId, (home, id) => grantsReaching(reader, home, id, { accountId }));
}

const NOTHING_LOST: Lost = { grants: [], notExamined: [] };

/** What the user lost, or was to get and did not, in one account or everywhere; sets that are gone left out. */
async function lostOfUser(
  { reader, instance, userId, isBefore, at: now }: Subject,
  accountId: AccountId | undefined,
): Promise<Lost> {
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
async function setsOfAccount(subject: Subject, accountId: AccountId): Promise<readonly GrantInQuestion[]> {
  const { reader, instance } = subject;
  const none: readonly GrantInQuestion[] = [
    { accountId, permissionSet: Promise.resolve(known(null)), isSetLate: Promise.resolve(false) },
  ];
  const home = await instance;
  if (home.state !== "known" || !home.value) return none;
  const { arn } = home.value;
  const lists = await Promise.all([
    reader.provisionedSets(arn, accountId, "latest"),
    reader.provisionedSets(arn, accountId, "outdated"),
  ]);
  const sets = allKnown(lists);
  if (sets.state !== "known")
    return [{ accountId, permissionSet: Promise.resolve(sets), isSetLate: Promise.resolve(false) }];
  const arns = sets.value.flat();
  if (arns.length === 0 || arns.length > SETS_LOOKED_INTO) return none;
  return arns.map((set) => ({ accountId, permissionSet: setFacts(subject, set), isSetLate: Promise.resolve(true) }));
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

async function understood(
  question: Question,
  subject: Subject,
  grants: readonly GrantFacts[],
): Promise<DiagnosedQuestion> {
  const [first] = grants;
  const userId: Reading<UserId | null> = await subject.userId;
  const value = <T>(reading: Reading<T> | undefined): T | null => (reading?.state === "known" ? reading.value : null);
  const user = value(first?.user);
  const set = question.permissionSet === null ? null : value(first?.permissionSet);
  return {
    user: {
      asked: question.user,
      id: value(userId),
      userName: user?.userName ?? null,
      displayName: user?.displayName ?? null,
    },
    account: {
      asked: question.account,
      id: question.account === null ? null : (first?.accountId ?? null),
      name: question.account === null ? null : (value(first?.account)?.name ?? null),
    },
    permissionSet: { asked: question.permissionSet, arn: set?.arn ?? null, name: set?.name ?? null },
    region: { asked: subject.question.region, home: value(first?.instance)?.region ?? null },
    askedBy: value(first?.caller)?.arn ?? null,
  };
}
