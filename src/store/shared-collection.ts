/** The answers of a collection under way, for the process that goes on with it when this one is gone. */
import type { Engine } from "./engine.ts";
import { holdInside, type Lease } from "./leases.ts";

export interface SharedCollection {
  readonly get: (key: string) => unknown;
  /** Written behind the collection's back, in order; what a kill takes with it is asked again. */
  readonly put: (key: string, value: unknown) => void;
  /** ISO 8601. */
  readonly startedAt: string;
  /** How many answers an interrupted collection left. */
  readonly continued: number;
  /** Everything is on the disk. @throws AccessError `lease-lost` where another process goes on with the collection */
  readonly flush: () => Promise<void>;
}

export interface CollectionToOpen {
  readonly organization: string;
  /** Whose answers these are: those of another caller are never continued. */
  readonly owner: string;
  readonly lease: Lease;
  readonly now: Date;
  /** Older answers are too far from the truth. */
  readonly longestContinuedMilliseconds: number;
  /** A write failed: the collection is of no use. */
  readonly onFailure: (error: unknown) => void;
}

export interface SharedCollections {
  /** Continues what the same owner left unfinished a short while ago, or begins a new one. @throws AccessError `lease-lost` */
  readonly open: (wanted: CollectionToOpen) => Promise<SharedCollection>;
}

export const sqlSharedCollections = (engine: Engine): SharedCollections => ({
  open: async (wanted) => {
    const found = await begun(engine, wanted);
    const answers = new Map<string, unknown>(found.rows.map(({ key, value }) => [key, JSON.parse(value) as unknown]));
    const behind = writeBehind(engine, wanted);
    return {
      get: (key) => answers.get(key),
      put: (key, value) => {
        answers.set(key, value);
        behind.add(key, value);
      },
      startedAt: found.startedAt,
      continued: found.rows.length,
      flush: behind.flush,
    };
  },
});

interface Begun {
  readonly startedAt: string;
  readonly rows: readonly { readonly key: string; readonly value: string }[];
}

const begun = (engine: Engine, wanted: CollectionToOpen): Promise<Begun> =>
  engine.write(async (transaction) => {
    const { organization, owner, lease, now, longestContinuedMilliseconds } = wanted;
    await holdInside(transaction, engine, lease);
    const found = await transaction
      .selectFrom("collection")
      .selectAll()
      .where("organization", "=", organization)
      .executeTakeFirst();
    const age = found === undefined ? Number.NaN : now.getTime() - Date.parse(found.started_at);
    if (found?.owner === owner && age >= 0 && age < longestContinuedMilliseconds) {
      const rows = await transaction
        .selectFrom("collection_answer")
        .select(["key", "value"])
        .where("organization", "=", organization)
        .execute();
      return { startedAt: found.started_at, rows };
    }
    await transaction.deleteFrom("collection_answer").where("organization", "=", organization).execute();
    await transaction.deleteFrom("collection").where("organization", "=", organization).execute();
    const startedAt = now.toISOString();
    await transaction.insertInto("collection").values({ organization, owner, started_at: startedAt }).execute();
    return { startedAt, rows: [] };
  });

/** Answers of one statement. */
const BATCH = 200;

function writeBehind(engine: Engine, { organization, lease, onFailure }: CollectionToOpen) {
  let waiting: { organization: string; key: string; value: string }[] = [];
  let writing: Promise<void> | undefined;
  let failure: { readonly error: unknown } | undefined;
  const writeAll = async (): Promise<void> => {
    while (waiting.length > 0 && !failure) {
      const batch = waiting.slice(0, BATCH);
      waiting = waiting.slice(BATCH);
      await engine.write(async (transaction) => {
        await holdInside(transaction, engine, lease);
        await transaction
          .insertInto("collection_answer")
          .values(batch)
          .onConflict((conflict) =>
            conflict.columns(["organization", "key"]).doUpdateSet(({ ref }) => ({ value: ref("excluded.value") })),
          )
          .execute();
      });
    }
  };
  const write = (): Promise<void> => {
    writing ??= writeAll()
      .catch((error: unknown) => {
        failure ??= { error };
        onFailure(error);
      })
      .finally(() => {
        writing = undefined;
      });
    return writing;
  };
  return {
    add: (key: string, value: unknown): void => {
      waiting.push({ organization, key, value: JSON.stringify(value) });
      void write();
    },
    flush: async (): Promise<void> => {
      while (waiting.length > 0 && !failure) await write();
      await writing;
      if (failure) throw failure.error;
    },
  };
}
