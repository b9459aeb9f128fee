/** Events of CloudTrail that a queue brought, kept before the queue forgets them: CloudTrail's own history shows them minutes later. */
import { batches } from "./batches.ts";
import type { Engine } from "./engine.ts";

/** As AWS prints it. */
type RawEvent = Readonly<Record<string, unknown>>;

export interface RecordedEvents {
  /** By their ids; a queue brings some of them twice. @param at ISO 8601 */
  readonly keep: (organization: string, at: string, events: ReadonlyMap<string, RawEvent>) => Promise<void>;
  /** What was received since then. */
  readonly since: (organization: string, at: string) => Promise<readonly RawEvent[]>;
}

export const sqlRecordedEvents = (engine: Engine): RecordedEvents => ({
  keep: (organization, at, events) =>
    engine.write(async (transaction) => {
      for (const batch of batches([...events]))
        await transaction
          .insertInto("recorded_event")
          .values(batch.map(([id, event]) => ({ organization, id, received_at: at, body: JSON.stringify(event) })))
          .onConflict((conflict) => conflict.columns(["organization", "id"]).doNothing())
          .execute();
    }),
  since: async (organization, at) => {
    const rows = await engine.database
      .selectFrom("recorded_event")
      .select("body")
      .where("organization", "=", organization)
      .where("received_at", ">=", at)
      .execute();
    return rows.map(({ body }) => JSON.parse(body) as RawEvent);
  },
});
