/** What a server counts: findings by cause, the age of each snapshot, calls, questions that wait, jobs. */
import type { ChannelKind } from "../../model/watch-settings.ts";
import { ALERT_STATES, type AlertState } from "../../store/alert-store.ts";
import type { QueueDepth } from "../../store/jobs/queue.ts";
import { channelsOf } from "../watch/open-watch.ts";
import type { CallNumbers } from "./call-counts.ts";
import { currentDocument } from "./current.ts";
import type { ServedOrganization, Team } from "./team.ts";

export interface FindingCount {
  readonly cause: string;
  readonly severity: string;
  readonly state: string;
  readonly count: number;
}

/** Alerts to one channel that are in one state; a channel has a number for each state, so that none is missing where it is 0. */
export interface AlertNumbers {
  readonly channel: string;
  readonly kind: ChannelKind;
  readonly state: AlertState;
  readonly count: number;
}

export interface OrganizationNumbers extends CallNumbers {
  readonly organization: string;
  /** Seconds since the moment of the snapshot; null: there is none. */
  readonly snapshotAge: number | null;
  readonly findings: readonly FindingCount[];
  /** Of the channels that it has now. */
  readonly alerts: readonly AlertNumbers[];
  readonly questionsWaiting: number;
  /** Since the process began. */
  readonly failedCollections: number;
}

export interface TeamNumbers {
  readonly organizations: readonly OrganizationNumbers[];
  readonly jobs: readonly QueueDepth[];
}

export async function teamNumbers(wanted: readonly ServedOrganization[], team: Team): Promise<TeamNumbers> {
  return {
    organizations: await Promise.all(wanted.map((one) => numbersOf(one, team))),
    jobs: await team.jobs.depth(),
  };
}

async function numbersOf(organization: ServedOrganization, team: Team): Promise<OrganizationNumbers> {
  const document = await currentDocument(organization, team);
  const age = document && (team.context.now().getTime() - Date.parse(document.takenAt)) / 1000;
  return {
    organization: organization.name,
    snapshotAge: age === undefined ? null : Math.max(0, Math.round(age)),
    findings: await findingCounts(organization, team),
    alerts: await alertNumbers(organization, team),
    questionsWaiting: organization.turns.waiting(),
    failedCollections: organization.failures.collections,
    ...organization.calls.read(),
  };
}

async function alertNumbers(
  { name, key }: ServedOrganization,
  { store, watch }: Pick<Team, "store" | "watch">,
): Promise<readonly AlertNumbers[]> {
  const channels = watch ? channelsOf(watch, name) : [];
  if (channels.length === 0) return [];
  const counts = await store.alerts.counts(key);
  return channels.flatMap(({ settings: { name: channel, kind } }) =>
    ALERT_STATES.map((state) => {
      const counted = counts.find((one) => one.channel === channel && one.state === state);
      return { channel, kind, state, count: counted?.count ?? 0 };
    }),
  );
}

/** Counted once for each version: a scrape comes every few seconds. */
const counted = new WeakMap<
  ServedOrganization,
  { readonly version: string; readonly counts: readonly FindingCount[] }
>();

async function findingCounts(
  organization: ServedOrganization,
  { store }: Pick<Team, "store">,
): Promise<readonly FindingCount[]> {
  const version = await store.findings.version(organization.key);
  if (version === undefined) return [];
  const before = counted.get(organization);
  if (before?.version === version) return before.counts;
  const counts = new Map<string, FindingCount>();
  for (const { finding, state } of await store.findings.list(organization.key, ["open", "accepted"])) {
    const { cause, severity } = finding;
    const name = `${cause} ${severity} ${state}`;
    counts.set(name, { cause, severity, state, count: (counts.get(name)?.count ?? 0) + 1 });
  }
  const all = [...counts.values()];
  counted.set(organization, { version, counts: all });
  return all;
}
