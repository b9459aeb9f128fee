/** cloudtrail: the event history of the caller's account in the Region that is asked (facts 5.1), newest first. */
import { ApiError } from "../../protocol/api-error.ts";
import { paginate } from "../../protocol/paginate.ts";
import { EVENT_HISTORY_MILLISECONDS, type EventRecord, type ReadEvent } from "../../world/events.ts";
import { listedEvent, resourcesOf, userNameOf } from "../../world/written-event.ts";
import type { Handlers, Operations } from "../operation.ts";

type CloudTrailSdk = typeof import("@aws-sdk/client-cloudtrail");

/** API reference of LookupEvents. */
const PAGE = 50;

const written = (event: EventRecord | ReadEvent): EventRecord => ("write" in event ? event.write() : event);

type Kept = EventRecord | ReadEvent;
type Test = (event: Kept) => boolean;

/** API model: `LookupAttributeKey`. The first three are known of an event that is not written out yet. */
const TESTS: Readonly<Record<string, (value: string) => Test>> = {
  EventName: (value) => (event) => event.name === value,
  ReadOnly: (value) => (event) => String(event.isReadOnly) === value,
  EventSource: (value) => (event) => event.source === value,
  EventId: (value) => (event) => written(event).id === value,
  Username: (value) => (event) => userNameOf(written(event)) === value,
  ResourceType: (value) => (event) => resourcesOf(written(event)).some(({ ResourceType }) => ResourceType === value),
  ResourceName: (value) => (event) => resourcesOf(written(event)).some(({ ResourceName }) => ResourceName === value),
  AccessKeyId: (value) => (event) => written(event).userIdentity["accessKeyId"] === value,
};

const handlers: Handlers<CloudTrailSdk> = {
  LookupEvents: (input, call) => {
    const attributes = input.LookupAttributes ?? [];
    // API reference: "Currently the list can contain only one item".
    if (attributes.length > 1)
      throw new ApiError("InvalidLookupAttributesException", "You can only use one lookup attribute.");
    const since = input.StartTime?.getTime() ?? call.now.getTime() - EVENT_HISTORY_MILLISECONDS;
    const until = input.EndTime?.getTime() ?? Number.POSITIVE_INFINITY;
    if (since > until) throw new ApiError("InvalidTimeRangeException", "The start time is after the end time.");
    const [attribute] = attributes;
    const passes = attribute && TESTS[attribute.AttributeKey ?? ""]?.(attribute.AttributeValue ?? "");
    const found = call.world.trail.history(call.caller.accountId, {
      since,
      until,
      passes: (event) => event.region === call.region && (passes?.(event) ?? true),
    });
    const { page, nextToken } = paginate(
      found,
      {
        maxResults: input.MaxResults,
        nextToken: input.NextToken,
        defaultSize: PAGE,
        invalidToken: "InvalidNextTokenException",
      },
      ["LookupEvents", attribute, input.StartTime, input.EndTime],
    );
    return { Events: page.map((event) => listedEvent(written(event))), NextToken: nextToken };
  },

  /** The lab has event history and no trails. */
  DescribeTrails: () => ({ trailList: [] }),

  ListTrails: () => ({ Trails: [] }),

  GetTrailStatus: (input) => {
    throw new ApiError("TrailNotFoundException", `Unknown trail: ${input.Name ?? ""}`);
  },
};

export const cloudtrail: Operations = handlers as Operations;
