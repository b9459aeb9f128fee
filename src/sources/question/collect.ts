/** Gathers the facts of one question: resolves its words, finds the grants that it covers, and reads each of them. */

import type { GatheredFacts } from "../../facts/grant/gathered-facts.ts";
import type { AdditionalFacts } from "../../facts/grant/grant-facts.ts";
import { type ActionAsked, EVERY_ACCOUNT, type GrantFacts } from "../../facts/grant/grant-facts.ts";
import type { Context } from "../../model/context.ts";
import type { DiagnosedQuestion } from "../../model/diagnosis.ts";
import { plainId } from "../../model/directory-arn.ts";
import { AccessError } from "../../model/errors.ts";
import { parseUserId, type UserId } from "../../model/ids.ts";
import { plainWords } from "../../model/names/pasted-words.ts";
import { known, type Reading, unread } from "../../model/reading.ts";
import type { Reader } from "../reader.ts";
import { checkWords } from "./check-words.ts";
import { grantsOfQuestion } from "./covered-grants.ts";
import { shared, thenRead } from "./dependent-reads.ts";
import { findInstance } from "./find-instance.ts";
import { readGrant } from "./grant.ts";
import { newerUsers } from "./newer-namesakes.ts";
import { createOwnRecords, type OwnRecords, snapshotRecord } from "./own-records.ts";
import { profileMeant } from "./profile-meant.ts";
import { matchKept, resolveUser } from "./resolve-user.ts";
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

/**
 * The facts of every grant that the question covers.
 *
 * @throws AccessError `bad-input`, `not-found` or `ambiguous` when the words cannot be resolved; credentials errors of the reader.
 */
export async function collectFacts(asked: Question, reader: Reader, context: Context): Promise<GatheredFacts> {
  const question = plainWords(asked);
  checkWords(question);
  if (parseUserId(plainId(question.user)).kind !== "ok")
    reader.expectNames?.((users) => matchKept(users, question.user));
  const records = createOwnRecords();
  const subject = openSubject(question, reader, { context, records });
  const { facts, notExamined } = await readCovered(question, subject).catch((error: unknown) =>
    endInOrder(error, subject),
  );
  return {
    question: await understood(question, subject, facts),
    at: subject.at,
    grants: facts,
    notExamined,
    evidence: {
      ...(question.client && clientEvidence(question.client, subject.at)),
      ...records.all(),
      ...reader.evidence(),
    },
    calls: reader.calls(),
  };
}

async function readCovered(question: Question, subject: Subject) {
  const { grants, notExamined } = await grantsOfQuestion(question, subject);
  const asked = { ...subject, isProfileFor: profileMeant(question, grants) };
  const facts = await Promise.all(grants.map((grant) => readGrant(asked, grant)));
  return { facts, notExamined: [...notExamined, ...newerUsers(subject.nearUsers().keptAt, subject.at)] };
}

/** The words are resolved side by side: where several of them fail, the same error ends the question whichever came first. */
async function endInOrder(first: unknown, { instance, userId }: Subject): Promise<never> {
  const settled = await Promise.allSettled([instance, userId]);
  const errors = [...settled.flatMap((one) => (one.status === "rejected" ? [one.reason as unknown] : [])), first];
  // Nothing that such an endpoint says besides is worth more.
  throw errors.find((error) => error instanceof AccessError && error.code === "malformed-answer") ?? errors[0];
}

interface Beside {
  readonly context: Context;
  readonly records: OwnRecords;
}

function openSubject(question: Question, reader: Reader, beside: Beside): Subject {
  const { context, records } = beside;
  const home = shared(findInstance(reader));
  const instance = shared(home.then((found) => found.instance));
  let nearby: ReturnType<Subject["nearUsers"]> = { near: [] };
  // The caller is asked beside the first look for the instance, not after its answer.
  void shared(Promise.resolve(reader.afterFirst?.()).then(() => reader.callerIdentity()));
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
    before: question.before && ((grant) => grantBefore(question, grant, beside)),
    records,
    at: reader.takenAt ?? context.now().toISOString(),
    home,
    instance,
    userId: shared(
      thenRead(
        instance,
        async (found) => {
          const resolved = await resolveUser(reader, found, question.user);
          nearby = resolved;
          return resolved.id;
        },
        "there is no instance",
      ),
    ),
    nearUsers: () => nearby,
  };
}

/** The same question asked of the snapshot from before; null where that snapshot does not know the user, the account or the set. */
async function grantBefore(
  question: Question,
  grant: GrantInQuestion,
  { context, records }: Beside,
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
    const [then] = (await collectFacts(asked, before, context)).grants;
    return then ? known(then, [records.add(snapshotRecord(then))]) : known(null);
  } catch (error) {
    if (error instanceof AccessError) return known(null);
    throw error;
  }
}

async function understood(
  question: Question,
  subject: Subject,
  grants: readonly GrantFacts[],
): Promise<DiagnosedQuestion> {
  const [first] = grants;
  const userId: Reading<UserId | null> = await subject.userId;
  const { near: people, compared } = subject.nearUsers();
  const near = people.map(({ id, userName, displayName }) => ({ id, userName, displayName }));
  const value = <T>(reading: Reading<T> | undefined): T | null => (reading?.state === "known" ? reading.value : null);
  const user = value(first?.user);
  const set = question.permissionSet === null ? null : value(first?.permissionSet);
  return {
    user: {
      asked: question.user,
      id: value(userId),
      userName: user?.userName ?? null,
      displayName: user?.displayName ?? null,
      ...(near.length > 0 && { near }),
      ...(compared && { compared }),
    },
    account: {
      asked: question.account,
      id: question.account === null ? null : (first?.accountId ?? null),
      name: question.account === null ? null : (value(first?.account)?.name ?? null),
      ...(question.account !== null && first?.question.nearAccounts && { near: first.question.nearAccounts }),
    },
    permissionSet: { asked: question.permissionSet, arn: set?.arn ?? null, name: set?.name ?? null },
    region: { asked: subject.question.region, home: value(first?.instance)?.region ?? null },
    askedBy: value(first?.caller)?.arn ?? null,
  };
}
