/** What changed between two moments of a team's organization, and whose access it changed. */
import { AccessError } from "../../model/errors.ts";
import type { SnapshotDiff } from "../../model/snapshot-diff.ts";
import type { SnapshotHead } from "../../store/shared-snapshots.ts";
import { documentOf } from "../kept/shared-snapshot.ts";
import { diffSnapshots, recordedChangesSince } from "../snapshot-diff.ts";
import type { ServedOrganization, Team } from "./team.ts";

/** A moment that can be compared. */
export type SnapshotMoment = Pick<SnapshotHead, "id" | "takenAt">;

const MOMENTS_LISTED = 500;

/** The newest first. */
export async function snapshotMoments(
  { key }: ServedOrganization,
  { store }: Pick<Team, "store">,
): Promise<readonly SnapshotMoment[]> {
  return (await store.snapshots.list(key, MOMENTS_LISTED)).map(({ id, takenAt }) => ({ id, takenAt }));
}

interface Period {
  /** ISO 8601; of each the newest snapshot that is not later. Undefined: the last two. */
  readonly from: string | undefined;
  readonly to: string | undefined;
  /** Looks up in CloudTrail who did it. */
  readonly isWithAuthors?: boolean | undefined;
}

/** @throws AccessError `not-found` where there are no two snapshots to compare */
export async function teamChanges(
  organization: ServedOrganization,
  { from, to, isWithAuthors = false }: Period,
  team: Team,
): Promise<SnapshotDiff> {
  const moments = await snapshotMoments(organization, team);
  const after = moments.find(({ takenAt }) => to === undefined || takenAt <= to);
  const before = moments.find(
    (moment) => after !== undefined && moment.takenAt < after.takenAt && (from === undefined || moment.takenAt <= from),
  );
  const [earlier, later] = [before && (await documentOf(before, team)), after && (await documentOf(after, team))];
  if (earlier && later) {
    const isAsked = isWithAuthors && organization.connection.from === undefined;
    return diffSnapshots(
      earlier,
      later,
      isAsked ? await recordedSince(earlier.takenAt, organization, team) : undefined,
    );
  }
  throw new AccessError("not-found", `${organization.name} has no two snapshots of these moments to compare`, {
    next: "GET …/snapshots lists the moments; each refresh keeps one",
  });
}

const recordedSince = (
  since: string,
  { connection, turns, calls }: ServedOrganization,
  { context }: Team,
): ReturnType<typeof recordedChangesSince> =>
  turns.take(context.signal, () => recordedChangesSince(new Date(since), connection.aws, context, calls.count));
