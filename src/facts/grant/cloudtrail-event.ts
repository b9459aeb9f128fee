/** A CloudTrail event, as AWS prints it, reduced to the facts that a diagnosis uses. Events are input from elsewhere: nothing in them is trusted. */
import type { CloudTrailEvent } from "./additional-facts.ts";

type Fields = Readonly<Record<string, unknown>>;

const fields = (value: unknown): Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : {};
const text = (value: unknown): string | undefined => (typeof value === "string" && value !== "" ? value : undefined);

/** Undefined where it has no name or no time. */
export function cloudTrailEvent(event: unknown): CloudTrailEvent | undefined {
  const all = fields(event);
  const [name, at] = [text(all["eventName"]), text(all["eventTime"])];
  if (name === undefined || at === undefined || Number.isNaN(Date.parse(at))) return undefined;
  return {
    id: text(all["eventID"]) ?? text(all["requestID"]) ?? `${name} ${at}`,
    name,
    source: text(all["eventSource"]) ?? "unknown",
    at: new Date(at).toISOString(),
    by: actorOf(all),
    errorCode: text(all["errorCode"]),
    errorMessage: text(all["errorMessage"]),
    request: fields(all["requestParameters"]),
    details: { ...fields(all["serviceEventDetails"]), ...fields(all["additionalEventData"]) },
    userId: text(fields(fields(all["userIdentity"])["onBehalfOf"])["userId"]),
    requestId: requestIdOf(fields(all["responseElements"])),
    createdId: name.startsWith("Create") ? createdIdOf(fields(all["responseElements"])) : undefined,
  };
}

/** Facts 5.3 and 5.5: the id stands in the answer itself, or in the `user` or `group` that it holds; SCIM answers `id`. */
const createdIdOf = (response: Fields): string | undefined =>
  [response, fields(response["group"]), fields(response["user"])].flatMap(
    (part) => text(part["membershipId"]) ?? text(part["groupId"]) ?? text(part["userId"]) ?? text(part["id"]) ?? [],
  )[0];

/** Facts 5.3: the status object of the answer names the request that the call began. */
const requestIdOf = (response: Fields): string | undefined =>
  Object.values(response).flatMap((status) => text(fields(status)["requestId"]) ?? [])[0];

/** Facts 5.2: an ARN where there is one; else the service that acted, the user's name, or the kind of identity. */
function actorOf(event: Fields): string {
  const identity = fields(event["userIdentity"]);
  const issuer = fields(fields(identity["sessionContext"])["sessionIssuer"]);
  return (
    text(identity["arn"]) ??
    text(issuer["arn"]) ??
    text(identity["invokedBy"]) ??
    text(identity["userName"]) ??
    text(fields(identity["onBehalfOf"])["userId"]) ??
    (text(identity["type"]) === "WebIdentityUser" ? "the SCIM client of the identity provider" : undefined) ??
    text(identity["type"]) ??
    "somebody"
  );
}

/** The events of a document or of a page, without what cannot be understood, newest first. */
export const cloudTrailEvents = (events: readonly unknown[]): readonly CloudTrailEvent[] =>
  events.flatMap((event) => cloudTrailEvent(event) ?? []).sort((a, b) => b.at.localeCompare(a.at));
