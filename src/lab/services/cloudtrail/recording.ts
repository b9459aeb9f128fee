/** Writes every call down that reached its operation: changes at once, reads when somebody looks. */
import { createHash } from "node:crypto";
import type { EventRecord } from "../../world/events.ts";
import type { World } from "../../world/world.ts";
import { accountRole } from "../iam/account-roles.ts";
import type { Call, Served, ServiceId } from "../operation.ts";
import { eventJson } from "./event-json.ts";
import { hiddenTexts } from "./hidden.ts";

/** Facts 5.1. */
const SOURCES: Readonly<Record<ServiceId, string>> = {
  "sso-admin": "sso.amazonaws.com",
  identitystore: "identitystore.amazonaws.com",
  sso: "sso.amazonaws.com",
  "sso-oidc": "sso.amazonaws.com",
  organizations: "organizations.amazonaws.com",
  iam: "iam.amazonaws.com",
  sts: "sts.amazonaws.com",
  cloudtrail: "cloudtrail.amazonaws.com",
  // Facts AAM42, AT11; that the runtime writes under the same name is inferred.
  "account-access": "account-access.amazonaws.com",
  "account-access-runtime": "account-access.amazonaws.com",
  "iam-toolbox": "iam-toolbox.amazonaws.com",
  sqs: "sqs.amazonaws.com",
  events: "events.amazonaws.com",
  securityhub: "securityhub.amazonaws.com",
  // As of the sign-ins themselves; of these operations it is inferred.
  signin: "signin.amazonaws.com",
};

/** Services without Regions; their events land in us-east-1 (facts 5.1). */
const GLOBAL: ReadonlySet<ServiceId> = new Set(["iam", "organizations"]);
const READS = /^(Describe|Get|List|Is|Lookup|Simulate|AssumeRole|Generate|Search)/;

/** Messages are data events, which event history does not show (SQS Developer Guide, "Logging Amazon SQS API calls"). */
const DATA_EVENTS: ReadonlySet<string> = new Set(["sqs ReceiveMessage", "sqs DeleteMessage"]);

export function recordServed(served: Served, call: Call): void {
  if (DATA_EVENTS.has(`${served.service} ${served.operation}`)) return;
  const isReadOnly = READS.test(served.operation);
  const { trail } = call.world;
  if (!isReadOnly) {
    trail.record(eventOf(served, call, isReadOnly));
    return;
  }
  let event: EventRecord | undefined;
  // The pieces that the event is written from; the call itself holds more than a ring of them should.
  trail.recordRead({
    at: call.now.toISOString(),
    name: served.operation,
    source: SOURCES[served.service],
    region: regionOf(served.service, call),
    isReadOnly,
    recipientAccountId: recipientOf(served.service, call),
    // The same event each time: its id is made when it is first looked at.
    write: () => {
      event ??= eventOf(served, call, isReadOnly);
      return event;
    },
  });
}

/** Called with a user's bearer token. */
const BY_TOKEN: ReadonlySet<ServiceId> = new Set(["sso", "account-access-runtime"]);

/** The portals and their tokens belong to the instance's owner (facts 5.1), everything else to the caller. */
function recipientOf(service: ServiceId, { world, caller }: Call): string {
  const isOwners = BY_TOKEN.has(service) || service === "sso-oidc";
  return isOwners ? (world.instance?.ownerAccountId ?? world.organization.managementAccountId) : caller.accountId;
}

function eventOf(served: Served, call: Call, isReadOnly: boolean): EventRecord {
  const { service, operation, error } = served;
  const common = {
    id: call.world.random.uuid(),
    at: call.now.toISOString(),
    source: SOURCES[service],
    name: operation,
    recipientAccountId: recipientOf(service, call),
    isReadOnly,
    errorCode: error?.code,
    requestId: call.requestId,
    sourceIPAddress: "127.0.0.1",
    userAgent: call.userAgent,
  };
  if (service === "sso") return { ...common, ...portalParts(served, call), errorMessage: messageOf(served) };
  return {
    ...common,
    region: regionOf(service, call),
    type: "AwsApiCall",
    userIdentity: userIdentityOf(service, call),
    // Written out when somebody reads or keeps the event: a lab under load makes thousands that nobody looks at.
    get requestParameters() {
      return eventJson(served, "input", served.input);
    },
    get errorMessage() {
      return messageOf(served);
    },
    // A read's answer is not shown; sts shows whom it made.
    get responseElements() {
      return isReadOnly && service !== "sts" ? null : eventJson(served, "output", served.output);
    },
  };
}

function userIdentityOf(service: ServiceId, call: Call): Readonly<Record<string, unknown>> {
  if (BY_TOKEN.has(service)) return portalIdentity(call.world, call.bearerToken);
  return service === "sso-oidc" ? { type: "Unknown", accountId: recipientOf(service, call) } : identityOf(call);
}

/** The error's sentence, without what the request parameters do not show either. */
function messageOf(served: Served): string | undefined {
  if (!served.error) return undefined;
  const hidden = hiddenTexts();
  eventJson(served, "input", served.input, hidden);
  return hidden.removedFrom(served.error.message);
}

/** Unsigned services are in the instance's Region, global ones in us-east-1 (facts 5.1). */
function regionOf(service: ServiceId, { world, region }: Call): string {
  if (GLOBAL.has(service)) return "us-east-1";
  return service === "sso-oidc" || BY_TOKEN.has(service) ? (world.instance?.primaryRegion ?? region) : region;
}

/** Facts 5.4: a service event without request parameters; what was asked for is in its details. */
function portalParts({ input }: Served, call: Call) {
  const details = { role_name: input["roleName"], account_id: input["accountId"] };
  return {
    region: regionOf("sso", call),
    type: "AwsServiceEvent" as const,
    userIdentity: portalIdentity(call.world, call.bearerToken),
    requestParameters: null,
    responseElements: null,
    more: { serviceEventDetails: input["accountId"] === undefined ? null : details },
  };
}

/** Facts 5.2. */
export function portalIdentity(world: World, token: string | undefined): Readonly<Record<string, unknown>> {
  const session = world.signIns.get(token ?? "");
  const owner = world.instance?.ownerAccountId ?? world.organization.managementAccountId;
  if (!session) return { type: "Unknown", accountId: owner };
  return {
    type: "IdentityCenterUser",
    accountId: owner,
    onBehalfOf: {
      userId: session.user.id,
      identityStoreArn: `arn:aws:identitystore::${owner}:identitystore/${world.instance?.identityStoreId ?? ""}`,
    },
    credentialId: credentialIdOf(session.token),
  };
}

/** Ties the portal events of one session together without naming the token. */
function credentialIdOf(token: string): string {
  const hex = createHash("sha256").update(token).digest("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join("-");
}

function identityOf({ world, caller, accessKeyId }: Call): Readonly<Record<string, unknown>> {
  const { accountId, arn, userId } = caller;
  const common = { principalId: userId, arn, accountId, accessKeyId };
  const [, roleName] = /:assumed-role\/([^/]+)\//.exec(arn) ?? [];
  if (roleName === undefined) return { type: "Root", ...common };
  const role = accountRole(world, accountId, roleName);
  return {
    type: "AssumedRole",
    ...common,
    sessionContext: {
      // The issuer's ARN has the role's path, unlike the session's (facts 5.2).
      sessionIssuer: {
        type: "Role",
        principalId: userId.split(":")[0],
        arn: role?.arn ?? `arn:aws:iam::${accountId}:role/${roleName}`,
        accountId,
        userName: roleName,
      },
      attributes: { mfaAuthenticated: "false" },
    },
  };
}
