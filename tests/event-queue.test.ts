/** The lab's queue and Security Hub through the product's own clients: what comes in, what goes out, what is refused. */
import { CreateUserCommand, IdentitystoreClient } from "@aws-sdk/client-identitystore";
import { afterAll, beforeAll, expect, test } from "vitest";
import { loadOrganizationDocument } from "../src/model/organization-document/load.ts";
import type { Reading } from "../src/model/reading.ts";
import { createAwsClients } from "../src/sources/aws/calling/clients.ts";
import { eventInMessage } from "../src/sources/aws/event-queue.ts";
import { createWatchCalls, type WatchCalls } from "../src/sources/aws/watch-calls.ts";
import { asffFinding } from "./support/asff-finding.ts";
import { openLab, type TestLab } from "./support/lab.ts";
import { labConnection, testContext } from "./support/reader.ts";
import { MANAGEMENT, SIZES, sizedOrganization } from "./support/sized-organization.ts";

const QUEUE = `https://sqs.us-east-1.amazonaws.com/${MANAGEMENT}/idc-doctor-events`;
const credentials = { accessKeyId: MANAGEMENT, secretAccessKey: "lab" };

let lab: TestLab;
let calls: WatchCalls;
let identitystore: IdentitystoreClient;
const loaded = loadOrganizationDocument(sizedOrganization(SIZES.S));
beforeAll(async () => {
  if (loaded.kind === "invalid") throw new Error(JSON.stringify(loaded.problems));
  lab = await openLab({ document: loaded.document, limits: "off", provisioningMilliseconds: 0 });
  const connection = labConnection(lab, { credentials });
  calls = createWatchCalls({ connection, clients: createAwsClients(connection) }, testContext());
  identitystore = new IdentitystoreClient({ endpoint: lab.url, region: "us-east-1", credentials });
});
afterAll(async () => {
  identitystore.destroy();
  await lab.close();
});

function knownIn<T>(reading: Reading<T>): T {
  if (reading.state === "known") return reading.value;
  throw new Error(JSON.stringify(reading));
}
const received = async () => knownIn(await calls.receive(QUEUE));
const addUser = (name: string) =>
  identitystore.send(
    new CreateUserCommand({
      IdentityStoreId: loaded.kind === "ok" ? loaded.document.instance?.identityStoreId : undefined,
      UserName: name,
      DisplayName: name,
      Name: { GivenName: name, FamilyName: "Moreau" },
    }),
  );

test("a change comes as a message of EventBridge, again until it is deleted; what was before does not", async () => {
  await addUser("before");
  expect(await received()).toEqual([]);
  await addUser("after");
  const [message] = await received();
  if (!message) throw new Error("no message");
  expect(JSON.parse(message.body)).toMatchObject({
    "detail-type": "AWS API Call via CloudTrail",
    source: "aws.identitystore",
    account: MANAGEMENT,
  });
  expect(eventInMessage(message)).toMatchObject({
    eventName: "CreateUser",
    eventSource: "identitystore.amazonaws.com",
  });
  expect(await received()).toEqual([]);
  await lab.advance("PT2M");
  const [again] = await received();
  expect(again?.body).toBe(message.body);
  knownIn(await calls.remove(QUEUE, again ?? message));
  await lab.advance("PT2M");
  expect(await received()).toEqual([]);
});

test("a queue that is not there is a failure by name, with its permission", async () => {
  const answer = await calls.receive(QUEUE.replace("events", "nothing"));
  expect(answer).toMatchObject({
    state: "unknown",
    failure: { permission: "sqs:ReceiveMessage", code: "QueueDoesNotExist" },
  });
});

test.each(["", "{}", "[]", '{"detail":null}', '{"detail":{"eventID":7}}', "x".repeat(200_000)])(
  "a message that is no event is none: %.20s",
  (body) => {
    expect(eventInMessage({ body })).toBeUndefined();
  },
);

test("Security Hub takes findings of the calling account only", async () => {
  expect(knownIn(await calls.callerAccount())).toBe(MANAGEMENT);
  expect(knownIn(await calls.importFindings("us-east-1", [asffFinding(MANAGEMENT)]))).toEqual({
    imported: 1,
    refused: [],
  });
  const other = knownIn(await calls.importFindings("us-east-1", [asffFinding("999999999999")]));
  expect(other).toMatchObject({ imported: 0, refused: [{ id: "one of 999999999999" }] });
});
