/** The queue that EventBridge feeds: changes arrive there seconds after they happen, and minutes before CloudTrail's history shows them. */
import { mapReading, type Reading } from "../../model/reading.ts";
import { type CallContext, call } from "./calling/call.ts";
import { sendQueue } from "./calling/queue-client.ts";

const service = "sqs";

/** API reference of ReceiveMessage: ten at most. */
const MOST_MESSAGES = 10;
/** Seconds that an empty queue is waited at; less than one attempt of a call may take. */
const WAIT_SECONDS = 5;
/** Seconds after which a message comes again, where the process that took it has died. */
const VISIBILITY_SECONDS = 60;

export interface QueueMessage {
  readonly receipt: string;
  readonly body: string;
}

/** The Region in a queue's address; that of the connection where the address names none. */
const regionOf = (queueUrl: string, calling: CallContext): string =>
  /^https:\/\/sqs\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?\//.exec(queueUrl)?.[1] ?? calling.connection.region;

interface Received {
  /** Any JSON. */
  readonly Messages?: unknown;
}

function messagesIn({ Messages = [] }: Received): readonly QueueMessage[] {
  if (!Array.isArray(Messages)) return [];
  return Messages.flatMap((one: unknown): readonly QueueMessage[] => {
    const { ReceiptHandle: receipt, Body: body } = objectIn(one) ?? {};
    return typeof receipt === "string" && typeof body === "string" ? [{ receipt, body }] : [];
  });
}

/** Some of its messages; an empty list where none came in a few seconds. */
export async function receiveMessages(
  calling: CallContext,
  queueUrl: string,
): Promise<Reading<readonly QueueMessage[]>> {
  const region = regionOf(queueUrl, calling);
  const answer = await call(calling, {
    service,
    operation: "ReceiveMessage",
    isAdditional: true,
    region,
    input: { QueueUrl: queueUrl },
    send: async (abortSignal) =>
      sendQueue<Received>(await calling.clients.queue(region), "ReceiveMessage", {
        input: {
          QueueUrl: queueUrl,
          MaxNumberOfMessages: MOST_MESSAGES,
          WaitTimeSeconds: WAIT_SECONDS,
          VisibilityTimeout: VISIBILITY_SECONDS,
        },
        abortSignal,
      }),
    matters: (received) => ({ messages: messagesIn(received).length }),
  });
  return mapReading(answer, (received) => messagesIn(received ?? {}));
}

/** The queue forgets the message. */
export async function deleteMessage(
  calling: CallContext,
  queueUrl: string,
  { receipt }: Pick<QueueMessage, "receipt">,
): Promise<Reading<unknown>> {
  const region = regionOf(queueUrl, calling);
  return call(calling, {
    service,
    operation: "DeleteMessage",
    isAdditional: true,
    region,
    input: { QueueUrl: queueUrl },
    send: async (abortSignal) =>
      sendQueue<object>(await calling.clients.queue(region), "DeleteMessage", {
        input: { QueueUrl: queueUrl, ReceiptHandle: receipt },
        abortSignal,
      }),
    matters: () => ({}),
  });
}

/**
 * The event of CloudTrail in a message of EventBridge (EventBridge User Guide, "AWS service events delivered via CloudTrail").
 * Messages are input from elsewhere: undefined for everything that is not one.
 */
export function eventInMessage({ body }: Pick<QueueMessage, "body">): Readonly<Record<string, unknown>> | undefined {
  const detail = objectIn(parsed(body))?.["detail"];
  const event = objectIn(detail);
  return typeof event?.["eventID"] === "string" && typeof event["eventName"] === "string" ? event : undefined;
}

const objectIn = (value: unknown): Readonly<Record<string, unknown>> | undefined =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : undefined;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
