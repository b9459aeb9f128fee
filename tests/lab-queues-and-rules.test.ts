/** Queues and rules of a lab, made as deploy/ makes them: which changes come into the queue, who lets them in, what is set aside, what is refused. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { models } from "../src/lab/models/index.ts";
import { writtenForm } from "../src/model/organization-document/write.ts";
import { openLab, type TestLab } from "./support/lab.ts";
import { modelSdk } from "./support/model-sdk.ts";
import { document, MANAGEMENT, type OnlyMember, onlyMember } from "./support/watched-group.ts";

interface Client {
  send(command: object): Promise<Record<string, unknown>>;
  destroy(): void;
}
const SDKS = { sqs: modelSdk(models.sqs), events: modelSdk(models.events) } as const;
type Service = keyof typeof SDKS;

const PATTERN = readFileSync(join(import.meta.dirname, "../deploy/terraform/event-pattern.json"), "utf8");
const QUEUE = "idc-doctor-changes";
const QUEUE_ARN = `arn:aws:sqs:us-east-1:${MANAGEMENT}:${QUEUE}`;
const RULE_ARN = `arn:aws:events:us-east-1:${MANAGEMENT}:rule/changes`;

let lab: TestLab;
let member: OnlyMember;
const clients = new Map<Service, Client>();
beforeAll(async () => {
  lab = await openLab({ document, limits: "off", provisioningMilliseconds: 0 });
  member = onlyMember(lab.url);
  for (const service of ["sqs", "events"] as const) {
    const construct = SDKS[service]["Client"] as new (settings: object) => Client;
    const credentials = { accessKeyId: MANAGEMENT, secretAccessKey: "lab" };
    clients.set(service, new construct({ endpoint: lab.url, region: "us-east-1", maxAttempts: 1, credentials }));
  }
});
afterAll(async () => {
  for (const client of clients.values()) client.destroy();
  member.close();
  await lab.close();
});

async function ask(service: Service, operation: string, input: object): Promise<Record<string, unknown>> {
  const command = SDKS[service][`${operation}Command`] as new (input: object) => object;
  const { $metadata: _, ...answer } = (await clients.get(service)?.send(new command(input))) ?? {};
  return answer;
}
const sqs = (operation: string, input: object) => ask("sqs", operation, input);
const events = (operation: string, input: object) => ask("events", operation, input);

let queueUrl = "";
beforeEach(async () => {
  // What a lab's queues hold goes with its organization.
  await lab.put(writtenForm(document));
  queueUrl = String((await sqs("CreateQueue", { QueueName: QUEUE }))["QueueUrl"]);
});

const policy = (sourceArn: string, more: readonly object[] = []): string =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Service: "events.amazonaws.com" },
        Action: "sqs:SendMessage",
        Resource: QUEUE_ARN,
        Condition: { ArnEquals: { "aws:SourceArn": sourceArn } },
      },
      ...more,
    ],
  });
const deny = (condition: object) => ({
  Effect: "Deny",
  Principal: { AWS: "*" },
  Action: "sqs:*",
  Resource: QUEUE_ARN,
  Condition: condition,
});

const lets = (text: string) => sqs("SetQueueAttributes", { QueueUrl: queueUrl, Attributes: { Policy: text } });
async function rule(more: object = {}): Promise<void> {
  const made = await events("PutRule", { Name: "changes", EventPattern: PATTERN, Description: "Changes", ...more });
  expect(made).toEqual({ RuleArn: RULE_ARN });
  const targets = { Rule: "changes", Targets: [{ Id: "queue", Arn: QUEUE_ARN }] };
  expect(await events("PutTargets", targets)).toMatchObject({ FailedEntryCount: 0 });
}
const received = async (url = queueUrl) =>
  ((await sqs("ReceiveMessage", { QueueUrl: url, MaxNumberOfMessages: 10 }))["Messages"] ?? []) as readonly {
    readonly Body: string;
    readonly ReceiptHandle: string;
  }[];
const names = async () => (await received()).map(({ Body }) => JSON.parse(Body).detail.eventName);

describe("a rule", () => {
  test("puts changes that it matches into the queue that lets it in", async () => {
    await lets(policy(RULE_ARN, [deny({ Bool: { "aws:SecureTransport": "false" } })]));
    await rule();
    await member.leave();
    expect(await names()).toEqual(["DeleteGroupMembership"]);
  });

  test.each<[string, string | undefined, object]>([
    ["into a queue without a policy", undefined, {}],
    ["into a queue that lets another rule in", policy(RULE_ARN.replace("changes", "others")), {}],
    ["into a queue that denies it", policy(RULE_ARN, [deny({ Bool: { "aws:SecureTransport": "true" } })]), {}],
    ["while it is disabled", policy(RULE_ARN), { State: "DISABLED" }],
    ["that its pattern leaves out", policy(RULE_ARN), { EventPattern: '{"source":["aws.s3"]}' }],
  ])("puts nothing %s", async (_, text, more) => {
    if (text !== undefined) await lets(text);
    await rule(more);
    await member.leave();
    expect(await received()).toEqual([]);
  });

  test("is described, tagged, changed in place, and deleted after its targets", async () => {
    await rule({ Tags: [{ Key: "team", Value: "access" }] });
    expect(await events("DescribeRule", { Name: "changes" })).toEqual({
      Name: "changes",
      Arn: RULE_ARN,
      EventPattern: PATTERN,
      State: "ENABLED",
      Description: "Changes",
      EventBusName: "default",
      CreatedBy: MANAGEMENT,
    });
    await events("TagResource", { ResourceARN: RULE_ARN, Tags: [{ Key: "more", Value: "1" }] });
    await events("UntagResource", { ResourceARN: RULE_ARN, TagKeys: ["team"] });
    expect(await events("ListTagsForResource", { ResourceARN: RULE_ARN })).toEqual({
      Tags: [{ Key: "more", Value: "1" }],
    });
    await events("PutRule", { Name: "changes", EventPattern: PATTERN, State: "DISABLED" });
    expect(await events("ListTargetsByRule", { Rule: "changes" })).toEqual({
      Targets: [{ Id: "queue", Arn: QUEUE_ARN }],
    });
    await expect(events("DeleteRule", { Name: "changes" })).rejects.toMatchObject({ name: "ValidationException" });
    await events("RemoveTargets", { Rule: "changes", Ids: ["queue"] });
    await events("DeleteRule", { Name: "changes" });
    await expect(events("DescribeRule", { Name: "changes" })).rejects.toMatchObject({
      name: "ResourceNotFoundException",
    });
  });

  test.each<[string, object, string]>([
    ["a pattern that is none", { EventPattern: '{"source":"aws.sso"}' }, "InvalidEventPatternException"],
    ["a schedule", { ScheduleExpression: "rate(5 minutes)", EventPattern: undefined }, "ValidationException"],
    ["another bus", { EventBusName: "other" }, "ResourceNotFoundException"],
  ])("is refused: %s", async (_, more, name) => {
    await expect(events("PutRule", { Name: "changes", EventPattern: PATTERN, ...more })).rejects.toMatchObject({
      name,
    });
  });
});

describe("a queue", () => {
  test("is found by its name, described with what was set, tagged, and gone when it is deleted", async () => {
    const set = { VisibilityTimeout: "300", ReceiveMessageWaitTimeSeconds: "20" };
    await sqs("SetQueueAttributes", { QueueUrl: queueUrl, Attributes: set });
    expect(await sqs("GetQueueUrl", { QueueName: QUEUE })).toEqual({ QueueUrl: queueUrl });
    const all = await sqs("GetQueueAttributes", { QueueUrl: queueUrl, AttributeNames: ["All"] });
    expect(all["Attributes"]).toMatchObject({ ...set, QueueArn: QUEUE_ARN, MessageRetentionPeriod: "345600" });
    await sqs("TagQueue", { QueueUrl: queueUrl, Tags: { team: "access", more: "1" } });
    await sqs("UntagQueue", { QueueUrl: queueUrl, TagKeys: ["more"] });
    expect(await sqs("ListQueueTags", { QueueUrl: queueUrl })).toEqual({ Tags: { team: "access" } });
    await sqs("DeleteQueue", { QueueUrl: queueUrl });
    await expect(received()).rejects.toMatchObject({ name: "QueueDoesNotExist" });
  });

  test("sets aside what was received too often", async () => {
    const failed = String((await sqs("CreateQueue", { QueueName: "idc-doctor-failed" }))["QueueUrl"]);
    const deadLetterTargetArn = QUEUE_ARN.replace(QUEUE, "idc-doctor-failed");
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn, maxReceiveCount: 2 });
    await sqs("SetQueueAttributes", { QueueUrl: queueUrl, Attributes: { RedrivePolicy, VisibilityTimeout: "0" } });
    await lets(policy(RULE_ARN));
    await rule();
    await member.leave();
    expect([(await received()).length, (await received()).length, (await received()).length]).toEqual([1, 1, 0]);
    expect(await received(failed)).toHaveLength(1);
  });

  test("that is there from the beginning is replaced by one that is made under its name, and gone with it", async () => {
    const name = "idc-doctor-events";
    const ready = String((await sqs("GetQueueUrl", { QueueName: name }))["QueueUrl"]);
    await received(ready);
    await sqs("CreateQueue", { QueueName: name });
    await member.leave();
    expect(await received(ready)).toEqual([]);
    await sqs("DeleteQueue", { QueueUrl: ready });
    await expect(received(ready)).rejects.toMatchObject({ name: "QueueDoesNotExist" });
  });

  test.each<[string, string, object, string]>([
    ["other attributes of the same name", "CreateQueue", { Attributes: { DelaySeconds: "5" } }, "QueueNameExists"],
    ["a name that is none", "CreateQueue", { QueueName: "a b" }, "InvalidParameterValue"],
    ["an attribute that is none", "SetQueueAttributes", { Attributes: { FifoQueue: "true" } }, "InvalidAttributeName"],
    ["a time that is none", "SetQueueAttributes", { Attributes: { DelaySeconds: "soon" } }, "InvalidAttributeValue"],
    ["a policy that is none", "SetQueueAttributes", { Attributes: { Policy: "{}" } }, "InvalidAttributeValue"],
    [
      "a redrive policy that is none",
      "SetQueueAttributes",
      { Attributes: { RedrivePolicy: "{" } },
      "InvalidAttributeValue",
    ],
  ])("is refused: %s", async (_, operation, more, name) => {
    const input = { QueueName: QUEUE, QueueUrl: queueUrl, ...more };
    await expect(sqs(operation, input)).rejects.toMatchObject({ name });
  });
});
