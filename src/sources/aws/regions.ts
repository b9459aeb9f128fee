/** The Regions in which an Identity Center instance may live. */
import { certain, parseRegion, type Region } from "../../model/ids.ts";

/** Regions of the standard partition that are enabled without opting in come first; then those to opt in to (AWS General Reference). */
const STANDARD = [
  "us-east-1 us-east-2 us-west-1 us-west-2 ca-central-1 sa-east-1 eu-central-1 eu-west-1 eu-west-2 eu-west-3 eu-north-1",
  "ap-south-1 ap-southeast-1 ap-southeast-2 ap-northeast-1 ap-northeast-2 ap-northeast-3",
  "af-south-1 ap-east-1 ap-south-2 ap-southeast-3 ap-southeast-4 ca-west-1 eu-central-2 eu-south-1 eu-south-2 il-central-1 me-central-1 me-south-1",
]
  .join(" ")
  .split(" ");
const GOVERNMENT = ["us-gov-west-1", "us-gov-east-1"];
const CHINA = ["cn-north-1", "cn-northwest-1"];

/** All other Regions of the given one's partition: an instance never lies in another partition. */
export function otherRegionsOf(region: Region): readonly Region[] {
  const partition = region.startsWith("us-gov-") ? GOVERNMENT : region.startsWith("cn-") ? CHINA : STANDARD;
  return partition.filter((name) => name !== region).map((name) => certain(parseRegion(name)));
}
