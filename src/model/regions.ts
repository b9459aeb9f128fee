/** The Regions of AWS that may hold an Identity Center instance, by partition: the one list of the product. */
import { certain, parseRegion, type Region } from "./ids.ts";

const words = (...lines: readonly string[]): readonly string[] => lines.join(" ").split(" ");

/** Enabled in every account (AWS Account Management Reference Guide, "Enable or disable AWS Regions in your account"). */
const ENABLED_BY_DEFAULT = words(
  "us-east-1 us-east-2 us-west-1 us-west-2 ca-central-1 sa-east-1 eu-central-1 eu-west-1 eu-west-2 eu-west-3 eu-north-1",
  "ap-south-1 ap-southeast-1 ap-southeast-2 ap-northeast-1 ap-northeast-2 ap-northeast-3",
);

/** Accounts must opt in to these (same guide); the names are those of the SDK's partition data, which a test compares. */
const OPT_IN = words(
  "af-south-1 ap-east-1 ap-east-2 ap-south-2 ap-southeast-3 ap-southeast-4 ap-southeast-5 ap-southeast-6 ap-southeast-7",
  "ca-west-1 eu-central-2 eu-south-1 eu-south-2 il-central-1 me-central-1 me-south-1 me-west-1 mx-central-1 sa-west-1",
);

/** Partitions do not know each other's accounts: an instance is never in another one. */
const PARTITIONS: readonly (readonly string[])[] = [
  [...ENABLED_BY_DEFAULT, ...OPT_IN],
  ["us-gov-west-1", "us-gov-east-1"],
  ["cn-north-1", "cn-northwest-1"],
  ["eusc-de-east-1"],
];

/** Every Region that may hold an instance, whatever its partition. */
export const regionNames = (): readonly string[] => PARTITIONS.flat();

/** All other Regions of the given one's partition, those that every account has enabled first. */
export function otherRegionsOf(region: Region): readonly Region[] {
  const own = PARTITIONS.find((regions) => regions.includes(region)) ?? PARTITIONS[0] ?? [];
  return own.filter((name) => name !== region).map((name) => certain(parseRegion(name)));
}

/** Whether account access manager is offered there: in Regions that every account has enabled (facts AAM28). */
export const isOffered = (region: string): boolean => ENABLED_BY_DEFAULT.includes(region);

/** Whether an account may have left the Region off (facts A14). */
export const isOptIn = (region: string): boolean => OPT_IN.includes(region);
