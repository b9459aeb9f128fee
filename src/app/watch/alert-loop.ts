/** Looks every half a minute whether a channel has to be told something: groups and quiet hours end, and what did not arrive is due again. */
import { setTimeout as wait } from "node:timers/promises";
import type { Team } from "../team/team.ts";
import { alertOrganization } from "./alert-channel.ts";
import type { Watch } from "./open-watch.ts";

const EVERY_MILLISECONDS = 30_000;

/** Until the context's signal is aborted. Several processes may look: one at a time tells a channel. */
export async function alertRegularly(watch: Watch, team: Team): Promise<void> {
  const { context, organizations } = team;
  while (!context.signal.aborted) {
    await wait(EVERY_MILLISECONDS, undefined, { signal: context.signal }).catch(() => undefined);
    for (const organization of organizations.values())
      if (!context.signal.aborted) await alertOrganization(organization, watch, team, context);
  }
}
