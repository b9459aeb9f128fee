/** A piece of an event whose JSON is not whole: what it holds is read member by member, and it is said that the rest is missing. */
import type { JsonObject } from "../json.ts";
import { eventOf } from "./spellings.ts";

/** Members by the object that holds them. A member that stands in several objects is not read out of a piece. */
const PLACES: readonly (readonly [string, readonly string[]])[] = [
  [
    "",
    [
      "eventName",
      "eventSource",
      "eventTime",
      "eventType",
      "awsRegion",
      "errorCode",
      "errorMessage",
      "recipientAccountId",
      "sourceIPAddress",
      "requestID",
    ],
  ],
  ["userIdentity", ["type", "arn", "principalId", "userName", "invokedBy"]],
  ["userIdentity.onBehalfOf", ["userId", "identityStoreArn"]],
  [
    "requestParameters",
    [
      "roleArn",
      "roleName",
      "targetId",
      "permissionSetArn",
      "instanceArn",
      "principalType",
      "groupId",
      "identityStoreId",
    ],
  ],
  ["serviceEventDetails", ["role_name", "account_id"]],
  ["additionalEventData", ["UserName", "CredentialType"]],
];

/** Undefined where the text holds no event's name. */
export function eventFragment(text: string): JsonObject | undefined {
  const flat: Record<string, string> = Object.create(null);
  for (const [holder, names] of PLACES)
    for (const name of names) {
      const value = readMember(text, name);
      if (value !== undefined) flat[holder === "" ? name : `${holder}.${name}`] = value;
    }
  const event = eventOf(flat);
  return event && { ...event, isFragment: true };
}

function readMember(text: string, name: string): string | undefined {
  const pattern = new RegExp(
    `["']${name}\\\\?["']\\s{0,4}:\\s{0,4}\\\\?["']((?:[^"'\\\\\\n]|\\\\[^"']|'(?=\\w)){0,4000})`,
    "i",
  );
  const written = pattern.exec(text)?.[1];
  return written && unescapedJson(written);
}

/** `jos\\u00e9` as `josé`; a text that is cut within an escape stays as it is written. */
function unescapedJson(written: string): string {
  try {
    return JSON.parse(`"${written.replaceAll('\\"', '"').replaceAll('"', '\\"')}"`);
  } catch {
    return written;
  }
}
