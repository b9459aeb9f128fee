/** A CloudTrail event, as AWS prints it, reduced to the facts that a diagnosis uses. Events are input from elsewhere: nothing in them is trusted. */
import { withPlainIds } from "../../model/directory-arn.ts";
import type { CloudTrailEvent } from "./additional-facts.ts";

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const fields = (value: unknown): Fields => (isFields(value) ? value : {});
const text = (value: unknown): string | undefined => (typeof value === "string" && value !== "" ? value : undefined);

/** Undefined where it has no name or no time. */
export function cloudTrailEvent(event: unknown): CloudTrailEvent | undefined {
  const all = fields(event);
  const [name, at] = [text(all["eventName"]), text(all["eventTime"])];
  if (name === undefined || at === undefined || Number.isNaN(Date.parse(at))) return undefined;
  const identity: Partial<EventIdentity> = identityOf(all) ?? {};
  return {
    id: text(all["eventID"]) ?? text(all["requestID"]) ?? `${name} ${at}`,
    name,
    source: text(all["eventSource"]) ?? "unknown",
    at: new Date(at).toISOString(),
    by: actorOf(identity),
    errorCode: text(all["errorCode"]),
    errorMessage: text(all["errorMessage"]),
    request: fields(withPlainIds(all["requestParameters"])),
    details: { ...fields(all["serviceEventDetails"]), ...fields(all["additionalEventData"]) },
    userId: identity.userId,
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

/** `userIdentity` of an event: whose call it was, as far as the event says (facts 5.2). */
export interface EventIdentity {
  /** `AssumedRole`, `IdentityCenterUser`, `Unknown`, … */
  readonly type: string | undefined;
  readonly arn: string | undefined;
  /** The role behind a session, with its path. */
  readonly issuerArn: string | undefined;
  /** `AROA…:session name`. */
  readonly principalId: string | undefined;
  readonly accountId: string | undefined;
  /** The AWS service that acted. */
  readonly invokedBy: string | undefined;
  readonly userName: string | undefined;
  /** The person's id in Identity Center. */
  readonly userId: string | undefined;
}

/** Undefined where the event has none. */
export function identityOf(event: Fields): EventIdentity | undefined {
  if (!Object.hasOwn(event, "userIdentity") || !isFields(event["userIdentity"])) return undefined;
  const identity = event["userIdentity"];
  return {
    type: text(identity["type"]),
    arn: text(identity["arn"]),
    issuerArn: text(fields(fields(identity["sessionContext"])["sessionIssuer"])["arn"]),
    principalId: text(identity["principalId"]),
    accountId: text(identity["accountId"]),
    invokedBy: text(identity["invokedBy"]),
    userName: text(identity["userName"]),
    userId: text(fields(identity["onBehalfOf"])["userId"]),
  };
}

/** Facts 5.2: an ARN where there is one; else the service that acted, the user's name, or the kind of identity. */
const actorOf = (identity: Partial<EventIdentity>): string =>
  identity.arn ??
  identity.issuerArn ??
  identity.invokedBy ??
  identity.userName ??
  identity.userId ??
  (identity.type === "WebIdentityUser" ? "the SCIM client of the identity provider" : undefined) ??
  (identity.type === "Unknown" ? undefined : identity.type) ??
  "somebody";

/** The events of a document or of a page, without what cannot be understood, newest first. */
export const cloudTrailEvents = (events: readonly unknown[]): readonly CloudTrailEvent[] =>
  events.flatMap((event) => cloudTrailEvent(event) ?? []).sort((a, b) => b.at.localeCompare(a.at));
