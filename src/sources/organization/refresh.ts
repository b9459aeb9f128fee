/** Brings a snapshot up to date from CloudTrail: only what the events since then touched is read again. */
import type { Context } from "../../model/context.ts";
import type { Gap } from "../../model/coverage.ts";
import type { CallSummary, Evidence } from "../../model/evidence.ts";
import type { OrganizationDocument } from "../../model/organization-document/document.ts";
import { allKnown } from "../../model/reading.ts";
import type { AwsConnection } from "../aws/connection.ts";
import { lookupChanges } from "../aws/trail.ts";
import { createAnswers } from "./answers.ts";
import { askedOrganization } from "./asked.ts";
import { coverageOf } from "./assemble.ts";
import { openCollection } from "./collect.ts";
import { readTouched } from "./read-touched.ts";
import { distinctTouched, touchedBy } from "./touched.ts";

/** Where the last refresh ended. The next one looks back over the same stretch and must meet the same events there. */
export interface RefreshPoint {
  /** ISO 8601. */
  readonly at: string;
  /** Changes of the last minutes before `at`. */
  readonly eventIds: readonly string[];
}

export type Refreshed =
  | {
      readonly kind: "refreshed";
      readonly document: OrganizationDocument;
      /** For the next refresh. */
      readonly point: RefreshPoint;
      /** Events that touched something, and how much was read again for them. */
      readonly changes: number;
      readonly readAgain: number;
      readonly calls: CallSummary;
      /** What the trail cannot show. */
      readonly caveat: string;
    }
  /** The events do not tell everything that happened: only a full collection does. */
  | { readonly kind: "full-scan-needed"; readonly reason: string; readonly calls: CallSummary };

/** Facts 5.1: Event history keeps 90 days. */
const HISTORY_MILLISECONDS = 90 * 86_400_000;
/** CloudTrail delivers within about a quarter of an hour (CloudTrail User Guide); a little is added. */
const OVERLAP_MILLISECONDS = 20 * 60_000;
/** Organizations has no Regions: its events land here (facts 5.1). */
export const GLOBAL_REGION = "us-east-1";

export const pointOf = ({ takenAt }: OrganizationDocument): RefreshPoint => ({ at: takenAt, eventIds: [] });

/**
 * The document as of now, or why only a full collection can tell.
 *
 * @throws AccessError as `collectOrganization` does.
 */
export async function refreshOrganization(
  document: OrganizationDocument,
  since: RefreshPoint,
  connection: AwsConnection,
  context: Context,
  onCall?: (evidence: Evidence) => void,
): Promise<Refreshed> {
  const { asking, instance, caller } = await openCollection(connection, context, onCall);
  const full = (reason: string): Refreshed => ({ kind: "full-scan-needed", reason, calls: asking.log.summary() });
  const now = context.now();
  const from = new Date(Date.parse(since.at) - OVERLAP_MILLISECONDS);
  if (instance.arn !== document.instance?.arn) return full("the snapshot is of another instance");
  if (now.getTime() - from.getTime() > HISTORY_MILLISECONDS)
    return full("the snapshot is older than the 90 days that CloudTrail's event history keeps");
  const regions = [...new Set([asking.homeRegion(), GLOBAL_REGION])];
  const found = allKnown(await Promise.all(regions.map((region) => lookupChanges(asking, region, from))));
  if (found.state !== "known")
    return full(
      found.state === "unknown"
        ? `CloudTrail could not be asked (${found.failure.message}; it takes ${found.failure.permission})`
        : found.reason,
    );
  const events = found.value.flat();
  const ids = new Set(events.map(eventId));
  const lost = since.eventIds.find((id) => !ids.has(id));
  if (lost !== undefined) return full(`the event ${lost} of the last refresh is not in the event history any more`);

  const touching = events.filter((event) => touchedBy(event).length > 0);
  const touched = distinctTouched(touching.flatMap(touchedBy));
  const answers = createAnswers(nothingKept(), QUIET);
  const reading = { asked: askedOrganization(asking, instance), answers, progress: QUIET };
  const read = await readTouched(reading, document, touched);
  asking.names.save();
  return {
    kind: "refreshed",
    document: {
      ...read.document,
      takenAt: now.toISOString(),
      coverage: coverageAfter(document, answers.gaps(), read.answered),
    },
    point: { at: now.toISOString(), eventIds: events.filter(isRecent(now)).map(eventId) },
    changes: touching.length,
    readAgain: touched.length,
    calls: asking.log.summary(),
    caveat: `CloudTrail shows account ${caller.accountId} only what was called in it: changes that a delegated administrator makes are recorded in that account, and a full collection is what finds them`,
  };
}

const QUIET = { expect: () => undefined, answered: () => undefined };

function nothingKept() {
  const kept = new Map<string, unknown>();
  return { get: (key: string) => kept.get(key), put: (key: string, value: unknown) => void kept.set(key, value) };
}

const eventId = (event: Readonly<Record<string, unknown>>): string => String(event["eventID"]);

const isRecent =
  (now: Date) =>
  (event: Readonly<Record<string, unknown>>): boolean =>
    Date.parse(String(event["eventTime"])) > now.getTime() - OVERLAP_MILLISECONDS;

/** A gap that was read now is none any more; one that was met now is new. */
function coverageAfter(document: OrganizationDocument, met: readonly Gap[], answered: ReadonlySet<string>) {
  const key = ({ part }: Gap): string => JSON.stringify(part);
  const before = (document.coverage?.gaps ?? []).filter((gap) => !answered.has(key(gap)));
  const gaps = new Map([...before, ...met].map((gap) => [key(gap), gap]));
  return coverageOf(document.coverage?.walk ?? "both", [...gaps.values()]);
}
