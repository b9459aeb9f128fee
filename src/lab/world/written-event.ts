/** An event as AWS prints it, and as LookupEvents lists it. */
import type { EventRecord } from "./events.ts";

/** The event's JSON as AWS writes it. */
export const writtenEvent = (event: EventRecord): Readonly<Record<string, unknown>> => ({
  eventVersion: "1.11",
  userIdentity: event.userIdentity,
  eventTime: event.at.replace(/\.\d+Z$/, "Z"),
  eventSource: event.source,
  eventName: event.name,
  awsRegion: event.region,
  sourceIPAddress: event.sourceIPAddress,
  userAgent: event.userAgent,
  ...(event.errorCode === undefined ? {} : { errorCode: event.errorCode, errorMessage: event.errorMessage }),
  requestParameters: event.requestParameters,
  responseElements: event.responseElements,
  ...event.more,
  requestID: event.requestId,
  eventID: event.id,
  readOnly: event.isReadOnly,
  eventType: event.type,
  managementEvent: true,
  recipientAccountId: event.recipientAccountId,
  eventCategory: "Management",
});

const OWN_MEMBERS = new Set([
  "eventVersion",
  "userIdentity",
  "eventTime",
  "eventSource",
  "eventName",
  "awsRegion",
  "sourceIPAddress",
  "userAgent",
  "errorCode",
  "errorMessage",
  "requestParameters",
  "responseElements",
  "requestID",
  "eventID",
  "readOnly",
  "eventType",
  "managementEvent",
  "recipientAccountId",
  "eventCategory",
]);

/** The record of an event that a document gives as AWS prints it; `at` is its time in the lab. */
export function recordOfWritten(written: Readonly<Record<string, unknown>>, id: string, at: string): EventRecord {
  const text = (name: string): string | undefined => {
    const value = written[name];
    return typeof value === "string" ? value : undefined;
  };
  const object = (name: string) => (written[name] ?? null) as Readonly<Record<string, unknown>> | null;
  const more = Object.entries(written).filter(([name]) => !OWN_MEMBERS.has(name));
  return {
    id: text("eventID") ?? id,
    at,
    source: text("eventSource") ?? "",
    name: text("eventName") ?? "",
    region: text("awsRegion") ?? "us-east-1",
    recipientAccountId: text("recipientAccountId") ?? "",
    isReadOnly: written["readOnly"] === true,
    type: (text("eventType") ?? "AwsApiCall") as EventRecord["type"],
    userIdentity: object("userIdentity") ?? {},
    requestParameters: object("requestParameters"),
    responseElements: object("responseElements"),
    errorCode: text("errorCode"),
    errorMessage: text("errorMessage"),
    requestId: text("requestID"),
    sourceIPAddress: text("sourceIPAddress") ?? "",
    userAgent: text("userAgent") ?? "",
    ...(more.length > 0 ? { more: Object.fromEntries(more) } : {}),
  };
}

/** Resource types by the request member that names one. */
const RESOURCE_TYPES: Readonly<Record<string, string>> = {
  permissionSetArn: "AWS::SSO::PermissionSet",
  instanceArn: "AWS::SSO::Instance",
  roleName: "AWS::IAM::Role",
  policyArn: "AWS::IAM::Policy",
  roleArn: "AWS::IAM::Role",
  groupId: "AWS::IdentityStore::Group",
  userId: "AWS::IdentityStore::User",
  accountId: "AWS::Organizations::Account",
  targetId: "AWS::Organizations::Account",
};

export function resourcesOf({ requestParameters }: EventRecord) {
  return Object.entries(requestParameters ?? {}).flatMap(([member, value]) =>
    typeof value === "string" && Object.hasOwn(RESOURCE_TYPES, member)
      ? [{ ResourceType: RESOURCE_TYPES[member], ResourceName: value }]
      : [],
  );
}

/** The user's name as event history shows it: the session's, `root`, or the user of a sign-in. */
export function userNameOf({ userIdentity, more }: EventRecord): string | undefined {
  const { type, arn, userName } = userIdentity as { type?: string; arn?: string; userName?: string };
  if (type === "Root") return "root";
  if (type === "AssumedRole") return arn?.split("/").at(-1);
  const data = more?.["additionalEventData"] as { UserName?: string } | undefined;
  return userName ?? data?.UserName;
}

export const listedEvent = (event: EventRecord) => ({
  EventId: event.id,
  EventName: event.name,
  ReadOnly: String(event.isReadOnly),
  AccessKeyId: event.userIdentity["accessKeyId"] as string | undefined,
  EventTime: new Date(event.at),
  EventSource: event.source,
  Username: userNameOf(event),
  Resources: resourcesOf(event),
  CloudTrailEvent: JSON.stringify(writtenEvent(event)),
});
