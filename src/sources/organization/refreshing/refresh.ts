/** Brings a snapshot up to date from CloudTrail: only what the events since then touched is read again. */

import type { Context } from "../../../model/context.ts";
import { type CaughtUp, type Coverage, type Gap, NEVER_ASKED } from "../../../model/coverage.ts";
import type { CallSummary, Evidence } from "../../../model/evidence.ts";
import type { OrganizationDocument } from "../../../model/organization-document/document.ts";
import { inTheWay, isOfPermission } from "../../../model/reading.ts";
import type { BudgetReport } from "../../aws/calling/budgets.ts";
import type { AwsConnection } from "../../aws/calling/connection.ts";
import { createAnswers } from "../collecting/answers.ts";
import { coverageOf, instanceRow } from "../collecting/assemble.ts";
import { closeCollection, type OpenCollection, openCollection } from "../collecting/collect.ts";
import { organizationReads } from "../collecting/organization-reads.ts";
import { setsEnabled } from "../collecting/sets-enabled.ts";
import { changedRows } from "./changed-rows.ts";
import { recordedSince } from "./changes-since.ts";
import { otherHistories } from "./cloudtrail-blind-spot.ts";
import {
  eventId,
  isAboutLast,
  lookBackFrom,
  type RawCloudTrailEvent,
  whyNotFromEvents,
  whyNotTold,
} from "./cloudtrail-window.ts";
import { includes, includesUnits, type ToRead } from "./document-change.ts";
import { type ReadAgain, readTouched } from "./read-touched.ts";
import { refuseOtherInstance } from "./same-instance.ts";
import { attributed, distinctTouched, type Touched } from "./touched.ts";
import { roleTouchedBy } from "./touched-role.ts";

export interface RefreshOptions {
  /** Organizational units, although the document holds none yet. */
  readonly includesUnits?: boolean;
  readonly onCall?: ((evidence: Evidence) => void) | undefined;
  /** Events of CloudTrail since then that came by another way, and that its history may not show yet. */
  readonly eventsSince?: ((from: Date) => Promise<readonly RawCloudTrailEvent[]>) | undefined;
}

/** What calling CloudTrail and reading again cost. */
export interface RefreshCost {
  readonly calls: CallSummary;
  readonly budgets: readonly BudgetReport[];
  readonly milliseconds: number;
}

export type Refreshed =
  | (RefreshCost & {
      readonly kind: "refreshed";
      readonly document: OrganizationDocument;
      /** ISO 8601: events from then on were asked for. */
      readonly from: string;
      /** Everything that changed something in the account, and what of it touched the snapshot. */
      readonly events: number;
      readonly changes: number;
      /** Rows that are not what they were: the same events are met again by the next refreshes, and change nothing then. */
      readonly changed: number;
      /** Those that touched the snapshot. */
      readonly touching: readonly RawCloudTrailEvent[];
      /** Those that changed an IAM role's trust policy: no snapshot holds it. */
      readonly ofRoles: readonly RawCloudTrailEvent[];
      readonly read: readonly ToRead[];
    })
  /** The events do not tell everything that happened: only a full collection does. */
  | (RefreshCost & { readonly kind: "full-scan-needed"; readonly reason: string });

/** So many events are remembered for the next time. */
const EVENTS_REMEMBERED = 100;

/**
 * The document as of now, or why only a full collection can tell.
 *
 * @throws AccessError as `collectOrganization` does; `bad-input` where the document is of another instance.
 */
export async function refreshOrganization(
  document: OrganizationDocument,
  connection: AwsConnection,
  context: Context,
  options: RefreshOptions = {},
): Promise<Refreshed> {
  const opened = await openCollection(connection, context, options.onCall);
  try {
    return await refreshFrom(document, opened, context, options);
  } finally {
    closeCollection(opened);
  }
}

/** The same from a connection that is open already and that the caller closes. */
export async function refreshFrom(
  document: OrganizationDocument,
  opened: OpenCollection,
  context: Context,
  options: Pick<RefreshOptions, "includesUnits" | "eventsSince"> = {},
): Promise<Refreshed> {
  const cost = (): RefreshCost => ({
    calls: opened.calling.log.summary(),
    budgets: opened.calling.budgets.report(),
    milliseconds: context.monotonic() - opened.begun,
  });
  refuseOtherInstance(document, opened.instance.arn);
  const full = (reason: string): Refreshed => ({ kind: "full-scan-needed", reason, ...cost() });
  const now = context.now();
  const reason = whyNotFromEvents(document, now);
  if (reason !== undefined) return full(reason);
  const from = lookBackFrom(document);
  // Beside CloudTrail, not after it.
  void opened.caller().catch(() => undefined);
  const found = await recordedSince(opened.calling, from);
  if (found.state === "unread") return full(found.reason);
  if (found.state === "unknown")
    return full(
      `CloudTrail could not be asked (${found.failure.message}; ${isOfPermission(found.failure) ? `it takes ${found.failure.permission}` : inTheWay(found.failure)})`,
    );
  const events = distinct([...found.value, ...((await options.eventsSince?.(from)) ?? [])]);
  const untold = whyNotTold(document, events);
  if (untold !== undefined) return full(untold);

  const touching = events.flatMap((event) => {
    const touched = attributed(event) ?? [];
    return touched.length > 0 ? [{ event, touched }] : [];
  });
  const wanted = withUnits(document, options.includesUnits === true);
  const read = await readWanted(opened, wanted.document, [
    ...distinctTouched(touching.flatMap(({ touched }) => touched)),
    ...wanted.touched,
  ]);
  opened.calling.names.rememberAccounts(read.document.accounts);
  const blindSpot = await otherHistories(opened.calling, read, await opened.caller());
  const permissionSetsEnabled = await setsEnabled(
    organizationReads(opened),
    read.document.permissionSets.map(({ arn }) => arn),
  );
  return {
    kind: "refreshed",
    document: caughtUp(document, read, opened, { now, events, blindSpot, permissionSetsEnabled }),
    from: from.toISOString(),
    events: events.length,
    changes: touching.length,
    changed: changedRows(document, read.document),
    touching: touching.map(({ event }) => event),
    ofRoles: events.filter((event) => roleTouchedBy(event) !== undefined),
    read: read.read,
    ...cost(),
  };
}

const distinct = (events: readonly RawCloudTrailEvent[]): readonly RawCloudTrailEvent[] => [
  ...new Map(events.map((event) => [eventId(event), event])).values(),
];

/** A document without units that is to have them: all of them are read. */
function withUnits(document: OrganizationDocument, areWanted: boolean) {
  const touched: readonly Touched[] = areWanted && !includesUnits(document) ? [{ kind: "list", of: "units" }] : [];
  if (touched.length === 0 || !document.coverage) return { document, touched };
  const neverAsked = document.coverage.neverAsked?.filter((part) => part !== "units");
  return { document: { ...document, coverage: { ...document.coverage, neverAsked } }, touched };
}

interface ReadWanted extends ReadAgain {
  readonly gaps: readonly Gap[];
}

async function readWanted(
  opened: OpenCollection,
  document: OrganizationDocument,
  touched: readonly Touched[],
): Promise<ReadWanted> {
  const progress = { expect: () => undefined, answered: () => undefined };
  const answers = createAnswers(nothingKept(), progress);
  const read = await readTouched({ reads: organizationReads(opened), answers, progress }, document, touched);
  return { ...read, gaps: answers.gaps() };
}

function nothingKept() {
  const kept = new Map<string, unknown>();
  return { get: (key: string) => kept.get(key), put: (key: string, value: unknown) => void kept.set(key, value) };
}

interface Looked {
  readonly now: Date;
  readonly events: readonly RawCloudTrailEvent[];
  /** What CloudTrail shows to somebody else. */
  readonly blindSpot: string | undefined;
  readonly permissionSetsEnabled: boolean | undefined;
}

function caughtUp(
  before: OrganizationDocument,
  read: ReadWanted,
  { instance }: OpenCollection,
  { now, events, blindSpot, permissionSetsEnabled }: Looked,
): OrganizationDocument {
  const { users, groups } = read.document;
  const newest = [...events].sort((a, b) => String(b["eventTime"]).localeCompare(String(a["eventTime"])));
  const trail: CaughtUp = {
    collectedAt: before.coverage?.trail?.collectedAt ?? before.takenAt,
    eventIds: newest.filter(isAboutLast(now)).slice(0, EVENTS_REMEMBERED).map(eventId),
  };
  const coverage = coverageAfter(read);
  const blindSpots = [coverage.blindSpot, blindSpot, NOT_SHOWN_YET].filter(
    (spot) => spot !== null && spot !== undefined,
  );
  return {
    ...read.document,
    takenAt: now.toISOString(),
    instance:
      before.instance &&
      instanceRow(before.instance, instance, { users, groups, refusesLists: false, permissionSetsEnabled }),
    coverage: { ...coverage, blindSpot: blindSpots.join("; "), trail },
  };
}

/** CloudTrail User Guide, "How CloudTrail works": events are delivered within about 15 minutes on average. */
const NOT_SHOWN_YET =
  "changes of the last quarter of an hour that CloudTrail had not shown yet: the next catching up looks for them again";

/** A gap that was read now is none any more; one that was met now is new. */
function coverageAfter({ document, gaps: met, answered }: ReadWanted): Coverage {
  const key = ({ part }: Gap): string => JSON.stringify(part);
  const before = (document.coverage?.gaps ?? []).filter((gap) => !answered.has(key(gap)));
  const gaps = new Map([...before, ...met].map((gap) => [key(gap), gap]));
  const asked = NEVER_ASKED.filter((part) => includes(document, part));
  const { walk = "pairs", missedWalk, entitlementWalk, unreadAliases } = document.coverage ?? {};
  return coverageOf({ walk, missedWalk, entitlementWalk, unreadAliases }, [...gaps.values()], asked);
}
