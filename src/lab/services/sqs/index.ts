/** sqs: messages are received and deleted; queues are made, described and deleted (queue-operations.ts). */
import { createHash } from "node:crypto";
import { ApiError } from "../../protocol/api-error.ts";
import type { Call, Operations } from "../operation.ts";
import { queueAddressed, queueOperations } from "./queue-operations.ts";
import { madeQueue, type Queue } from "./queues.ts";

interface ReceiveInput {
  readonly QueueUrl: string;
  readonly MaxNumberOfMessages?: number;
  readonly VisibilityTimeout?: number;
  readonly WaitTimeSeconds?: number;
}

interface DeleteInput {
  readonly QueueUrl: string;
  readonly ReceiptHandle: string;
}

/** API reference of ReceiveMessage: 1 to 10 messages, 20 seconds at most. */
const MOST_MESSAGES = 10;
const LONGEST_WAIT_SECONDS = 20;
/** SQS Developer Guide, visibility timeout: 12 hours at most. */
const LONGEST_VISIBILITY_SECONDS = 43_200;

function inRange(name: string, value: number, [least, most]: readonly [number, number]): number {
  if (value >= least && value <= most) return value;
  throw new ApiError(
    "InvalidParameterValue",
    `Value ${value} for parameter ${name} is invalid. Reason: Must be between ${least} and ${most}, if provided.`,
  );
}

/** SQS Developer Guide, dead-letter queues: what was received `maxReceiveCount` times goes there with the next receive. */
function setAsideBy({ attributes }: Queue, { world }: Call) {
  const policy = attributes.get("RedrivePolicy");
  if (policy === undefined) return undefined;
  const { deadLetterTargetArn, maxReceiveCount } = JSON.parse(policy) as Record<string, unknown>;
  const to = madeQueue(world, String(deadLetterTargetArn))?.messages;
  return to && { after: Number(maxReceiveCount), to };
}

const messageOperations: Operations = {
  /** Answers at once, also where it is asked to wait: a lab's operation sees the world of one moment. */
  ReceiveMessage: (input: ReceiveInput, call: Call) => {
    const queue = queueAddressed(input.QueueUrl, call);
    const ownSeconds = Number(queue.attributes.get("VisibilityTimeout"));
    const { MaxNumberOfMessages = 1, VisibilityTimeout = ownSeconds, WaitTimeSeconds = 0 } = input;
    inRange("WaitTimeSeconds", WaitTimeSeconds, [0, LONGEST_WAIT_SECONDS]);
    const count = inRange("MaxNumberOfMessages", MaxNumberOfMessages, [1, MOST_MESSAGES]);
    const seconds = inRange("VisibilityTimeout", VisibilityTimeout, [0, LONGEST_VISIBILITY_SECONDS]);
    const now = call.now.getTime();
    const messages = queue.messages.receive({
      now,
      count,
      visibleAt: now + seconds * 1000,
      keptMilliseconds: Number(queue.attributes.get("MessageRetentionPeriod")) * 1000,
      setAside: setAsideBy(queue, call),
    });
    if (messages.length === 0) return {};
    return {
      Messages: messages.map(({ id, receipt, body }) => ({
        MessageId: id,
        ReceiptHandle: receipt,
        MD5OfBody: createHash("md5").update(body).digest("hex"),
        Body: body,
      })),
    };
  },

  DeleteMessage: ({ QueueUrl, ReceiptHandle }: DeleteInput, call: Call) => {
    if (!queueAddressed(QueueUrl, call).messages.remove(ReceiptHandle))
      throw new ApiError("ReceiptHandleIsInvalid", "The input receipt handle is invalid.");
    return {};
  },
};

export const sqs: Operations = { ...messageOperations, ...queueOperations };
