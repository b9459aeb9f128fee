/** The changes that CloudTrail has recorded since a time, in the home Region and where Organizations records. */
import type { Context } from "../../../model/context.ts";
import type { Evidence } from "../../../model/evidence.ts";
import { organizationsRegionOf, partitionOf } from "../../../model/partition.ts";
import { allKnown, mapReading, type Reading } from "../../../model/reading.ts";
import type { CallContext } from "../../aws/calling/call.ts";
import type { AwsConnection } from "../../aws/calling/connection.ts";
import { lookupChanges } from "../../aws/cloudtrail.ts";
import { openCollection } from "../collecting/collect.ts";
import type { RawCloudTrailEvent } from "./cloudtrail-window.ts";

export interface RecordedChanges {
  readonly instanceArn: string;
  /** As AWS prints them. */
  readonly events: Reading<readonly RawCloudTrailEvent[]>;
}

/** @throws AccessError as `collectOrganization` does. */
export async function changesSince(
  since: Date,
  connection: AwsConnection,
  context: Context,
  onCall?: (evidence: Evidence) => void,
): Promise<RecordedChanges> {
  const { calling, instance } = await openCollection(connection, context, onCall);
  return { instanceArn: instance.arn, events: await recordedSince(calling, since) };
}

export async function recordedSince(
  calling: CallContext,
  since: Date,
): Promise<Reading<readonly RawCloudTrailEvent[]>> {
  const home = calling.homeRegion();
  // Organizations has no Regions: its events land in one of the partition's (facts 5.1).
  const regions = [...new Set([home, organizationsRegionOf(partitionOf(home))])];
  const found = allKnown(await Promise.all(regions.map((region) => lookupChanges(calling, region, since))));
  return mapReading(found, (lists) => lists.flat());
}
