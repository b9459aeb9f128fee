/** What `watch` says: what it looks at and how often, what one look found, whether a channel can be reached. */
import type { Channel, WatchedOrganization } from "../model/watch-settings.ts";
import { plain } from "./sanitize.ts";

/** `prod: every 15 minutes and on events of a queue; alerts to team (slack)`, one line. */
export function watchedText(
  name: string,
  { every, queue, accessTests }: WatchedOrganization,
  channels: readonly Channel[],
): string {
  const told = channels.filter(({ organizations }) => organizations === undefined || organizations.includes(name));
  const rhythm = every === 1 ? "every minute" : every % 60 === 0 ? hours(every / 60) : `every ${every} minutes`;
  const alerts = told.map((channel) => `${channel.name} (${channel.kind})`).join(", ");
  const parts = [
    `${rhythm}${queue === undefined ? "" : " and on events of its queue"}`,
    ...(accessTests === undefined ? [] : [`access tests of ${accessTests}`]),
    alerts === "" ? "no alerts: the configuration file names no channel" : `alerts to ${alerts}`,
  ];
  return `${plain(`${name}: ${parts.join("; ")}`)}\n`;
}

const hours = (count: number): string => (count === 1 ? "every hour" : `every ${count} hours`);

interface Looked {
  readonly organization: string;
  readonly takenAt: string | null;
  readonly failure: string | null;
  readonly alerts: readonly string[];
}

export const lookedText = (looked: readonly Looked[]): string =>
  looked
    .flatMap(({ organization, takenAt, failure, alerts }) => [
      `${organization}: ${takenAt === null ? `not refreshed: ${failure}` : `as of ${takenAt}`}`,
      ...alerts.map((one) => `  ${one}`),
    ])
    .map((line) => `${plain(line)}\n`)
    .join("");

interface TestedChannel {
  readonly organization: string;
  readonly channel: string;
  readonly isDelivered: boolean;
  readonly outcome: string;
}

export const testedText = (tested: readonly TestedChannel[]): string =>
  tested
    .map(({ organization, channel, isDelivered, outcome }) => {
      const mark = isDelivered ? "✓" : "✗";
      return `${plain(`${mark} ${channel} for ${organization}: ${outcome}`)}\n`;
    })
    .join("");
