/** The changes that CloudTrail has recorded since a time, in the home Region and where Organizations records. */
import type { Context } from "../../model/context.ts";
import type { Evidence } from "../../model/evidence.ts";
import { allKnown, mapReading, type Reading } from "../../model/reading.ts";
import type { AwsConnection } from "../aws/connection.ts";
import { lookupChanges } from "../aws/trail.ts";
import { openCollection } from "./collect.ts";
import { GLOBAL_REGION } from "./refresh.ts";

export interface RecordedChanges {
  readonly instanceArn: string;
  /** As AWS prints them. */
  readonly events: Reading<readonly Readonly<Record<string, unknown>>[]>;
}

/** @throws AccessError as `collectOrganization` does. */
export async function changesSince(
  since: Date,
  connection: AwsConnection,
  context: Context,
  onCall?: (evidence: Evidence) => void,
): Promise<RecordedChanges> {
  const { asking, instance } = await openCollection(connection, context, onCall);
  const regions = [...new Set([asking.homeRegion(), GLOBAL_REGION])];
  const found = allKnown(await Promise.all(regions.map((region) => lookupChanges(asking, region, since))));
  return { instanceArn: instance.arn, events: mapReading(found, (lists) => lists.flat()) };
}
