/** The product's side of a week: a team that looks at the lab when it is asked to, as a watch does when a refresh is due. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type OpenTeam, openTeam } from "../../../src/app/team/open-team.ts";
import { refreshInJob } from "../../../src/app/team/refresh-job.ts";
import type { ServedOrganization } from "../../../src/app/team/team.ts";
import { receiveOnce } from "../../../src/app/watch/event-loop.ts";
import { collectGarbage } from "../garbage.ts";
import { testContext } from "../reader.ts";

export interface WatcherSettings {
  readonly labUrl: string;
  readonly queue: string;
  readonly receiverUrl: string;
  readonly env: Readonly<Record<string, string>>;
}

/** `ahead`: milliseconds that the lab's clock is ahead of this machine's. */
export interface Watcher {
  /** What a watch does when a refresh is due: the queue, the refresh, and with it the alerts. */
  readonly look: (ahead: number) => Promise<void>;
  readonly endRetention: (ahead: number) => Promise<void>;
  /** The heap of the watcher's process once its garbage is collected. */
  readonly megabytes: () => Promise<number>;
  readonly snapshots: () => Promise<number>;
  readonly close: () => Promise<void>;
}

export async function openWatcher({ labUrl, queue, receiverUrl, env }: WatcherSettings): Promise<Watcher> {
  let ahead = 0;
  const now = (): Date => new Date(Date.now() + ahead);
  const alerts = [{ kind: "webhook", name: "team", group: 0, url: `${receiverUrl}/team` }];
  writeFileSync(join(env["IDC_DOCTOR_HOME"] ?? "", "config.yaml"), JSON.stringify({ watch: { queue, alerts } }));
  const flags = { endpointUrl: labUrl, region: "us-east-1" };
  const team = await openTeam({ flags, database: undefined, context: testContext({ now }), env });
  const [organization] = team.organizations.values();
  if (!organization) throw new Error("no organization");
  return {
    look: (by) => {
      ahead = by;
      return look({ team, organization, queue, now });
    },
    endRetention: async (by) => {
      ahead = by;
      await team.store.endRetention(now());
    },
    megabytes: async () => {
      collectGarbage();
      return process.memoryUsage().heapUsed / 1_000_000;
    },
    snapshots: async () => (await team.store.snapshots.list(organization.key, 9999)).length,
    close: team.close,
  };
}

interface Looking {
  readonly team: OpenTeam;
  readonly organization: ServedOrganization;
  readonly queue: string;
  readonly now: () => Date;
}

async function look({ team, organization, queue, now }: Looking): Promise<void> {
  const { context } = team;
  const intake = { organization, queueUrl: queue, team, context, onChange: () => Promise.resolve() };
  for (let received: number | string = 1; received !== 0; ) {
    received = await receiveOnce(intake);
    if (typeof received === "string") throw new Error(received);
  }
  const job = { payload: { organization: organization.name, isFresh: false }, createdAt: now().toISOString() };
  await refreshInJob(
    { job: job as never, signal: new AbortController().signal, report: () => Promise.resolve() },
    team,
  );
}
