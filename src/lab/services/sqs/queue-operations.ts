/** Making queues, describing and deleting them: as much as Terraform and CloudFormation ask of SQS for the queue of deploy/. */
import { isRefusedDocument } from "../../authorization/grammar.ts";
import { ApiError } from "../../protocol/api-error.ts";
import type { Call, Operations } from "../operation.ts";
import { deleteQueue, findQueue, makeQueue, type Queue } from "./queues.ts";

type Texts = Readonly<Record<string, string>>;

interface Named {
  readonly QueueName: string;
}

interface Addressed {
  readonly QueueUrl: string;
}

/** What can be set (API reference of SetQueueAttributes), but for FIFO queues, which EventBridge does not need here. */
const SETTABLE: ReadonlySet<string> = new Set([
  "DelaySeconds",
  "KmsDataKeyReusePeriodSeconds",
  "KmsMasterKeyId",
  "MaximumMessageSize",
  "MessageRetentionPeriod",
  "Policy",
  "ReceiveMessageWaitTimeSeconds",
  "RedriveAllowPolicy",
  "RedrivePolicy",
  "SqsManagedSseEnabled",
  "VisibilityTimeout",
]);

const noQueue = (): ApiError => new ApiError("QueueDoesNotExist", "The specified queue does not exist.");

/** The queue of an address. @throws ApiError where there is none, or its policy lets nobody else in */
export function queueAddressed(url: string, { world, caller, region }: Call): Queue {
  const [, accountId, name = ""] = /^https?:\/\/[^/]+\/(\d{12})\/([\w.-]+)$/.exec(url) ?? [];
  if (accountId === undefined)
    throw new ApiError("InvalidAddress", `The address ${url} is not valid for this endpoint.`);
  const queue = accountId === caller.accountId ? findQueue(world, { accountId, region, name }) : undefined;
  if (!queue) throw noQueue();
  return queue;
}

const urlOf = ({ accountId, name }: Queue, { labUrl }: Call): string => `${labUrl}/${accountId}/${name}`;

const invalid = (name: string): ApiError =>
  new ApiError("InvalidAttributeValue", `Invalid value for the parameter ${name}.`);

/** Empty takes a text away. @throws ApiError for what SQS refuses */
function setAttributes({ attributes }: Queue, given: Texts): void {
  for (const [name, value] of Object.entries(given)) {
    if (!SETTABLE.has(name)) throw new ApiError("InvalidAttributeName", `Unknown Attribute ${name}.`);
    if (/Seconds$|Size$|Period$|Timeout$/.test(name) && !/^\d+$/.test(value)) throw invalid(name);
    if (name === "RedrivePolicy" && value !== "" && !isRedrivePolicy(value)) throw invalid(name);
    if (name === "Policy" && value !== "" && isRefusedDocument(value, "resource")) throw invalid(name);
  }
  for (const [name, value] of Object.entries(given))
    if (value === "") attributes.delete(name);
    else attributes.set(name, value);
}

function isRedrivePolicy(text: string): boolean {
  try {
    const { deadLetterTargetArn, maxReceiveCount } = JSON.parse(text) as Record<string, unknown>;
    return /^arn:aws:sqs:/.test(String(deadLetterTargetArn)) && Number(maxReceiveCount) >= 1;
  } catch {
    return false;
  }
}

function described(queue: Queue): Texts {
  const seconds = String(Math.floor(queue.createdAt.getTime() / 1000));
  return {
    ...Object.fromEntries(queue.attributes),
    QueueArn: queue.arn,
    CreatedTimestamp: seconds,
    LastModifiedTimestamp: seconds,
    ApproximateNumberOfMessages: String(queue.messages.count()),
  };
}

export const queueOperations: Operations = {
  CreateQueue: (
    { QueueName, Attributes = {}, tags = {} }: Named & { Attributes?: Texts; tags?: Texts },
    call: Call,
  ) => {
    if (!/^[\w-]{1,80}$/.test(QueueName))
      throw new ApiError(
        "InvalidParameterValue",
        "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length",
      );
    const { world, caller, region } = call;
    const at = { accountId: caller.accountId, region, name: QueueName };
    const found = findQueue(world, at);
    const before = found && described(found);
    // The queue that is there from the beginning was made by nobody.
    if (found && found.createdAt.getTime() > 0) {
      const other = Object.keys(Attributes).find((name) => before?.[name] !== Attributes[name]);
      if (other === undefined) return { QueueUrl: urlOf(found, call) };
      const words = `A queue already exists with the same name and a different value for attribute ${other}`;
      throw new ApiError("QueueNameExists", words);
    }
    const queue = makeQueue(world, at, call.now);
    setAttributes(queue, Attributes);
    for (const [key, value] of Object.entries(tags)) queue.tags.set(key, value);
    return { QueueUrl: urlOf(queue, call) };
  },

  DeleteQueue: ({ QueueUrl }: Addressed, call: Call) => {
    deleteQueue(call.world, queueAddressed(QueueUrl, call));
    return {};
  },

  GetQueueUrl: ({ QueueName }: Named, call: Call) => {
    const { world, caller, region } = call;
    const found = findQueue(world, { accountId: caller.accountId, region, name: QueueName });
    if (!found) throw noQueue();
    return { QueueUrl: urlOf(found, call) };
  },

  GetQueueAttributes: (input: Addressed & { readonly AttributeNames?: readonly string[] }, call: Call) => {
    const all = described(queueAddressed(input.QueueUrl, call));
    const { AttributeNames = [] } = input;
    const wanted = Object.entries(all).filter(
      ([name]) => AttributeNames.includes("All") || AttributeNames.includes(name),
    );
    return wanted.length === 0 ? {} : { Attributes: Object.fromEntries(wanted) };
  },

  SetQueueAttributes: ({ QueueUrl, Attributes }: Addressed & { readonly Attributes: Texts }, call: Call) => {
    setAttributes(queueAddressed(QueueUrl, call), Attributes);
    return {};
  },

  ListQueueTags: ({ QueueUrl }: Addressed, call: Call) => ({
    Tags: Object.fromEntries(queueAddressed(QueueUrl, call).tags),
  }),

  TagQueue: ({ QueueUrl, Tags }: Addressed & { readonly Tags: Texts }, call: Call) => {
    const { tags } = queueAddressed(QueueUrl, call);
    for (const [key, value] of Object.entries(Tags)) tags.set(key, value);
    return {};
  },

  UntagQueue: ({ QueueUrl, TagKeys }: Addressed & { readonly TagKeys: readonly string[] }, call: Call) => {
    const { tags } = queueAddressed(QueueUrl, call);
    for (const key of TagKeys) tags.delete(key);
    return {};
  },
};
