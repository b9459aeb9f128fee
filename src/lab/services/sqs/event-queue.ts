/** The messages of an account's queue: its changes since somebody asked first, in EventBridge's words. */
import type { EventRecord } from "../../world/events.ts";
import type { World } from "../../world/world.ts";
import { writtenEvent } from "../../world/written-event.ts";

interface ReceivedMessage {
  readonly id: string;
  readonly body: string;
  /** Of the last time that it was received. */
  readonly receipt: string;
}

interface Message extends Omit<ReceivedMessage, "receipt"> {
  /** Milliseconds of the lab's clock, as `visibleAt`. */
  readonly sentAt: number;
  receipt: string;
  visibleAt: number;
}

export interface EventQueue {
  /** The oldest that nobody is at work on; they come again at `visibleAt` unless they are removed. */
  readonly receive: (wanted: {
    readonly now: number;
    readonly count: number;
    readonly visibleAt: number;
  }) => readonly ReceivedMessage[];
  /** False: nothing was ever received under it. A message that is gone already may be removed again. */
  readonly remove: (receipt: string) => boolean;
}

/** Changes that rules of EventBridge match where they ask for Identity Center, its directories and Organizations. */
const SOURCES = new Set([
  "sso.amazonaws.com",
  "sso-directory.amazonaws.com",
  "identitystore.amazonaws.com",
  "identitystore-scim.amazonaws.com",
  "organizations.amazonaws.com",
  "account.amazonaws.com",
  "account-access.amazonaws.com",
]);

/** In memory: a lab that is started again has an empty queue. */
const queues = new WeakMap<World, Map<string, EventQueue>>();

export function queueOf(world: World, accountId: string): EventQueue {
  const own = queues.get(world) ?? new Map<string, EventQueue>();
  queues.set(world, own);
  const queue = own.get(accountId) ?? createQueue(world, accountId);
  own.set(accountId, queue);
  return queue;
}

/** SQS Developer Guide, quotas: messages are kept for four days unless the queue says otherwise. */
const KEPT_MILLISECONDS = 4 * 86_400_000;

function createQueue({ trail, random }: World, accountId: string): EventQueue {
  const messages = new Map<string, Message>();
  const receipts = new Map<string, string>();
  // What happened before anybody asked is no message: the rule was not there.
  trail.listen((event) => {
    if (event.recipientAccountId !== accountId || !SOURCES.has(event.source)) return;
    const id = random.uuid();
    messages.set(id, { id, sentAt: Date.parse(event.at), body: bodyOf(event, accountId), receipt: "", visibleAt: 0 });
  });
  return {
    receive: ({ now, count, visibleAt }) => {
      for (const { id, sentAt } of messages.values()) if (sentAt < now - KEPT_MILLISECONDS) messages.delete(id);
      const found = [...messages.values()].filter((message) => message.visibleAt <= now).slice(0, count);
      for (const message of found) {
        receipts.delete(message.receipt);
        message.receipt = random.hex(64);
        message.visibleAt = visibleAt;
        receipts.set(message.receipt, message.id);
      }
      return found.map(({ id, receipt, body }) => ({ id, receipt, body }));
    },
    remove: (receipt) => {
      const id = receipts.get(receipt);
      receipts.delete(receipt);
      if (id !== undefined) messages.delete(id);
      return id !== undefined || /^[0-9a-f]{64}$/.test(receipt);
    },
  };
}

/** EventBridge User Guide, "AWS service events delivered via CloudTrail": the event is the detail. */
const bodyOf = (event: EventRecord, accountId: string): string =>
  JSON.stringify({
    version: "0",
    id: event.id,
    "detail-type":
      event.type === "AwsServiceEvent" ? "AWS Service Event via CloudTrail" : "AWS API Call via CloudTrail",
    source: `aws.${event.source.slice(0, event.source.indexOf("."))}`,
    account: accountId,
    time: event.at.replace(/\.\d+Z$/, "Z"),
    region: event.region,
    resources: [],
    detail: writtenEvent(event),
  });
