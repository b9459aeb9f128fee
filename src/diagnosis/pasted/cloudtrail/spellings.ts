/** CloudTrail's events in the spellings of the tools that hold them: table rows, flattened names, JSON inside text, Athena's structs. */
import { IDENTITY_CENTER_SERVICE } from "../../../model/service-principals.ts";
import { isObject, type JsonObject, member } from "../json.ts";
import { isPlaceholder } from "../placeholders.ts";

/** The members that are read, as CloudTrail writes them. Athena writes all in lower case, others with underscores (facts 5.2 to 5.5). */
const MEMBERS = [
  "eventVersion",
  "userIdentity",
  "eventTime",
  "eventSource",
  "eventName",
  "awsRegion",
  "sourceIPAddress",
  "errorCode",
  "errorMessage",
  "requestParameters",
  "responseElements",
  "additionalEventData",
  "serviceEventDetails",
  "requestID",
  "eventID",
  "eventType",
  "recipientAccountId",
  "resources",
  "readOnly",
  "principalId",
  "accountId",
  "userName",
  "invokedBy",
  "sessionContext",
  "sessionIssuer",
  "onBehalfOf",
  "userId",
  "identityStoreArn",
  "credentialId",
  "roleArn",
  "roleName",
  "roleSessionName",
  "principalArn",
  "targetId",
  "targetType",
  "instanceArn",
  "permissionSetArn",
  "principalType",
  "identityStoreId",
  "groupId",
  "displayName",
  "memberId",
  "tenantId",
  "httpBody",
  "accountAssignmentCreationStatus",
  "accountAssignmentDeletionStatus",
  "permissionSetProvisioningStatus",
  "failureReason",
  "requestId",
  "status",
  "grantType",
  "servicePrincipal",
  "policyArn",
  "UserName",
  "CredentialType",
  "LoginTo",
  "DeviceEnrollmentRequired",
  "AuthWorkflowID",
] as const;

const plainOf = (name: string): string => name.toLowerCase().replace(/[_\s]/g, "");
// `requestID` of an event and `requestId` of a status fold to one name: the event's own stands first.
const BY_PLAIN: ReadonlyMap<string, string> = new Map([...MEMBERS].reverse().map((name) => [plainOf(name), name]));
/** Members that CloudTrail itself writes with underscores, and values that are read under their own names. */
const AS_WRITTEN = new Set<string>(["role_name", "account_id", ...MEMBERS]);

const nameOf = (name: string): string =>
  AS_WRITTEN.has(name) ? name : (BY_PLAIN.get(plainOf(name.replace(/^@/, ""))) ?? name);

/** Members whose value is an object, however it is written down. */
const OBJECTS =
  /^(?:userIdentity|requestParameters|responseElements|additionalEventData|serviceEventDetails|sessionContext|sessionIssuer|onBehalfOf)$/;

/** The object with CloudTrail's names; undefined where it is no event. */
export function eventOf(object: JsonObject): JsonObject | undefined {
  if (typeof member(object, "eventName") === "string" && isAsWritten(object)) return object;
  const elastic = ELASTIC.some((key) => Object.hasOwn(object, key)) ? ofElastic(object) : undefined;
  if (elastic !== undefined) return elastic;
  if (!Object.keys(object).some((name) => plainOf(name.slice(name.lastIndexOf(".") + 1)) === "eventname")) return;
  const event = spelled(object, 0);
  return typeof member(event, "eventName") === "string" ? withParts(event) : undefined;
}

/** Columns that people choose out of a part of the event stand in the row itself: `role_name`, `arn`. */
const PARTS: readonly (readonly [string, readonly string[]])[] = [
  ["serviceEventDetails", ["role_name", "account_id"]],
  ["userIdentity", ["type", "arn", "userName"]],
  ["requestParameters", ["targetId", "permissionSetArn", "instanceArn", "principalType", "roleArn", "roleName"]],
];

function withParts(event: JsonObject): JsonObject {
  const whole: Record<string, unknown> = { ...event };
  for (const [part, names] of PARTS) {
    const found = names.flatMap((name) => {
      const value = member(event, name);
      return typeof value === "string" ? [[name, value] as const] : [];
    });
    const inner = member(event, part);
    if (found.length > 0 && (inner === undefined || inner === null)) whole[part] = Object.fromEntries(found);
  }
  // Only the portal's events have a role under this name (facts 5.4).
  const details = whole["serviceEventDetails"];
  if (whole["eventSource"] === undefined && isObject(details) && member(details, "role_name") !== undefined)
    whole["eventSource"] = IDENTITY_CENTER_SERVICE;
  const { userIdentity } = whole as { userIdentity?: JsonObject };
  if (userIdentity && member(userIdentity, "userName") !== undefined && member(userIdentity, "type") === undefined)
    whole["userIdentity"] = { type: "Unknown", ...userIdentity };
  return whole;
}

const ELASTIC = ["event", "event.action"] as const;

/** The Elastic Common Schema has the name in event.action and the rest under aws.cloudtrail. */
function ofElastic(object: JsonObject): JsonObject | undefined {
  const flat = spelled(object, 0);
  const event = member(flat, "event");
  const aws = member(flat, "aws");
  if (!isObject(event) || !isObject(aws)) return undefined;
  const name = member(event, "action");
  const cloudTrail = member(aws, "cloudtrail");
  if (typeof name !== "string" || !isObject(cloudTrail)) return undefined;
  return {
    ...cloudTrail,
    eventName: name,
    eventSource: member(event, "provider"),
    eventTime: member(flat, "@timestamp"),
  };
}

/** No name is flattened or spelled otherwise, and no object is written as text: CloudTrail's own form. */
const isAsWritten = (object: JsonObject): boolean =>
  !Object.entries(object).some(
    ([name, value]) => name.includes(".") || nameOf(name) !== name || (typeof value === "string" && OBJECTS.test(name)),
  );

/** Deeper nesting is no event of CloudTrail. */
const DEEPEST = 8;

function spelled(object: JsonObject, depth: number): JsonObject {
  const event: Record<string, unknown> = Object.create(null);
  for (const [name, value] of Object.entries(object)) {
    const path = name
      .replace(/^(?:detail|_source)\./i, "")
      .split(".")
      .slice(0, DEEPEST);
    place(event, path.map(nameOf), value, depth);
  }
  return event;
}

function place(event: Record<string, unknown>, path: readonly string[], value: unknown, depth: number): void {
  const [name, ...rest] = path;
  if (name === undefined || name === "__proto__") return;
  if (rest.length === 0) {
    const read = readValue(name, value, depth);
    if (read !== undefined) event[name] ??= read;
    return;
  }
  const inner = event[name];
  const target: Record<string, unknown> = isObject(inner) ? inner : Object.create(null);
  event[name] = target;
  place(target, rest, value, depth);
}

function readValue(name: string, value: unknown, depth: number): unknown {
  if (typeof value === "string") {
    const written = OBJECTS.test(name) ? structIn(value) : undefined;
    if (written !== undefined && depth < DEEPEST) return spelled(written, depth + 1);
    // An empty column is no value, and neither is what a program prints for nothing.
    return OBJECTS.test(name) || isPlaceholder(value) ? undefined : value;
  }
  return isObject(value) && depth < DEEPEST ? spelled(value, depth + 1) : value;
}

/** JSON, or Athena's `{type=IdentityCenterUser, onbehalfof={userid=…}}`. */
function structIn(text: string): JsonObject | undefined {
  const trimmed = text.trim();
  if (!trimmed.startsWith("{")) return undefined;
  try {
    // What begins with a brace is an object, or no JSON.
    return JSON.parse(trimmed);
  } catch {
    return athenaStruct(trimmed);
  }
}

/** Linear: each character is looked at once. */
function athenaStruct(text: string): JsonObject | undefined {
  const root: Record<string, unknown> = Object.create(null);
  const open: Record<string, unknown>[] = [root];
  const member = /[,\s]*([A-Za-z_]\w{0,63})=(?:(\{)|([^,{}]{0,2048}))/y;
  for (let at = 1; at < text.length && open.length > 0 && open.length <= DEEPEST; ) {
    member.lastIndex = at;
    const [whole, name = "", opens, value] = member.exec(text) ?? [];
    const into = open.at(-1);
    if (whole === undefined || into === undefined) {
      // Nothing that is named: the struct ends here, or what stands here is passed over.
      if (text[at] === "}") open.pop();
      at += 1;
      continue;
    }
    if (opens !== undefined) open.push(nested(into, name));
    else if (name !== "__proto__") into[name] = value?.trim() ?? "";
    at += whole.length;
  }
  return Object.keys(root).length > 0 ? root : undefined;
}

function nested(into: Record<string, unknown>, name: string): Record<string, unknown> {
  const inner: Record<string, unknown> = Object.create(null);
  if (name !== "__proto__") into[name] = inner;
  return inner;
}
