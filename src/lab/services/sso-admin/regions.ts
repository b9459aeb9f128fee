/** The Regions of an instance: adding and removing take time, one at once, never the primary (facts 3.8). */
import { certain, parseRegion, type Region } from "../../../model/ids.ts";
import type { Instance, RegionWork } from "../../../model/organization-document/document.ts";
import { otherRegionsOf } from "../../../model/regions.ts";
import { ApiError } from "../../protocol/api-error.ts";
import { paginate } from "../../protocol/paginate.ts";
import type { Call, Handlers } from "../operation.ts";
import { conflict, instanceFor, notFound, primaryInstanceFor, quotaExceeded } from "./access.ts";

type SsoAdmin = typeof import("@aws-sdk/client-sso-admin");

/** Facts 3.6. */
const MOST_REGIONS = 6;

export const regionsOf = (instance: Instance): readonly string[] => [
  instance.primaryRegion,
  ...instance.additionalRegions,
];

/** Every Region with its status, one that is being added among them. */
export function regionRows(instance: Instance) {
  const { regionWork } = instance;
  const rows = regionsOf(instance).map((region) => ({
    RegionName: region,
    Status:
      regionWork?.kind === "removing" && regionWork.region === region ? ("REMOVING" as const) : ("ACTIVE" as const),
    IsPrimaryRegion: region === instance.primaryRegion,
  }));
  if (regionWork?.kind !== "adding") return rows;
  return [...rows, { RegionName: regionWork.region, Status: "ADDING" as const, IsPrimaryRegion: false }];
}

export const regions: Handlers<SsoAdmin> = {
  ListRegions: (input, call) => {
    const instance = instanceFor(call, "ListRegions", input.InstanceArn);
    const { page, nextToken } = paginate(
      regionRows(instance),
      { maxResults: input.MaxResults, nextToken: input.NextToken, defaultSize: 100 },
      ["ListRegions", input.InstanceArn],
    );
    return { Regions: [...page], NextToken: nextToken };
  },

  DescribeRegion: (input, call) => {
    const instance = instanceFor(call, "DescribeRegion", input.InstanceArn);
    const row = regionRows(instance).find(({ RegionName }) => RegionName === input.RegionName);
    if (!row) throw notFound(`Region ${input.RegionName ?? ""} is not enabled for the instance`);
    return row;
  },

  AddRegion: (input, call) => {
    const instance = primaryInstanceFor(call, "AddRegion", input.InstanceArn);
    const region = certain(parseRegion(input.RegionName ?? ""));
    refuseUnfit(instance, region);
    refuseSecondWork(instance);
    if (regionsOf(instance).some((one) => one === region)) throw conflict(`Region ${region} is enabled already`);
    if (regionsOf(instance).length >= MOST_REGIONS)
      throw quotaExceeded(`An instance has at most ${MOST_REGIONS} Regions`);
    return { Status: started(call, instance, { region, kind: "adding" }) };
  },

  RemoveRegion: (input, call) => {
    const instance = primaryInstanceFor(call, "RemoveRegion", input.InstanceArn);
    const region = certain(parseRegion(input.RegionName ?? ""));
    if (region === instance.primaryRegion)
      throw new ApiError("ValidationException", "The primary Region cannot be removed");
    refuseSecondWork(instance);
    if (!instance.additionalRegions.some((one) => one === region))
      throw notFound(`Region ${region} is not enabled for the instance`);
    return { Status: started(call, instance, { region, kind: "removing" }) };
  },
};

/** Facts N6: opt-in Regions, GovCloud and China since October 2026, each within its partition; never of Active Directory. Wording inferred. */
function refuseUnfit({ kind, primaryRegion, identitySource }: Instance, region: Region): void {
  const isNear = otherRegionsOf(certain(parseRegion(primaryRegion))).includes(region) || region === primaryRegion;
  const problem = !isNear
    ? `Region ${region} is not supported for an instance in ${primaryRegion}`
    : kind !== "organization"
      ? "Only organization instances can be replicated to other Regions"
      : identitySource === "active-directory"
        ? "Instances whose identity source is Active Directory cannot be replicated to other Regions"
        : undefined;
  if (problem !== undefined) throw new ApiError("ValidationException", problem);
}

function refuseSecondWork({ regionWork }: Instance): void {
  if (regionWork)
    throw conflict(`Region ${regionWork.region} is being ${regionWork.kind === "adding" ? "added" : "removed"}`);
}

function started({ world, now }: Call, instance: Instance, work: Omit<RegionWork, "endsAt">): "ADDING" | "REMOVING" {
  const endsAt = new Date(now.getTime() + world.settings.provisioningMilliseconds).toISOString();
  world.instance = { ...instance, regionWork: { ...work, endsAt } };
  return work.kind === "adding" ? "ADDING" : "REMOVING";
}
