/** Sends a test message to each channel, so that an address or a secret that is wrong is found before a finding is. */
import { ALERT_SCHEMA, type Alert } from "../../model/alert.ts";
import { AccessError } from "../../model/errors.ts";
import { SEVERITIES } from "../../model/finding.ts";
import type { ServedOrganization, Team } from "../team/team.ts";
import { channelsOf, type Watch } from "./open-watch.ts";
import { sendAlert } from "./send-alert.ts";

export interface TestedChannel {
  readonly organization: string;
  readonly channel: string;
  readonly isDelivered: boolean;
  readonly outcome: string;
}

/** @throws AccessError `bad-input` where there is no channel */
export async function testChannels(team: Team): Promise<readonly TestedChannel[]> {
  const { watch } = team;
  if (watch === undefined || watch.channels.length === 0)
    throw new AccessError("bad-input", "The configuration file has no channel to alert", {
      next: "Add one under watch.alerts; docs/watch.md has an example of each kind",
    });
  const tested: TestedChannel[] = [];
  for (const organization of team.organizations.values())
    tested.push(...(await testedChannels(organization, watch, team)));
  return tested;
}

const testedChannels = (
  organization: ServedOrganization,
  watch: Watch,
  { context }: Team,
): Promise<readonly TestedChannel[]> =>
  Promise.all(
    channelsOf(watch, organization.name).map(async (channel): Promise<TestedChannel> => {
      const about = { organization: organization.name, channel: channel.settings.name };
      // What is imported there stays for 90 days.
      if (!("url" in channel)) return { ...about, isDelivered: true, outcome: "not tested: it would leave a finding" };
      const { at, id } = { at: context.now().toISOString(), id: context.newId() };
      const alert = testAlert({ organization: organization.name, at, id, link: watch.link });
      const { kind, outcome } = await sendAlert(alert, { channel, organization, context });
      return { ...about, isDelivered: kind === "delivered", outcome };
    }),
  );

function testAlert(about: Pick<Alert, "organization" | "at" | "id" | "link">): Alert {
  const none = Object.fromEntries(SEVERITIES.map((one) => [one, 0])) as unknown as Alert["open"];
  const finding = {
    key: "test-message",
    cause: "outdated",
    severity: "low",
    confidence: "possible",
    title: "This is a test message of idc-doctor",
    summary: "Nothing is wrong: somebody tests whether this channel can be reached",
    subject: {},
    affected: { users: 0, sample: [] },
    remedy: { kind: "human", summary: "Nothing has to be done", risk: "low", steps: [] },
  } as const;
  return {
    schema: ALERT_SCHEMA,
    ...about,
    changes: [{ kind: "closed", at: about.at, firstSeen: about.at, who: null, finding }],
    more: 0,
    counts: { opened: 0, recurred: 0, reopened: 0, accepted: 0, closed: 1 },
    open: none,
    undelivered: 0,
  };
}
