/** The use case behind `snapshot diff`: two documents, what changed between them, whose access it changed, and who did it. */

import { type AccessDifference, accessDifferences } from "../facts/organization/access-difference.ts";
import { accountNamed, principalNamed, setNamed } from "../facts/organization/common-names.ts";
import { documentDifferences } from "../facts/organization/document-difference.ts";
import { organizationFacts } from "../facts/organization/facts.ts";
import { rowDifferences } from "../facts/organization/row-difference.ts";
import { type TwoOrganizations, twoOrganizations } from "../facts/organization/two-organizations.ts";
import { AccessError } from "../model/errors.ts";
import type { OrganizationDocument } from "../model/organization-document/document.ts";
import { neededFor } from "../model/reading.ts";
import type { AccessChange, SnapshotDiff } from "../model/snapshot-diff.ts";
import { authorsBetween } from "../sources/organization/refreshing/authors.ts";
import { changesSince, type RecordedChanges } from "../sources/organization/refreshing/changes-since.ts";
import { unreadOf } from "./effective-access.ts";

/** @throws AccessError `bad-input` where the two are not of one instance, or stand in the wrong order. */
export function diffSnapshots(
  before: OrganizationDocument,
  after: OrganizationDocument,
  recorded: RecordedChanges | undefined,
): SnapshotDiff {
  checkPair(before, after, recorded);
  const two = twoOrganizations(organizationFacts(before), organizationFacts(after));
  const events = recorded?.events.state === "known" ? recorded.events.value : [];
  const authorsOf = authorsBetween(before, after, events);
  const rows = [...accessDifferences(two)].map((difference) => accessChange(two, difference));
  const count = (change: AccessChange["change"]) => rows.filter((row) => row.change === change).length;
  const unread = (["before", "after"] as const).flatMap((document) =>
    ((document === "before" ? before : after).coverage?.gaps ?? []).map((gap) => ({ document, ...unreadOf(gap) })),
  );
  return {
    schema: "idc-doctor/snapshot-diff/1",
    before: { takenAt: before.takenAt },
    after: { takenAt: after.takenAt },
    changes: [...rowDifferences(two), ...documentDifferences(before, after)].map((difference) => ({
      ...difference,
      authors: authorsOf(difference),
    })),
    access: { gained: count("gained"), lost: count("lost"), unknown: count("unknown"), rows },
    isWhole: unread.length === 0,
    unread,
    notExamined: notExamined(before, after, recorded),
  };
}

function checkPair(
  before: OrganizationDocument,
  after: OrganizationDocument,
  recorded: RecordedChanges | undefined,
): void {
  if (before.instance?.arn !== after.instance?.arn)
    throw new AccessError(
      "bad-input",
      `The documents belong to different instances: ${before.instance?.arn ?? "none"} and ${after.instance?.arn ?? "none"}`,
      { next: "Compare two snapshots of the same Identity Center instance" },
    );
  if (Date.parse(before.takenAt) > Date.parse(after.takenAt))
    throw new AccessError(
      "bad-input",
      `The first document (${before.takenAt}) is later than the second (${after.takenAt})`,
      {
        next: "Give the earlier one first",
      },
    );
  if (recorded && recorded.instanceArn !== after.instance?.arn)
    throw new AccessError(
      "bad-input",
      `--who reached ${recorded.instanceArn}, which is not the instance of the documents`,
    );
}

function accessChange(
  two: TwoOrganizations,
  { via, user, account, permissionSet, ...difference }: AccessDifference,
): AccessChange {
  return {
    ...difference,
    user: principalNamed(two, user),
    account: accountNamed(two, account),
    permissionSet: setNamed(two, permissionSet),
    via: via.map((principal) => (principal === user ? "direct" : { group: principalNamed(two, principal) })),
  };
}

function notExamined(
  before: OrganizationDocument,
  after: OrganizationDocument,
  recorded: RecordedChanges | undefined,
): readonly string[] {
  const never = new Set([...(before.coverage?.neverAsked ?? []), ...(after.coverage?.neverAsked ?? [])]);
  const blind = [before, after].map(({ coverage }) => coverage?.blindSpot ?? null);
  return [
    "the content of permission sets, policies and organizational units is not compared",
    ...(never.has("account-roles") ? ["roles in IAM: at least one document does not include them"] : []),
    ...(before.entitlements.length + after.entitlements.length > 0
      ? [
          "whom each changed entitlement reaches: entitlements are compared, and access by them is not listed person by person",
        ]
      : []),
    ...([before, after].some(({ coverage }) => coverage && !coverage.entitlementWalk)
      ? ["account access manager: at least one document does not tell of its entitlements"]
      : []),
    ...[...new Set(blind)].flatMap((spot) => (spot === null ? [] : [spot])),
    ...(recorded
      ? trailNotes(recorded)
      : never.has("events")
        ? ["who did it: the documents have no events (--who looks them up in CloudTrail)"]
        : []),
  ];
}

function trailNotes({ events }: RecordedChanges): readonly string[] {
  if (events.state === "known")
    return ["events in other accounts: CloudTrail shows only calls in the caller's account, of the last 90 days"];
  if (events.state === "unread") return [`who did it: ${events.reason}`];
  return [`who did it: CloudTrail could not be read (${events.failure.message}; ${neededFor(events.failure)})`];
}

/** What CloudTrail recorded since then, for `diffSnapshots`. @throws AccessError as `collectOrganization` does. */
export const recordedChangesSince: typeof changesSince = changesSince;
