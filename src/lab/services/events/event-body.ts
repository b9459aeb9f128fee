/** A recorded call in the words of EventBridge. */
import type { EventRecord } from "../../world/events.ts";
import { writtenEvent } from "../../world/written-event.ts";

/** EventBridge User Guide, "AWS service events delivered via CloudTrail": the event is the detail. */
export const eventBody = (event: EventRecord, accountId: string): string =>
  JSON.stringify({
    version: "0",
    id: event.id,
    "detail-type":
      event.type === "AwsServiceEvent" ? "AWS Service Event via CloudTrail" : "AWS API Call via CloudTrail",
    source: `aws.${event.source.slice(0, event.source.indexOf("."))}`,
    account: accountId,
    time: event.at.replace(/\.\d+Z$/, "Z"),
    region: event.region,
    resources: [],
    detail: writtenEvent(event),
  });
