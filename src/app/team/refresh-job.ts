/** The job that catches an organization's snapshot up with AWS, scans it and records what it finds. */
import type { Context } from "../../model/context.ts";
import type { CollectionProgress } from "../../sources/organization/collecting/progress.ts";
import type { FindingChanges } from "../../store/finding-store.ts";
import type { Job, JobRun } from "../../store/jobs/queue.ts";
import { refreshShared } from "../kept/shared-snapshot.ts";
import { alertOrganization } from "../watch/alert-channel.ts";
import { watchedTests } from "../watch/watched-tests.ts";
import { audit, SERVER } from "./audit.ts";
import { rolesLookedAt } from "./entitled-roles.ts";
import type { Changed } from "./finding-authors.ts";
import { recordFindings } from "./findings.ts";
import { organizationNamed, type ServedOrganization, type Team } from "./team.ts";

/** The queue of jobs that refresh a snapshot. */
export const REFRESH_QUEUE = "refresh";

export interface RefreshRequest {
  readonly by: string;
  /** A new collection, whatever is kept. */
  readonly isFresh: boolean;
}

/**
 * Asked again before it begins, it gives the same job. One that runs may have read already what has changed since: then it gives
 * the one that follows those that run.
 */
export async function requestRefresh(
  request: RefreshRequest,
  organization: ServedOrganization,
  team: Team,
): Promise<Job> {
  await audit(team, organization, { who: request.by, action: "snapshot.refresh", target: null, outcome: "accepted" });
  return enqueueRefresh(request, organization, team);
}

/** The refresh that an event asks for. The audit log is about what people and programs ask. */
export const refreshOnEvent = (organization: ServedOrganization, team: Team): Promise<Job> =>
  enqueueRefresh({ by: SERVER, isFresh: false }, organization, team);

async function enqueueRefresh(
  { by, isFresh }: RefreshRequest,
  organization: ServedOrganization,
  team: Team,
): Promise<Job> {
  const enqueue = (key: string): Promise<Job> =>
    team.jobs.enqueue({
      queue: REFRESH_QUEUE,
      organization: organization.key,
      key,
      payload: { organization: organization.name, isFresh },
      requestedBy: by,
    });
  const key = isFresh ? `${organization.key} fresh` : organization.key;
  const first = await enqueue(key);
  let job = first;
  // The one that follows runs, too: it waits for the first, or reads while the first records what it found.
  while (job.state === "running" && (job === first || (await isReading(job, team))))
    job = await enqueue(`${key} after ${job.id}`);
  return job;
}

/** Said before the first read: what is asked for before it, the job sees. */
const READING = { kind: "reading" } as const;

const isReading = async ({ id }: Job, { jobs }: Team): Promise<boolean> =>
  (await jobs.events(id, 0)).some(({ event }) => (event as { kind?: unknown } | null)?.kind === READING.kind);

/** What was written is not in the snapshot yet. */
export const refreshAfterWrite = (organization: ServedOrganization, team: Team): Promise<Job> =>
  requestRefresh({ by: SERVER, isFresh: false }, organization, team);

/** @throws AccessError as `refreshShared` does */
export async function refreshInJob({ job, signal, report }: JobRun, team: Team): Promise<string> {
  const { organization: name, isFresh } = job.payload as { readonly organization: string; readonly isFresh: boolean };
  const organization = organizationNamed(team, name);
  const context = { ...team.context, signal: AbortSignal.any([team.context.signal, signal]) };
  const at = { store: team.store, organization: organization.key };
  const tests = await watchedTests(team.watch, name, context);
  let changed: Changed | undefined;
  const say = (event: unknown): void => void report(event).catch(() => undefined);
  try {
    const document =
      organization.connection.from ??
      (await refreshShared(at, organization.connection.aws, context, {
        isFresh,
        // What one walk does not see would be closed by the next collection, although it is still there.
        isComplete: team.watch !== undefined,
        includesUnits: tests.needsUnits,
        newerThan: job.createdAt,
        eventsSince: (from) => team.store.events.since(organization.key, from.toISOString()),
        onChanged: (before, events, ofRoles) => {
          changed = { before, events, ofRoles };
        },
        onFull: (reason) => say({ kind: "collecting", reason }),
        onProgress: sometimes(context.monotonic, (progress) => say({ kind: "progress", progress })),
        onContinued: (answers, startedAt) => say({ kind: "continued", answers, startedAt }),
        onWaiting: () => say({ kind: "waiting-for-another-process" }),
        onHeld: () => report(READING),
        onCall: organization.calls.count,
      }));
    await report({ kind: "collected", takenAt: document.takenAt });
    const roles = await rolesLookedAt(
      organization,
      document,
      { store: team.store, context },
      {
        isFresh,
        ofRoles: changed?.ofRoles ?? [],
      },
    );
    const changes = await recordFindings(organization, document, team, { changed, tests: tests.run(document), roles });
    logChanges(name, changes, context);
    if (team.watch) await alertOrganization(organization, team.watch, team, context);
    return JSON.stringify({ takenAt: document.takenAt });
  } catch (error) {
    // A job that is handed over has not failed.
    if (!context.signal.aborted) organization.failures.collections += 1;
    throw error;
  }
}

function logChanges(organization: string, changes: FindingChanges, { log }: Pick<Context, "log">): void {
  const words = Object.entries(changes).flatMap(([kind, keys]) => (keys.length > 0 ? [`${keys.length} ${kind}`] : []));
  if (words.length > 0) log("info", `Findings of ${organization}: ${words.join(", ")}`);
}

/** Milliseconds between two events of progress. */
const PROGRESS_EVERY = 1000;

function sometimes(
  monotonic: () => number,
  say: (progress: CollectionProgress) => void,
): (progress: CollectionProgress) => void {
  let last = Number.NEGATIVE_INFINITY;
  return (progress) => {
    if (monotonic() - last < PROGRESS_EVERY) return;
    last = monotonic();
    say(progress);
  };
}
