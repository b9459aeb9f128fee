/** sqs: one queue for each account, which the account's changes come into as an EventBridge rule would send them. */
import { createHash } from "node:crypto";
import { ApiError } from "../../protocol/api-error.ts";
import type { Call, Operations } from "../operation.ts";
import { queueOf } from "./event-queue.ts";

/** The queue's name in every account; an organization document has none of its own. */
const QUEUE_NAME = "idc-doctor-events";

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
/** SQS Developer Guide, visibility timeout: 30 seconds by default, 12 hours at most. */
const VISIBILITY_SECONDS = 30;
const LONGEST_VISIBILITY_SECONDS = 43_200;

/** The account whose queue it is. @throws ApiError where there is no such queue, or its policy lets nobody else in */
function accountOf(url: string, { caller }: Call): string {
  const [, account, name] = /^https?:\/\/[^/]+\/(\d{12})\/([\w.-]+)$/.exec(url) ?? [];
  if (account === undefined) throw new ApiError("InvalidAddress", `The address ${url} is not valid for this endpoint.`);
  if (name !== QUEUE_NAME || account !== caller.accountId)
    throw new ApiError("QueueDoesNotExist", "The specified queue does not exist.");
  return account;
}

function inRange(name: string, value: number, [least, most]: readonly [number, number]): number {
  if (value >= least && value <= most) return value;
  throw new ApiError(
    "InvalidParameterValue",
    `Value ${value} for parameter ${name} is invalid. Reason: Must be between ${least} and ${most}, if provided.`,
  );
}

export const sqs: Operations = {
  /** Answers at once, also where it is asked to wait: a lab's operation sees the world of one moment. */
  ReceiveMessage: (input: ReceiveInput, call: Call) => {
    const { QueueUrl, MaxNumberOfMessages = 1, VisibilityTimeout = VISIBILITY_SECONDS, WaitTimeSeconds = 0 } = input;
    inRange("WaitTimeSeconds", WaitTimeSeconds, [0, LONGEST_WAIT_SECONDS]);
    const count = inRange("MaxNumberOfMessages", MaxNumberOfMessages, [1, MOST_MESSAGES]);
    const seconds = inRange("VisibilityTimeout", VisibilityTimeout, [0, LONGEST_VISIBILITY_SECONDS]);
    const queue = queueOf(call.world, accountOf(QueueUrl, call));
    const now = call.now.getTime();
    const messages = queue.receive({ now, count, visibleAt: now + seconds * 1000 });
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
    if (!queueOf(call.world, accountOf(QueueUrl, call)).remove(ReceiptHandle))
      throw new ApiError("ReceiptHandleIsInvalid", "The input receipt handle is invalid.");
    return {};
  },
};
