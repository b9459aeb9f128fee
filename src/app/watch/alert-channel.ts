/** Tells one channel of one organization what it has not been told: made, sent and ended in the store, one alert after another. */
import type { Context } from "../../model/context.ts";
import { AccessError } from "../../model/errors.ts";
import type { AlertEnd, ChannelAt, StoredAlert, UnreportedChange } from "../../store/alert-store.ts";
import type { HeldLease } from "../../store/held-lease.ts";
import { auditEntry, SERVER } from "../team/audit.ts";
import type { ServedOrganization, Team } from "../team/team.ts";
import { dueChanges } from "./due-changes.ts";
import { makeAlert, severitiesFrom } from "./make-alert.ts";
import { channelsOf, type OpenChannel, type Watch } from "./open-watch.ts";
import { isRepeatable, type Sent, sendAlert } from "./send-alert.ts";

export interface Alerting {
  readonly channel: OpenChannel;
  readonly organization: ServedOrganization;
  readonly watch: Watch;
  readonly team: Pick<Team, "store">;
  readonly context: Context;
}

/** Attempts at one alert before it is given up: about six hours. */
const MOST_ATTEMPTS = 12;
const FIRST_WAIT_SECONDS = 30;
const LONGEST_WAIT_SECONDS = 3600;

/** Alerts of one run: a first scan of a large organization goes to Security Hub in hundreds. */
const MOST_ALERTS = 500;

/** What it did, in few words. Where another process tells the same channel, nothing. @throws AccessError `lease-lost` */
export async function alertChannel(alerting: Alerting): Promise<readonly string[]> {
  const { team, channel, organization } = alerting;
  const at = { organization: organization.key, channel: channel.settings.name };
  // Looked at often, and mostly there is nothing: a lease is a write.
  if (!(await isDue(at, alerting))) return [];
  const held = await team.store.hold(`alerts ${at.organization} ${at.channel}`);
  if (held.kind === "busy") return [];
  const told: string[] = [];
  try {
    while (told.length < MOST_ALERTS && !alerting.context.signal.aborted) {
      const next = await nextAlert(at, alerting, held);
      if (next === undefined) break;
      told.push(await delivered(next, alerting, held));
    }
  } finally {
    await held.release();
  }
  return told;
}

async function isDue(at: ChannelAt, alerting: Alerting): Promise<boolean> {
  const outstanding = await alerting.team.store.alerts.outstanding(at);
  if (outstanding?.state === "waiting") return outstanding.nextAt <= alerting.context.now().toISOString();
  return outstanding !== undefined || (await dueNow(at, alerting)).length > 0;
}

const dueNow = async (
  at: ChannelAt,
  { channel: { settings }, team, context }: Alerting,
): Promise<readonly UnreportedChange[]> =>
  dueChanges(await team.store.alerts.unreported(at, severitiesFrom(settings.severity)), settings, context.now());

/** The alert that is to be sent now: the outstanding one, or a new one. */
async function nextAlert(at: ChannelAt, alerting: Alerting, held: HeldLease): Promise<StoredAlert | undefined> {
  const { channel, context, team } = alerting;
  const now = context.now().toISOString();
  const { alerts } = team.store;
  const outstanding = await alerts.outstanding(at);
  if (outstanding?.state === "waiting") return outstanding.nextAt <= now ? outstanding : undefined;
  if (outstanding?.state === "sending") {
    // The process that sent it died before it could say how that ended.
    if (isRepeatable(channel)) return outstanding;
    const outcome = "the process ended while it was being sent";
    await ended(outstanding, { state: "uncertain", outcome }, alerting, held);
    context.log("warn", `Alert ${outstanding.id} to ${at.channel} may not have arrived: ${outcome}`);
  }
  await makeNext(at, alerting, held);
  return alerts.outstanding(at);
}

async function makeNext(at: ChannelAt, alerting: Alerting, held: HeldLease): Promise<void> {
  const due = await dueNow(at, alerting);
  if (due.length === 0) return;
  const { channel, organization, watch, team, context } = alerting;
  const { alerts } = team.store;
  const { alert, reports } = makeAlert({
    id: context.newId(),
    organization: organization.name,
    at: context.now().toISOString(),
    open: await alerts.openCounts(organization.key),
    undelivered: await alerts.undelivered(at),
    link: watch.link,
    due,
    kind: channel.settings.kind,
  });
  await alerts.make({ ...at, alert, reports, under: held.lease });
}

async function delivered(stored: StoredAlert, alerting: Alerting, held: HeldLease): Promise<string> {
  const { channel, organization, team, context } = alerting;
  const { alerts } = team.store;
  await alerts.begin(stored.id, held.lease);
  // A process that was stopped in between sends nothing that another one has sent meanwhile.
  await held.ensure();
  const sent = await sendAlert(stored.alert, { channel, organization, context });
  const attempts = stored.attempts + 1;
  const end = endOf(sent, attempts, context.now());
  await ended({ ...stored, attempts }, end, alerting, held);
  const words = `Alert ${stored.id} to ${channel.settings.name}: ${end.state}, ${end.outcome}`;
  context.log(end.state === "delivered" ? "info" : "warn", words);
  return words;
}

/** One line of the audit log for each attempt, kept together with its end. */
async function ended(
  { id, attempts }: Pick<StoredAlert, "id" | "attempts">,
  end: Pick<AlertEnd, "state" | "outcome" | "nextAt">,
  { channel: { settings }, organization, team, context }: Alerting,
  { lease }: HeldLease,
): Promise<void> {
  const now = context.now();
  const entry = auditEntry(now, organization, {
    who: SERVER,
    action: "alert.send",
    target: id,
    outcome: `${end.state}: ${end.outcome}`,
    detail: `to ${settings.name} (${settings.kind}), attempt ${attempts}`,
  });
  await team.store.alerts.end(id, { ...end, at: now.toISOString(), entry, under: lease });
}

function endOf(sent: Sent, attempts: number, now: Date) {
  const { outcome } = sent;
  if (sent.kind !== "again") return { state: sent.kind, outcome };
  if (attempts >= MOST_ATTEMPTS)
    return { state: "failed", outcome: `given up after ${attempts} attempts: ${outcome}` } as const;
  const wait = Math.min(
    LONGEST_WAIT_SECONDS,
    Math.max(sent.afterSeconds ?? 0, FIRST_WAIT_SECONDS * 2 ** (attempts - 1)),
  );
  return { state: "waiting", outcome, nextAt: new Date(now.getTime() + wait * 1000).toISOString() } as const;
}

/** Tells every channel of the organization; what goes wrong with one of them does not keep the others. */
export async function alertOrganization(
  organization: ServedOrganization,
  watch: Watch,
  team: Pick<Team, "store" | "context">,
  context: Context,
): Promise<readonly string[]> {
  const told = await Promise.all(
    channelsOf(watch, organization.name).map(async (channel) => {
      try {
        return await alertChannel({ channel, organization, watch, team, context });
      } catch (error) {
        // Another process goes on with it, or the next start of this one.
        if (error instanceof AccessError && (error.code === "lease-lost" || error.code === "interrupted")) return [];
        const words = `Alerts to ${channel.settings.name} failed: ${error instanceof Error ? error.message : String(error)}`;
        context.log("warn", words);
        return [words];
      }
    }),
  );
  return told.flat();
}
