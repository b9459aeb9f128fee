/** The queues of a lab: those that were made, and one in each account that is there from the beginning and gets the account's changes. */
import type { EventRecord } from "../../world/events.ts";
import type { World } from "../../world/world.ts";
import { eventBody } from "../events/event-body.ts";
import { createMessages, type Messages } from "./messages.ts";

export interface QueueAt {
  readonly accountId: string;
  readonly region: string;
  readonly name: string;
}

export interface Queue extends QueueAt {
  readonly arn: string;
  readonly createdAt: Date;
  readonly attributes: Map<string, string>;
  readonly tags: Map<string, string>;
  readonly messages: Messages;
}

/** The queue's name in every account; an organization document has none of its own. */
const READY_MADE = "idc-doctor-events";

/** What rules of EventBridge match where they ask for Identity Center, its directories and Organizations. */
const SOURCES: ReadonlySet<string> = new Set([
  "sso.amazonaws.com",
  "sso-directory.amazonaws.com",
  "identitystore.amazonaws.com",
  "identitystore-scim.amazonaws.com",
  "organizations.amazonaws.com",
  "account.amazonaws.com",
  "account-access.amazonaws.com",
]);

/** API reference of CreateQueue: what a queue is without its attributes. */
const DEFAULTS = {
  DelaySeconds: "0",
  MaximumMessageSize: "1048576",
  MessageRetentionPeriod: "345600",
  ReceiveMessageWaitTimeSeconds: "0",
  SqsManagedSseEnabled: "true",
  VisibilityTimeout: "30",
} as const;

interface Known {
  readonly made: Map<string, Queue>;
  readonly readyMade: Map<string, Queue>;
  /** Whoever deletes a queue of that name finds none afterwards. */
  readonly withoutReadyMade: Set<string>;
}

/** In memory: a lab that is started again has no queue but the empty one of each account. */
const knownOf = new WeakMap<World, Known>();

function knownIn(world: World): Known {
  const found = knownOf.get(world) ?? { made: new Map(), readyMade: new Map(), withoutReadyMade: new Set() };
  knownOf.set(world, found);
  return found;
}

export const arnOfQueue = ({ accountId, region, name }: QueueAt): string =>
  `arn:aws:sqs:${region}:${accountId}:${name}`;

/** Undefined where there is no such queue. */
export function findQueue(world: World, at: QueueAt): Queue | undefined {
  const { made, readyMade, withoutReadyMade } = knownIn(world);
  const found = made.get(arnOfQueue(at));
  if (found || at.name !== READY_MADE || withoutReadyMade.has(at.accountId)) return found;
  const own = readyMade.get(at.accountId) ?? withChanges(newQueue(world, at, new Date(0)), world);
  readyMade.set(at.accountId, own);
  return own;
}

/** Undefined where no queue was made under the ARN. */
export const madeQueue = (world: World, arn: string): Queue | undefined => knownIn(world).made.get(arn);

export function makeQueue(world: World, at: QueueAt, now: Date): Queue {
  const queue = newQueue(world, at, now);
  knownIn(world).made.set(queue.arn, queue);
  return queue;
}

export function deleteQueue(world: World, { arn, name, accountId }: Queue): void {
  const { made, withoutReadyMade } = knownIn(world);
  made.delete(arn);
  if (name === READY_MADE) withoutReadyMade.add(accountId);
}

const newQueue = (world: World, at: QueueAt, createdAt: Date): Queue => ({
  ...at,
  arn: arnOfQueue(at),
  createdAt,
  attributes: new Map(Object.entries(DEFAULTS)),
  tags: new Map(),
  messages: createMessages(world.random),
});

/** What happened before anybody asked is no message: the rule was not there. */
function withChanges(queue: Queue, { trail }: World): Queue {
  trail.listen((event: EventRecord) => {
    if (event.recipientAccountId === queue.accountId && SOURCES.has(event.source))
      queue.messages.send(eventBody(event, queue.accountId), Date.parse(event.at));
  });
  return queue;
}
