/** Receives what a queue brings: kept first, then deleted from the queue, then looked at by a refresh. */
import { setTimeout as wait } from "node:timers/promises";
import type { Context } from "../../model/context.ts";
import type { Reading } from "../../model/reading.ts";
import { eventInMessage, type QueueMessage } from "../../sources/aws/event-queue.ts";
import { createWatchCalls, type WatchCalls } from "../../sources/aws/watch-calls.ts";
import { attributed } from "../../sources/organization/refreshing/touched.ts";
import { roleKeyOf, roleTouchedBy } from "../../sources/organization/refreshing/touched-role.ts";
import { currentDocument } from "../team/current.ts";
import type { ServedOrganization, Team } from "../team/team.ts";

export interface EventIntake {
  readonly organization: ServedOrganization;
  readonly queueUrl: string;
  readonly team: Pick<Team, "store" | "env">;
  readonly context: Context;
  /** What came changes something that a snapshot holds. */
  readonly onChange: () => Promise<unknown>;
}

/** Milliseconds between two questions where the queue answers at once that it is empty, or not at all. */
const SHORTEST_PAUSE = 1000;
const LONGEST_PAUSE = 60_000;

/** Until the signal is aborted. */
export async function receiveEvents(intake: EventIntake): Promise<void> {
  const { context } = intake;
  const calls = watchCallsOf(intake);
  let failures = 0;
  while (!context.signal.aborted) {
    const received = await receiveOnce(intake, calls).catch((error: unknown) => reasonOf(error));
    failures = typeof received === "string" ? failures + 1 : 0;
    if (typeof received === "string" && failures === 1 && !context.signal.aborted)
      context.log("warn", `The queue of ${intake.organization.name} cannot be read: ${received}. It is tried again`);
    // A queue that has more is asked again at once.
    if (typeof received === "number" && received > 0) continue;
    const pause = Math.min(LONGEST_PAUSE, SHORTEST_PAUSE * 2 ** failures);
    await wait(pause, undefined, { signal: context.signal }).catch(() => undefined);
  }
}

const watchCallsOf = ({ organization: { connection, clients, calls }, context }: EventIntake): WatchCalls =>
  createWatchCalls({ connection: connection.aws, clients, onCall: calls.count }, context);

/** How many messages came, or why none could be received. @throws as the store does: then the messages come again */
export async function receiveOnce(
  intake: EventIntake,
  calls: WatchCalls = watchCallsOf(intake),
): Promise<number | string> {
  const { queueUrl, organization, team, context } = intake;
  const received = await calls.receive(queueUrl);
  if (received.state !== "known") return whyNot(received);
  const messages = received.value;
  const isEntitled = messages.length > 0 ? await entitledIn(organization, team) : () => false;
  const events = new Map(
    messages.flatMap((message) => {
      const event = eventInMessage(message);
      // What changes nothing that a snapshot or a scan holds need not be kept; what nobody can say about is looked at.
      const isOfUse = event && (attributed(event)?.length !== 0 || isEntitled(roleTouchedBy(event)));
      return event && isOfUse ? [[String(event["eventID"]), event] as const] : [];
    }),
  );
  await team.store.events.keep(organization.key, context.now().toISOString(), events);
  // Also for an event that is kept already: the process that kept it may have died before it asked.
  if (events.size > 0) await intake.onChange();
  await forget(messages, intake, calls);
  return messages.length;
}

/** Whether a change of the role matters to a scan: it looks at trust policies, and somebody is entitled to the role. */
async function entitledIn(
  organization: ServedOrganization,
  team: EventIntake["team"],
): Promise<(role: string | undefined) => boolean> {
  if (organization.connection.aws.auditRole === undefined) return () => false;
  const entitlements = (await currentDocument(organization, team))?.entitlements ?? [];
  const roles = new Set(entitlements.map(({ roleArn }) => roleKeyOf(roleArn)));
  return (role) => role !== undefined && roles.has(role);
}

/** A message that cannot be deleted comes again, and is known by its event's id. */
async function forget(
  messages: readonly QueueMessage[],
  { queueUrl, context, organization }: EventIntake,
  calls: WatchCalls,
): Promise<void> {
  const answers = await Promise.all(messages.map((message) => calls.remove(queueUrl, message)));
  const failed = answers.find(({ state }) => state !== "known");
  if (failed && failed.state !== "known")
    context.log("warn", `Messages of the queue of ${organization.name} cannot be deleted: ${whyNot(failed)}`);
}

const whyNot = (reading: Exclude<Reading<unknown>, { readonly state: "known" }>): string =>
  reading.state === "unread"
    ? reading.reason
    : `${reading.failure.message}${reading.failure.kind === "refused" ? ` (needs ${reading.failure.permission})` : ""}`;

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
