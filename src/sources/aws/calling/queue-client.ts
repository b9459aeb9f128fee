/** A client of Amazon SQS, which has no npm package here: receives and deletes the messages of one queue. */
import type { SSOOIDCClient } from "@aws-sdk/client-sso-oidc";
import {
  DOCUMENT,
  type GenericService,
  genericClient,
  NUMBER,
  regionalHost,
  senderOf,
  shapesOf,
  TEXT,
} from "./generic-client.ts";

const SERVICE: GenericService = {
  namespace: "com.amazonaws.sqs",
  serviceId: "SQS",
  signingName: "sqs",
  host: regionalHost("sqs"),
};
const { operation } = shapesOf(SERVICE.namespace);

const OPERATIONS = {
  ReceiveMessage: operation("ReceiveMessage", ["POST", "/"], {
    input: { QueueUrl: TEXT, MaxNumberOfMessages: NUMBER, WaitTimeSeconds: NUMBER, VisibilityTimeout: NUMBER },
    // Absent where the queue is empty (API reference): as a list it would be an answer without what was asked for.
    output: { Messages: DOCUMENT },
  }),
  DeleteMessage: operation("DeleteMessage", ["POST", "/"], {
    input: { QueueUrl: TEXT, ReceiptHandle: TEXT },
    output: {},
  }),
} as const;

/** What JSON 1.0 has in its headers (API model of SQS); the body is the same as that of REST JSON. */
const jsonOne =
  (next: (given: unknown) => unknown, { commandName }: { readonly commandName?: string }) =>
  (given: { readonly request: { readonly headers: Record<string, string> } }) => {
    given.request.headers["content-type"] = "application/x-amz-json-1.0";
    given.request.headers["x-amz-target"] = `AmazonSQS.${commandName?.replace(/Command$/, "")}`;
    return next(given);
  };

export async function queueClient(given: Parameters<typeof genericClient>[1]): Promise<SSOOIDCClient> {
  const client = await genericClient(SERVICE, given);
  client.middlewareStack.add(jsonOne as never, { step: "build", name: "jsonOne" });
  return client;
}

/** Sends one operation. @throws what the SDK throws for AWS's errors, named as AWS names them */
export const sendQueue = senderOf(SERVICE.namespace, OPERATIONS);
