/** Which stretch of CloudTrail's event history tells what happened since a document was taken, and when it does not. */
import type { OrganizationDocument } from "../../../model/organization-document/document.ts";
import { EVENT_HISTORY_MILLISECONDS } from "../../../model/quotas.ts";
import { attributed } from "./touched.ts";

/** As AWS prints it. */
export type RawCloudTrailEvent = Readonly<Record<string, unknown>>;

/** CloudTrail delivers within about a quarter of an hour (CloudTrail User Guide); a little is added. */
const OVERLAP_MILLISECONDS = 20 * 60_000;
/** Clocks differ by so much without being wrong. */
const CLOCKS_DIFFER_MILLISECONDS = 5 * 60_000;

/** From here on events are asked for: what was late the last time is met now. */
export const lookBackFrom = ({ takenAt }: OrganizationDocument): Date =>
  new Date(Date.parse(takenAt) - OVERLAP_MILLISECONDS);

/** Undefined: the events since the document was taken can tell. */
export function whyNotFromEvents(document: OrganizationDocument, now: Date): string | undefined {
  const { coverage, takenAt, instance } = document;
  if (coverage === undefined)
    return "the document was written by hand and not collected, so that events cannot tell what it lacks";
  if (Date.parse(takenAt) > now.getTime() + CLOCKS_DIFFER_MILLISECONDS)
    return `the document is of ${takenAt}, which has not come yet by this machine's clock`;
  if (now.getTime() - lookBackFrom(document).getTime() > EVENT_HISTORY_MILLISECONDS)
    return "the snapshot is older than the 90 days that CloudTrail's event history keeps";
  // People and memberships of another directory change there (facts A3): no event of the store is sure to tell.
  if (instance?.identitySource === "active-directory")
    return "people and groups are those of an Active Directory, whose changes likely leave no events here";
  const base = coverage.gaps.find(({ part }) => BASE_LISTS.has(part.kind));
  return base && `the snapshot could not read the list of ${base.part.kind.replaceAll("-", " ")}`;
}

const BASE_LISTS: ReadonlySet<string> = new Set(["accounts", "permission-sets", "users", "groups"]);

/** Undefined: nothing speaks against the events. */
export function whyNotTold(
  { coverage }: OrganizationDocument,
  events: readonly RawCloudTrailEvent[],
): string | undefined {
  const ids = new Set(events.map(eventId));
  const lost = coverage?.trail?.eventIds.find((id) => !ids.has(id));
  if (lost !== undefined) return `the event ${lost} of the last catching up is not in the event history any more`;
  const dark = events.find((event) => attributed(event) === undefined);
  return dark && `the event ${name(dark)} (${eventId(dark)}) does not say what it changed`;
}

const name = (event: RawCloudTrailEvent): string =>
  `${String(event["eventName"])} of ${String(event["eventSource"])} at ${String(event["eventTime"])}`;

export const eventId = (event: RawCloudTrailEvent): string => String(event["eventID"]);

/** Whether the next time looks over the event again. */
export const isAboutLast =
  (now: Date) =>
  (event: RawCloudTrailEvent): boolean =>
    Date.parse(String(event["eventTime"])) > now.getTime() - OVERLAP_MILLISECONDS;
