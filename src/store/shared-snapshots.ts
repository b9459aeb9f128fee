/** Snapshots that several machines share: the document as it was kept, its names apart, its columns as blobs. The same bytes on both engines. */
import { promisify } from "node:util";
import { deflate, inflate } from "node:zlib";
import type { Engine } from "./engine.ts";
import { holdInside, type Lease } from "./leases.ts";

/** What is known of a snapshot without reading it. */
export interface SnapshotHead {
  readonly id: string;
  readonly organization: string;
  /** ISO 8601: the moment that it is of. */
  readonly takenAt: string;
  readonly keptAt: string;
  /** Of a local Identity Center: which organization it was filled with. */
  readonly generation: string | null;
}

export interface SharedSnapshot extends SnapshotHead {
  /** `document`, `names` and one for each column, not compressed. */
  readonly parts: Readonly<Record<string, Uint8Array>>;
}

export interface KeepOptions {
  /** Whoever has lost it keeps nothing. @throws AccessError `lease-lost` */
  readonly under?: Lease | undefined;
  /** Only in the place of this snapshot: another process may have kept a newer one meanwhile. */
  readonly insteadOf?: string | undefined;
}

export interface SharedSnapshots {
  /** With it end the answers of the organization's collection. False: another one was kept meanwhile. */
  readonly keep: (snapshot: SharedSnapshot, options?: KeepOptions) => Promise<boolean>;
  readonly newest: (organization: string) => Promise<SnapshotHead | undefined>;
  /** The newest first. */
  readonly list: (organization: string, limit: number) => Promise<readonly SnapshotHead[]>;
  readonly part: (id: string, name: string) => Promise<Uint8Array | undefined>;
}

const [deflated, inflated] = [promisify<Uint8Array, Buffer>(deflate), promisify<Uint8Array, Buffer>(inflate)];

export const sqlSharedSnapshots = (engine: Engine): SharedSnapshots => ({
  keep: async ({ parts, ...head }, options = {}) => {
    const bodies: { snapshot_id: string; name: string; body: Uint8Array }[] = [];
    for (const [name, bytes] of Object.entries(parts))
      bodies.push({ snapshot_id: head.id, name, body: await deflated(bytes) });
    return keep(engine, head, bodies, options);
  },
  newest: async (organization) => {
    const [head] = await heads(engine, organization, 1);
    return head;
  },
  list: (organization, limit) => heads(engine, organization, limit),
  part: async (id, name) => {
    const row = await engine.database
      .selectFrom("snapshot_part")
      .select("body")
      .where("snapshot_id", "=", id)
      .where("name", "=", name)
      .executeTakeFirst();
    return row && inflated(row.body);
  },
});

const keep = (
  engine: Engine,
  head: SnapshotHead,
  bodies: readonly { snapshot_id: string; name: string; body: Uint8Array }[],
  { under, insteadOf }: KeepOptions,
): Promise<boolean> =>
  engine.write(async (transaction) => {
    if (under) await holdInside(transaction, engine, under);
    const { id, organization, takenAt, keptAt, generation } = head;
    if (insteadOf !== undefined) {
      const [newest] = await heads({ database: transaction }, organization, 1);
      if (newest?.id !== insteadOf) return false;
    }
    await transaction
      .insertInto("snapshot")
      .values({ id, organization, taken_at: takenAt, kept_at: keptAt, generation })
      .execute();
    // One by one: a large part fills a message by itself.
    for (const body of bodies) await transaction.insertInto("snapshot_part").values(body).execute();
    await transaction.deleteFrom("collection_answer").where("organization", "=", organization).execute();
    await transaction.deleteFrom("collection").where("organization", "=", organization).execute();
    return true;
  });

async function heads(
  { database }: Pick<Engine, "database">,
  organization: string,
  limit: number,
): Promise<readonly SnapshotHead[]> {
  const rows = await database
    .selectFrom("snapshot")
    .selectAll()
    .where("organization", "=", organization)
    .orderBy("kept_at", "desc")
    .orderBy("id", "desc")
    .limit(limit)
    .execute();
  return rows.map(({ taken_at: takenAt, kept_at: keptAt, ...same }) => ({ ...same, takenAt, keptAt }));
}
