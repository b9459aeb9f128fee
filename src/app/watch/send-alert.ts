/** Sends an alert in its channel's form, and says what became of it. */
import type { Alert } from "../../model/alert.ts";
import type { Context } from "../../model/context.ts";
import { asffFindings } from "../../report/alerts/asff.ts";
import { ocsfEvents } from "../../report/alerts/ocsf.ts";
import { slackMessage } from "../../report/alerts/slack.ts";
import { teamsMessage } from "../../report/alerts/teams.ts";
import { createWatchCalls } from "../../sources/aws/watch-calls.ts";
import type { ServedOrganization } from "../team/team.ts";
import { version } from "../version.ts";
import type { OpenChannel } from "./open-watch.ts";
import { type Posted, postMessage } from "./post-message.ts";
import { webhookHeaders } from "./signature.ts";

export type Sent =
  | { readonly kind: "delivered"; readonly outcome: string }
  /** It has not arrived, and may later. */
  | { readonly kind: "again"; readonly outcome: string; readonly afterSeconds?: number | undefined }
  /** It will never arrive as it is. */
  | { readonly kind: "failed"; readonly outcome: string }
  /** Nobody knows whether it has arrived. */
  | { readonly kind: "uncertain"; readonly outcome: string };

/** Whether the receiver tells the second of two by itself: by the message's id, or because findings have ids of their own. */
export const isRepeatable = ({ settings: { kind } }: OpenChannel): boolean => kind !== "slack" && kind !== "teams";

export interface Sending {
  readonly channel: OpenChannel;
  readonly organization: ServedOrganization;
  readonly context: Context;
}

/** Never rejects for what the receiver does. */
export async function sendAlert(alert: Alert, { channel, organization, context }: Sending): Promise<Sent> {
  if (!("url" in channel)) return imported(alert, organization, { region: channel.settings.region, context });
  const body = JSON.stringify(bodyOf(alert, channel.settings.kind));
  const posted = await postMessage({
    url: channel.url,
    headers: {
      "content-type": "application/json",
      "user-agent": `idc-doctor/${version}`,
      ...webhookHeaders({ id: alert.id, at: context.now(), body }, channel.secret),
    },
    body,
  });
  return sentOf(posted, isRepeatable(channel));
}

function bodyOf(alert: Alert, kind: "webhook" | "ocsf" | "slack" | "teams"): unknown {
  switch (kind) {
    case "webhook":
      return alert;
    case "ocsf":
      return ocsfEvents(alert, version);
    case "slack":
      return slackMessage(alert);
    case "teams":
      return teamsMessage(alert);
  }
}

function sentOf(posted: Posted, canRepeat: boolean): Sent {
  if (posted.kind === "not-sent") return { kind: "again", outcome: posted.reason };
  if (posted.kind === "unknown") return { kind: canRepeat ? "again" : "uncertain", outcome: posted.reason };
  const { status, retryAfterSeconds } = posted;
  const outcome = `HTTP ${status}`;
  if (status >= 200 && status < 300) return { kind: "delivered", outcome };
  if (status === 408 || status === 425 || status === 429 || status >= 500)
    return { kind: "again", outcome, afterSeconds: retryAfterSeconds };
  return { kind: "failed", outcome };
}

async function imported(
  alert: Alert,
  { connection, clients, calls }: ServedOrganization,
  { region = connection.aws.region, context }: { readonly region: string | undefined; readonly context: Context },
): Promise<Sent> {
  const hub = createWatchCalls({ connection: connection.aws, clients, onCall: calls.count }, context);
  const caller = await hub.callerAccount();
  const answer =
    caller.state === "known"
      ? await hub.importFindings(region, asffFindings(alert, { accountId: caller.value, region }))
      : caller;
  if (answer.state === "unread") return { kind: "failed", outcome: answer.reason };
  if (answer.state === "unknown") {
    const { kind, message, permission } = answer.failure;
    return kind === "refused"
      ? { kind: "again", outcome: `${message} (needs ${permission})` }
      : { kind: "again", outcome: message };
  }
  const { imported: count, refused } = answer.value;
  const [first] = refused;
  if (first)
    return { kind: "failed", outcome: `Security Hub refused ${refused.length} of the findings: ${first.reason}` };
  return { kind: "delivered", outcome: `${count} imported` };
}
