/** Instances and their Regions. */
import { certain, parseRegion } from "../../../model/ids.ts";
import type { Instance } from "../../../model/organization-document/document.ts";
import { ApiError } from "../../protocol/api-error.ts";
import { paginate } from "../../protocol/paginate.ts";
import type { Handlers } from "../operation.ts";
import { instanceFor, mayAdminister, notFound, primaryInstanceFor } from "./access.ts";

type SsoAdmin = typeof import("@aws-sdk/client-sso-admin");

const regionsOf = (instance: Instance): readonly string[] => [instance.primaryRegion, ...instance.additionalRegions];

const metadata = (instance: Instance) => ({
  InstanceArn: instance.arn,
  IdentityStoreId: instance.identityStoreId,
  OwnerAccountId: instance.ownerAccountId,
  Name: instance.name,
  Status: instance.status,
  StatusReason: instance.statusReason,
});

export const instances: Handlers<SsoAdmin> = {
  /** Empty in Regions without the instance (facts S9), and for accounts that have no part in it (inferred). */
  ListInstances: (input, call) => {
    const { instance } = call.world;
    const isVisible = instance && regionsOf(instance).includes(call.region) && mayAdminister(call);
    const { page, nextToken } = paginate(
      isVisible ? [metadata(instance)] : [],
      { maxResults: input.MaxResults, nextToken: input.NextToken, defaultSize: 10 },
      ["ListInstances"],
    );
    return { Instances: [...page], NextToken: nextToken };
  },

  DescribeInstance: (input, call) => metadata(instanceFor(call, "DescribeInstance", input.InstanceArn)),

  UpdateInstance: (input, call) => {
    const instance = instanceFor(call, "UpdateInstance", input.InstanceArn);
    call.world.instance = { ...instance, name: input.Name ?? instance.name };
    return {};
  },

  ListRegions: (input, call) => {
    const instance = instanceFor(call, "ListRegions", input.InstanceArn);
    const rows = regionsOf(instance).map((region) => regionMetadata(instance, region));
    const { page, nextToken } = paginate(
      rows,
      { maxResults: input.MaxResults, nextToken: input.NextToken, defaultSize: 100 },
      ["ListRegions", input.InstanceArn],
    );
    return { Regions: [...page], NextToken: nextToken };
  },

  DescribeRegion: (input, call) => {
    const instance = instanceFor(call, "DescribeRegion", input.InstanceArn);
    if (!regionsOf(instance).includes(input.RegionName ?? ""))
      throw notFound(`Region ${input.RegionName} is not enabled for the instance`);
    return regionMetadata(instance, input.RegionName ?? "");
  },

  /** Additional Regions become active at once here; the workflow's time is not modelled. */
  AddRegion: (input, call) => {
    const instance = primaryInstanceFor(call, "AddRegion", input.InstanceArn);
    const region = certain(parseRegion(input.RegionName ?? ""));
    if (!regionsOf(instance).includes(region))
      call.world.instance = { ...instance, additionalRegions: [...instance.additionalRegions, region] };
    return { Status: "ADDING" };
  },

  RemoveRegion: (input, call) => {
    const instance = primaryInstanceFor(call, "RemoveRegion", input.InstanceArn);
    if (input.RegionName === instance.primaryRegion)
      throw new ApiError("ValidationException", "The primary Region cannot be removed");
    call.world.instance = {
      ...instance,
      additionalRegions: instance.additionalRegions.filter((region) => region !== input.RegionName),
    };
    return { Status: "REMOVING" };
  },
};

const regionMetadata = (instance: Instance, region: string) => ({
  RegionName: region,
  Status: "ACTIVE" as const,
  IsPrimaryRegion: region === instance.primaryRegion,
});
