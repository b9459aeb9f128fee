/** Instances: the organization's, and those that accounts create for themselves. */
import { certain, parseAccountId, parseIdentityStoreId, parseInstanceArn, parseRegion } from "../../../model/ids.ts";
import type { Instance } from "../../../model/organization-document/document.ts";
import { ApiError } from "../../protocol/api-error.ts";
import { paginate } from "../../protocol/paginate.ts";
import type { Call, Handlers } from "../operation.ts";
import { conflict, denied, instanceFor, isManagement, mayAdminister, putInstance } from "./access.ts";
import { createdOnce } from "./client-token.ts";
import { regionRows, regionsOf } from "./regions.ts";
import { tagsIn } from "./tags.ts";

type UpdateInstanceRequest = import("@aws-sdk/client-sso-admin").UpdateInstanceRequest;
type SsoAdmin = typeof import("@aws-sdk/client-sso-admin");

/** ListInstances answers at most ten (facts 3.5). */
const MOST = 10;

/** Of instances whose document gives no date. */
const UNDATED = "2026-01-05T08:00:00Z";

const metadata = (instance: Instance) => ({
  InstanceArn: instance.arn,
  IdentityStoreId: instance.identityStoreId,
  OwnerAccountId: instance.ownerAccountId,
  Name: instance.name,
  CreatedDate: new Date(instance.createdAt ?? UNDATED),
  Status: instance.status,
  StatusReason: instance.statusReason,
});

/** The organization's instance where the caller has a part in it (others see nothing: inferred), and the caller's own ones. */
function visibleInstances(call: Call): readonly Instance[] {
  const { world, region, caller } = call;
  const { instance } = world;
  const shared = instance && mayAdminister(call) && regionsOf(instance).some((one) => one === region) ? [instance] : [];
  const own = [...world.accountInstances.under("owner", caller.accountId)];
  return [...shared, ...own.filter(({ primaryRegion }) => primaryRegion === region)];
}

/** On, never off, and not together with the key (facts N2); the wording is inferred. */
function switchedOn(
  instance: Instance,
  { PermissionSetsEnabled, EncryptionConfiguration }: UpdateInstanceRequest,
): Pick<Instance, "permissionSetsEnabled"> {
  if (PermissionSetsEnabled === undefined) return { permissionSetsEnabled: instance.permissionSetsEnabled };
  if (!PermissionSetsEnabled) throw new ApiError("ValidationException", "Permission sets cannot be disabled");
  if (EncryptionConfiguration)
    throw new ApiError(
      "ValidationException",
      "PermissionSetsEnabled and EncryptionConfiguration cannot be changed in one request",
    );
  if (instance.kind !== "organization")
    throw new ApiError("ValidationException", "Permission sets need an organization instance");
  return { permissionSetsEnabled: true };
}

export const instances: Handlers<SsoAdmin> = {
  /** Empty in Regions without an instance (facts S9). */
  ListInstances: (input, call) => {
    const { page, nextToken } = paginate(
      visibleInstances(call),
      { maxResults: Math.min(input.MaxResults ?? MOST, MOST), nextToken: input.NextToken, defaultSize: MOST },
      ["ListInstances"],
    );
    const rows = page.map((instance) => ({
      ...metadata(instance),
      // Members since July 2026 (facts 3.8).
      PrimaryRegion: instance.primaryRegion,
      Regions: regionRows(instance),
    }));
    return { Instances: rows, NextToken: nextToken };
  },

  DescribeInstance: (input, call) => {
    const instance = instanceFor(call, "DescribeInstance", input.InstanceArn);
    const { encryption } = instance;
    return {
      ...metadata(instance),
      // Account instances answer false (inferred: facts N2).
      PermissionSetsEnabled: instance.kind === "organization" && instance.permissionSetsEnabled !== false,
      EncryptionConfigurationDetails: {
        KeyType: encryption ? "CUSTOMER_MANAGED_KEY" : "AWS_OWNED_KMS_KEY",
        KmsKeyArn: encryption?.kmsKeyArn,
        EncryptionStatus: "ENABLED",
      },
    };
  },

  /** The key's change takes time at AWS; here it is made at once. */
  UpdateInstance: (input, call) => {
    const instance = instanceFor(call, "UpdateInstance", input.InstanceArn);
    const wanted = input.EncryptionConfiguration;
    const isOn = switchedOn(instance, input);
    if (wanted?.KeyType === "CUSTOMER_MANAGED_KEY" && wanted.KmsKeyArn === undefined)
      throw new ApiError("ValidationException", "KmsKeyArn is required for a customer managed key");
    const encryption = wanted?.KmsKeyArn === undefined ? undefined : { kmsKeyArn: wanted.KmsKeyArn };
    putInstance(call, { ...instance, name: input.Name ?? instance.name, ...(wanted ? { encryption } : {}), ...isOn });
    return {};
  },

  /** Member accounts make account instances; the organization's is enabled in the console (API reference of CreateInstance). */
  CreateInstance: (input, call) => {
    const { world, caller, region } = call;
    if (isManagement(call))
      throw new ApiError("ValidationException", "An account instance cannot be created in the management account");
    return createdOnce(
      call,
      "CreateInstance",
      input.ClientToken,
      (arn) => ({ InstanceArn: arn }),
      () => {
        // Facts 3.6: one instance an account.
        if (world.accountInstances.under("owner", caller.accountId).size > 0)
          throw conflict("An instance already exists in this account.");
        const storeId = certain(parseIdentityStoreId(`d-${world.random.hex(10)}`));
        const instance: Instance = {
          arn: certain(parseInstanceArn(`arn:aws:sso:::instance/ssoins-${world.random.hex(16)}`)),
          identityStoreId: storeId,
          name: input.Name,
          kind: "account",
          status: "ACTIVE",
          ownerAccountId: certain(parseAccountId(caller.accountId)),
          primaryRegion: certain(parseRegion(region)),
          additionalRegions: [],
          startUrl: `https://${storeId}.awsapps.com/start`,
          identitySource: "identity-center",
          createdAt: call.now.toISOString(),
          tags: tagsIn(input.Tags),
        };
        world.accountInstances.put(instance);
        return instance.arn;
      },
    );
  },

  /** Only account instances are deleted by the API; organization instances in the console (API reference of DeleteInstance). */
  DeleteInstance: (input, call) => {
    const instance = instanceFor(call, "DeleteInstance", input.InstanceArn);
    if (instance.kind !== "account") throw denied(call, "DeleteInstance", instance.arn);
    const { world } = call;
    for (const { arn } of world.applications.under("instance", instance.arn)) world.applications.remove(arn);
    for (const { arn } of world.trustedTokenIssuers.under("instance", instance.arn))
      world.trustedTokenIssuers.remove(arn);
    world.accountInstances.remove(instance.arn);
    return {};
  },
};
