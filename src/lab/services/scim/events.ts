/** SCIM requests as CloudTrail records them: without the names of people (facts 5.5). */
import type { World } from "../../world/world.ts";
import { HIDDEN } from "../cloudtrail/event-json.ts";
import type { ScimError } from "./scim-error.ts";

export interface ScimRecord {
  /** `CreateUser`, `PatchGroup`, … */
  readonly name: string;
  readonly tenantId: string;
  readonly id: string | undefined;
  readonly body: unknown;
  readonly requestId: string;
  readonly userAgent: string;
  readonly error: ScimError | undefined;
}

/** Members whose values say nothing of a person. */
const OPEN = new Set(["op", "path", "schemas", "active", "value", "members", "operations"]);

function masked(value: unknown, name = ""): unknown {
  if (Array.isArray(value)) return value.map((item) => masked(item, name));
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(
      Object.entries(value).map(([member, item]) => [
        member.charAt(0).toLowerCase() + member.slice(1),
        masked(item, member.toLowerCase()),
      ]),
    );
  // A value of `members` is an id; of anything else it may be a name.
  return OPEN.has(name) && !(name === "value" && !isId(value)) ? value : HIDDEN;
}

const isId = (value: unknown): boolean => typeof value === "string" && /^[0-9a-f-]{36,47}$/.test(value);

export function recordScim(world: World, record: ScimRecord): void {
  const { instance } = world;
  const owner = instance?.ownerAccountId ?? world.organization.managementAccountId;
  const region = instance?.primaryRegion ?? "us-east-1";
  const { name, tenantId, id, error } = record;
  world.trail.record({
    id: world.random.uuid(),
    at: world.clock.now().toISOString(),
    source: "identitystore-scim.amazonaws.com",
    name,
    region,
    recipientAccountId: owner,
    isReadOnly: /^(Get|List)/.test(name),
    type: "AwsApiCall",
    userIdentity: { type: error ? "Unknown" : "WebIdentityUser", accountId: owner },
    requestParameters: {
      ...(record.body === undefined ? {} : { httpBody: masked(record.body) }),
      tenantId,
      ...(id === undefined ? {} : { id }),
    },
    responseElements: error || id === undefined ? null : { id },
    errorCode: error?.code,
    errorMessage: error?.message,
    requestId: record.requestId,
    sourceIPAddress: "127.0.0.1",
    userAgent: record.userAgent,
    more: { tlsDetails: { clientProvidedHostHeader: `scim.${region}.amazonaws.com` } },
  });
}
