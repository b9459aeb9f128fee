/** One step from its first look to its end: what is sent, what is waited for, and what the journal says afterwards. */
import { describe, expect, test } from "vitest";
import { ALICE, DEVELOPERS, instance, READ_ONLY, SANDBOX } from "../facts/grant/testing/grant-facts.ts";
import type { Change } from "../model/change.ts";
import type { Context } from "../model/context.ts";
import { derivedRequestId } from "../model/derived-ids.ts";
import { certain, parseAccountId } from "../model/ids.ts";
import { PLAN_SCHEMA, type Plan } from "../model/plan.ts";
import { known } from "../model/reading.ts";
import { numberedSteps } from "../plan/numbered.ts";
import { fakeContext } from "../sources/aws/testing/fake-calling.ts";
import type { Reader, RequestDetails } from "../sources/reader.ts";
import type { JournalEntry, JournalEvent } from "../store/journal.ts";
import { memoryHold } from "../store/memory-journal.ts";
import { type ApplyProgress, applyPlan } from "./apply.ts";
import type { Sent } from "./send.ts";

const ID = derivedRequestId("one");
const principal = { type: "USER", id: ALICE } as const;
const grant = {
  instanceArn: instance.arn,
  accountId: SANDBOX,
  permissionSetArn: READ_ONLY.arn,
  permissionSetName: "ReadOnly",
};
const assign: Change = { kind: "create-account-assignment", ...grant, principal, principalName: "alice" };
const unassign: Change = { ...assign, kind: "delete-account-assignment" };
const join: Change = {
  kind: "create-group-membership",
  identityStoreId: instance.identityStoreId,
  groupId: DEVELOPERS,
  groupName: "Developers",
  userId: ALICE,
  userName: "alice",
};

const planOf = (...changes: readonly Change[]): Plan => ({
  schema: PLAN_SCHEMA,
  id: "00000000-0000-4000-8000-000000000000",
  createdAt: "2026-09-14T09:30:00Z",
  region: instance.region,
  cause: "test",
  warnings: [],
  steps: numberedSteps(
    changes.map((change) => ({ change, reason: "test" })),
    instance.region,
  ),
});

const accepted: Sent = { kind: "accepted", requestId: ID };
const conflict: Sent = {
  kind: "refused",
  name: "ConflictException",
  reason: "ConflictException: busy",
  isTransient: true,
};
const denied: Sent = {
  ...conflict,
  name: "AccessDeniedException",
  reason: "AccessDeniedException: no",
  isTransient: false,
};
const unclear: Sent = { kind: "unclear", reason: "socket hang up" };
const record = (status: RequestDetails["status"], failureReason?: string): RequestDetails => ({
  id: ID,
  status,
  failureReason,
  createdAt: "2026-09-14T09:30:00Z",
  accountId: SANDBOX,
  permissionSetArn: READ_ONLY.arn,
  principal,
});

interface World {
  readonly changes?: readonly Change[];
  /** Answers to sent calls, one after another; the last one stays. */
  readonly sent?: readonly Sent[];
  /** Whether the grant or membership is there, look after look; the last one stays. */
  readonly isThere?: readonly boolean[];
  /** The request's record, look after look. */
  readonly records?: readonly (RequestDetails | null)[];
  /** The request is in the ledger's list. */
  readonly isListed?: boolean;
  readonly before?: readonly JournalEvent[];
}

const inTurn = <T>(all: readonly T[], otherwise: T) => {
  let at = 0;
  return (): T => {
    const one = all.length === 0 ? otherwise : all[Math.min(at, all.length - 1)];
    at += 1;
    return one as T;
  };
};

async function apply({
  changes = [assign],
  sent = [accepted],
  isThere = [false],
  records = [record("SUCCEEDED")],
  isListed = false,
  before = [],
}: World) {
  const [nextSent, nextThere, nextRecord] = [inTurn(sent, accepted), inTurn(isThere, false), inTurn(records, null)];
  const plan = planOf(...changes);
  const journaled: JournalEntry[] = [];
  const progress: ApplyProgress[] = [];
  let waited = 0;
  let calls = 0;
  const context: Context = {
    ...fakeContext(),
    delay: (milliseconds) => {
      waited += milliseconds;
      return Promise.resolve();
    },
  };
  const reader: Partial<Reader> = {
    assignments: () => Promise.resolve(known(nextThere() ? [principal] : [])),
    groupIdsOf: () => Promise.resolve(known(nextThere() ? [DEVELOPERS] : [])),
    request: () => Promise.resolve(known(nextRecord())),
    requestRows: (_instance, _ledger, status) =>
      Promise.resolve(known(isListed && status === "SUCCEEDED" ? [record("SUCCEEDED")] : [])),
  };
  const entries = before.map((event, at) => ({ sequence: at + 1, at: "2026-09-14T09:29:30Z", event }));
  const end = await applyPlan(plan, entries, {
    send: () => {
      calls += 1;
      return Promise.resolve(nextSent());
    },
    open: () => reader as Reader,
    hold: memoryHold(journaled),
    context,
    onProgress: (one) => progress.push(one),
  });
  const written = journaled.map(({ event }) => event.kind);
  return { end, written, progress, calls, waited };
}

describe("a step that goes well", () => {
  test("is sent once, followed, and done", async () => {
    const { end, written, calls, progress } = await apply({ records: [record("IN_PROGRESS"), record("SUCCEEDED")] });
    expect(end).toEqual({ kind: "applied" });
    expect([written, calls]).toEqual([["sending", "sent", "done"], 1]);
    expect(progress.map(({ kind }) => kind)).toEqual(["step", "sent", "waiting", "done"]);
  });

  test("that is in place already is not sent", async () => {
    const { end, written, calls } = await apply({ isThere: [true] });
    expect([end.kind, written, calls]).toEqual(["applied", ["already-done"], 0]);
  });

  test("a membership has no request to follow", async () => {
    const { end, written } = await apply({
      changes: [join],
      sent: [{ kind: "accepted", requestId: undefined }],
      records: [null],
    });
    expect([end.kind, written]).toEqual(["applied", ["sending", "sent", "done"]]);
  });
});

describe("a refusal", () => {
  test("that stays ends the step", async () => {
    const { end, written, calls } = await apply({ sent: [denied] });
    expect(end).toMatchObject({ kind: "failed", reason: denied.kind === "refused" ? denied.reason : "" });
    expect([written, calls]).toEqual([["sending", "refused", "failed"], 1]);
  });

  test("that passes is waited out", async () => {
    const { end, written, progress } = await apply({ sent: [conflict, accepted] });
    expect([end.kind, written]).toEqual(["applied", ["sending", "refused", "sending", "sent", "done"]]);
    expect(progress.find(({ kind }) => kind === "retrying")).toMatchObject({ attempt: 1, of: 9, milliseconds: 563 });
  });

  test("that means that it is there already ends well (facts 3.1)", async () => {
    const { end, written, calls } = await apply({ sent: [conflict], isThere: [false, true] });
    expect([end.kind, written, calls]).toEqual(["applied", ["sending", "refused", "done"], 1]);
  });

  test("that does not pass is borne eight times", async () => {
    const { end, calls, waited } = await apply({ sent: [conflict] });
    expect([end.kind, calls]).toEqual(["failed", 9]);
    expect(waited).toBeGreaterThan(20_000);
  });
});

describe("no answer", () => {
  test("is looked for in the ledger before anything is sent again", async () => {
    const { end, written, calls } = await apply({ sent: [unclear], isListed: true });
    expect([end.kind, written, calls]).toEqual(["applied", ["sending", "done"], 1]);
  });

  test("is done where what it was for is there", async () => {
    const { end, calls } = await apply({ sent: [unclear], isThere: [false, true] });
    expect([end.kind, calls]).toEqual(["applied", 1]);
  });

  test("of which AWS knows nothing is sent again, nine times at most", async () => {
    expect(await apply({ sent: [unclear, accepted] })).toMatchObject({ end: { kind: "applied" }, calls: 2 });
    const { end, calls, written } = await apply({ sent: [unclear] });
    expect(end).toMatchObject({ kind: "unfinished", requestId: null, reason: "socket hang up" });
    expect([calls, written.includes("failed")]).toEqual([9, false]);
  });
});

describe("a request", () => {
  test("that failed has AWS's reason", async () => {
    expect((await apply({ records: [record("FAILED", "why")] })).end).toMatchObject({ kind: "failed", reason: "why" });
    expect((await apply({ records: [record("FAILED")] })).end).toMatchObject({ reason: "AWS gave no reason" });
  });

  test("to remove what is gone has reached its goal although it failed (facts D17)", async () => {
    const gone = { changes: [unassign], records: [record("FAILED", "why")] };
    expect((await apply({ ...gone, isThere: [true, false] })).end.kind).toBe("applied");
    expect((await apply({ ...gone, isThere: [true] })).end).toMatchObject({ kind: "failed", reason: "why" });
  });

  test("whose record is gone is unfinished", async () => {
    const { end, written } = await apply({ records: [null] });
    expect(end).toMatchObject({ kind: "unfinished", requestId: ID });
    expect(written).toEqual(["sending", "sent"]);
  });

  test("that does not end is left to AWS after a quarter of an hour", async () => {
    const { end, waited } = await apply({ records: [record("IN_PROGRESS")] });
    expect(end).toMatchObject({ kind: "unfinished", reason: "AWS still works on it" });
    expect(waited).toBeGreaterThan(15 * 60_000);
    expect(waited).toBeLessThan(16 * 60_000);
  });
});

describe("an apply that was interrupted", () => {
  const sending: JournalEvent = { kind: "sending", step: 1 };

  test.each(["done", "already-done"] as const)("%s is not looked at again", async (kind) => {
    const { end, calls, progress } = await apply({ before: [sending, { kind, step: 1 }] });
    expect([end.kind, calls, progress]).toEqual(["applied", 0, []]);
  });

  test("a request that was taken is followed, not sent", async () => {
    const { end, calls, written } = await apply({ before: [sending, { kind: "sent", step: 1, requestId: ID }] });
    expect([end.kind, calls, written]).toEqual(["applied", 0, ["done"]]);
  });

  test("one that was about to be sent is looked for, then sent", async () => {
    expect(await apply({ before: [sending], isListed: true })).toMatchObject({ calls: 0, written: ["done"] });
    const there = await apply({ before: [sending], isThere: [true] });
    expect([there.calls, there.written]).toEqual([0, ["done"]]);
    expect(there.progress.at(-1)).toMatchObject({ wasAlreadyDone: false });
    expect(await apply({ before: [sending] })).toMatchObject({ calls: 1, written: ["sending", "sent", "done"] });
  });

  test("what was refused is sent again", async () => {
    const refused: JournalEvent = { kind: "refused", step: 1, reason: "x" };
    expect(await apply({ before: [sending, refused], isListed: true })).toMatchObject({ calls: 1 });
  });
});

describe("several steps", () => {
  const other: Change = { ...assign, accountId: certain(parseAccountId("222233334444")) };

  test("the first that did not end well, the other failures, and what was not begun", async () => {
    const { end } = await apply({ changes: [assign, assign, other], sent: [denied] });
    expect(end).toMatchObject({
      kind: "failed",
      step: { number: 1 },
      otherFailures: [{ step: { number: 3 } }],
      notBegun: [2],
    });
  });

  test("only a long plan tells its pace", async () => {
    const paces = async (count: number) =>
      (await apply({ changes: Array.from({ length: count }, () => assign) })).progress.filter(
        ({ kind }) => kind === "pace",
      );
    expect(await paces(9)).toEqual([]);
    expect((await paces(10)).at(-1)).toMatchObject({ done: 10, total: 10, millisecondsLeft: 0 });
  });
});
