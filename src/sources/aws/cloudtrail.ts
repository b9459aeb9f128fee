/** CloudTrail LookupEvents: who did it, and when. */
import type { CloudTrailEvent } from "../../facts/grant/additional-facts.ts";
import { cloudTrailEvents } from "../../facts/grant/cloudtrail-event.ts";
import { allKnown, mapReading, type Reading } from "../../model/reading.ts";
import { type CallContext, callPages } from "./calling/call.ts";

/** Fifty a page (API model); two calls a second are allowed (facts 3.6), so that many events of one name must do. */
const EVENTS_OF_ONE_NAME = 250;

/** One event name, and the time of the oldest event that is wanted (ISO 8601); absent: all of CloudTrail's 90 days. */
export interface EventsWanted {
  readonly name: string;
  readonly since?: string | undefined;
}

/** The newest events of one name. */
export async function lookupEvents(
  calling: CallContext,
  { name, since }: EventsWanted,
): Promise<Reading<readonly CloudTrailEvent[]>> {
  const asked = {
    region: calling.homeRegion(),
    attribute: "EventName",
    value: name,
    enough: EVENTS_OF_ONE_NAME,
    ...(since !== undefined && { since: new Date(since) }),
  } as const;
  return mapReading(await lookUp(calling, asked), cloudTrailEvents);
}

/** Events of several names as one list; where one name could not be read, none is known. */
export async function newestFirst(
  lists: readonly Promise<Reading<readonly CloudTrailEvent[]>>[],
): Promise<Reading<readonly CloudTrailEvent[]>> {
  return mapReading(allKnown(await Promise.all(lists)), (found) =>
    found.flat().sort((a, b) => b.at.localeCompare(a.at)),
  );
}

/**
 * Every event that changed something since then, as AWS prints it; the history of the caller's own account and of one Region.
 *
 * One attribute may be given (facts 5.1). By EventSource, a scan's own reads would be the history of the next hours;
 * `ReadOnly` leaves the changes of all sources, which one list holds.
 */
export async function lookupChanges(
  calling: CallContext,
  region: string,
  since: Date,
): Promise<Reading<readonly Readonly<Record<string, unknown>>[]>> {
  const rows = await lookUp(calling, { region, attribute: "ReadOnly", value: "false", since });
  return mapReading(rows, (found) =>
    found.flatMap((row) => (typeof row === "object" && row !== null ? [row as Readonly<Record<string, unknown>>] : [])),
  );
}

interface LookUp {
  readonly region: string;
  readonly attribute: "EventName" | "ReadOnly";
  readonly value: string;
  readonly since?: Date;
  /** So many events will do; undefined: all. */
  readonly enough?: number;
}

async function lookUp(
  calling: CallContext,
  { region, attribute, value, since, enough }: LookUp,
): Promise<Reading<readonly unknown[]>> {
  const LookupAttributes = [{ AttributeKey: attribute, AttributeValue: value }];
  const answer = await callPages(calling, {
    service: "cloudtrail",
    operation: "LookupEvents",
    isAdditional: true,
    region,
    input: { [attribute]: value, ...(since && { StartTime: since.toISOString() }) },
    send: async (NextToken, abortSignal) => {
      const { LookupEventsCommand } = await import("@aws-sdk/client-cloudtrail");
      return (await calling.clients.cloudTrail(region)).send(
        new LookupEventsCommand({ LookupAttributes, StartTime: since, MaxResults: 50, NextToken }),
        { abortSignal },
      );
    },
    rows: ({ Events }) => (Events ?? []).map(({ CloudTrailEvent }) => parsed(CloudTrailEvent)),
    next: ({ NextToken }) => NextToken,
    matters: ({ Events }) => ({
      events: cloudTrailEvents((Events ?? []).map((event) => parsed(event.CloudTrailEvent))).map(inEvidence),
    }),
    ...(enough === undefined ? {} : { enough }),
  });
  return mapReading(answer, (found) => found?.rows ?? []);
}

/** Who, when, and what the call named: ids, ARNs and the name of a sign-in; no attribute of a person beyond names. */
function inEvidence({ id, at, by, errorCode, errorMessage, request, details }: CloudTrailEvent) {
  const named = Object.entries(request).filter(([key, value]) => /(?:Id|Arn)$/.test(key) && typeof value === "string");
  const { UserName } = details;
  return {
    id,
    at,
    by,
    errorCode,
    errorMessage,
    ...Object.fromEntries(named),
    ...(UserName !== undefined && { UserName }),
  };
}

function parsed(json: string | undefined): unknown {
  try {
    return JSON.parse(json ?? "null");
  } catch {
    return undefined;
  }
}
