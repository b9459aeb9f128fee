/** The changes that CloudTrail has recorded since a time, in the home Region and where Organizations records. */
import type { Context } from "../../model/context.ts";
import type { Evidence } from "../../model/evidence.ts";
import { allKnown, mapReading, type Reading } from "../../model/reading.ts";
import type { Asking } from "../aws/asking.ts";
import type { AwsConnection } from "../aws/connection.ts";
import { lookupChanges } from "../aws/trail.ts";
import { openCollection } from "./collect.ts";
import type { TrailEvent } from "./trail-window.ts";

/** Organizations has no Regions: its events land here (facts 5.1). */
const GLOBAL_REGION = "us-east-1";

export interface RecordedChanges {
  readonly instanceArn: string;
  /** As AWS prints them. */
  readonly events: Reading<readonly TrailEvent[]>;
}

/** @throws AccessError as `collectOrganization` does. */
export async function changesSince(
  since: Date,
  connection: AwsConnection,
  context: Context,
  onCall?: (evidence: Evidence) => void,
): Promise<RecordedChanges> {
  const { asking, instance } = await openCollection(connection, context, onCall);
  return { instanceArn: instance.arn, events: await recordedSince(asking, since) };
}

export async function recordedSince(asking: Asking, since: Date): Promise<Reading<readonly TrailEvent[]>> {
  const regions = [...new Set([asking.homeRegion(), GLOBAL_REGION])];
  const found = allKnown(await Promise.all(regions.map((region) => lookupChanges(asking, region, since))));
  return mapReading(found, (lists) => lists.flat());
}
