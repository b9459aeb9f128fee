/** SCIM requests as CloudTrail records them: without the names of people (facts 5.5). */
import type { World } from "../../world/world.ts";
import { HIDDEN, hiddenTexts } from "../cloudtrail/hidden.ts";
import { maskedBody } from "./masked-body.ts";
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

const TENANT = /^[0-9a-f-]{36}$/;

export function recordScim(world: World, record: ScimRecord): void {
  const { instance } = world;
  const owner = instance?.ownerAccountId ?? world.organization.managementAccountId;
  const region = instance?.primaryRegion ?? "us-east-1";
  const { name, id, error } = record;
  const hidden = hiddenTexts();
  const httpBody = record.body === undefined ? undefined : maskedBody(record.body, hidden);
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
      ...(httpBody === undefined ? {} : { httpBody }),
      // People paste the token where the tenant's id belongs.
      tenantId: TENANT.test(record.tenantId) ? record.tenantId : HIDDEN,
      ...(id === undefined ? {} : { id }),
    },
    responseElements: error || id === undefined ? null : { id },
    errorCode: error?.code,
    errorMessage: error && hidden.removedFrom(error.message),
    requestId: record.requestId,
    sourceIPAddress: "127.0.0.1",
    userAgent: record.userAgent,
    more: { tlsDetails: { clientProvidedHostHeader: `scim.${region}.amazonaws.com` } },
  });
}
