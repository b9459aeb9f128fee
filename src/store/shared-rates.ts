/** One token bucket for each limit of AWS, shared by every process that works on an organization. */
import type { Engine } from "./engine.ts";
import { clockOf } from "./engine.ts";

export interface RateLimit {
  /** Which organization and which family of calls: `o-…  us-east-1 sso-admin`. */
  readonly name: string;
  /** Calls a second. */
  readonly rate: number;
  /** Calls at once. */
  readonly burst: number;
}

export interface Granted {
  /** Calls that are this process's own. */
  readonly calls: number;
  /** Until they may be sent: whoever asks when there are none gets the next ones, in the order of asking. */
  readonly milliseconds: number;
}

export interface SharedRates {
  /** At most `wanted` calls, and one at least. */
  readonly take: (limit: RateLimit, wanted: number) => Promise<Granted>;
  /** AWS has refused one: the bucket is empty for this long, for everybody. */
  readonly pause: (limit: RateLimit, milliseconds: number) => Promise<void>;
}

export const sqlSharedRates = (engine: Engine): SharedRates => ({
  take: ({ name, rate, burst }, wanted) =>
    engine.write(async (transaction) => {
      await transaction
        .insertInto("rate")
        .values({ name, tokens: burst, counted_at: clockOf(engine) })
        .onConflict((conflict) => conflict.column("name").doNothing())
        .execute();
      const { tokens, counted_at } = await transaction
        .selectFrom("rate")
        .select(["tokens", "counted_at"])
        .where("name", "=", name)
        .$if(engine.kind === "postgres", (query) => query.forUpdate())
        .executeTakeFirstOrThrow();
      // Only once the row is ours: a time from before would lie behind that of whoever held it, and look like a pause.
      const { now } = await transaction.selectNoFrom(clockOf(engine).as("now")).executeTakeFirstOrThrow();
      const filled = Math.min(burst, tokens + (Math.max(0, now - counted_at) * rate) / 1000);
      const pause = Math.max(0, counted_at - now);
      const calls = filled >= 1 && pause === 0 ? Math.min(wanted, Math.floor(filled)) : wanted;
      await transaction
        .updateTable("rate")
        .set({ tokens: filled - calls, counted_at: Math.max(now, counted_at) })
        .where("name", "=", name)
        .execute();
      return { calls, milliseconds: Math.ceil(pause + (Math.max(0, calls - filled) * 1000) / rate) };
    }),
  pause: ({ name }, milliseconds) =>
    engine.write(async (transaction) => {
      await transaction
        .updateTable("rate")
        .set(({ eb }) => ({ tokens: 0, counted_at: eb(clockOf(engine), "+", milliseconds) }))
        .where("name", "=", name)
        .execute();
    }),
});
