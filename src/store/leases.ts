/** Who may work on what: a lease ends by itself, and each new holder has a higher epoch, by which the writes of an earlier one are refused. */
import type { Transaction } from "kysely";
import { AccessError } from "../model/errors.ts";
import { clockOf, type Engine } from "./engine.ts";
import type { Tables } from "./tables.ts";

export interface Lease {
  /** `plan <id>`, `collection <organization>`, … */
  readonly name: string;
  readonly epoch: number;
}

export type Acquired =
  | { readonly kind: "acquired"; readonly lease: Lease }
  /** Somebody else has it, and it has not ended. */
  | { readonly kind: "busy"; readonly holder: string; readonly epoch: number };

export interface LeaseWanted {
  readonly name: string;
  readonly holder: string;
  readonly milliseconds: number;
  /** Of a holder that is known to be dead: its lease need not end by itself. */
  readonly insteadOfEpoch?: number | undefined;
}

export interface Leases {
  readonly acquire: (wanted: LeaseWanted) => Promise<Acquired>;
  /** False: somebody else has had it meanwhile, and nothing may be done under it any more. */
  readonly renew: (lease: Lease, milliseconds: number) => Promise<boolean>;
  /** Ends it now, so that the next one need not wait. */
  readonly release: (lease: Lease) => Promise<void>;
}

export function sqlLeases(engine: Engine): Leases {
  const clock = clockOf(engine);
  const change = (lease: Lease, milliseconds: number | undefined): Promise<boolean> =>
    engine.write(async (transaction) => {
      const { numUpdatedRows } = await transaction
        .updateTable("lease")
        .set(({ eb }) => ({ expires_at: milliseconds === undefined ? 0 : eb(clock, "+", milliseconds) }))
        .where("name", "=", lease.name)
        .where("epoch", "=", lease.epoch)
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    });
  return {
    acquire: (wanted) => acquire(engine, wanted),
    renew: (lease, milliseconds) => change(lease, milliseconds),
    release: async (lease) => void (await change(lease, undefined)),
  };
}

const acquire = (engine: Engine, { name, holder, milliseconds, insteadOfEpoch = 0 }: LeaseWanted): Promise<Acquired> =>
  engine.write(async (transaction) => {
    const clock = clockOf(engine);
    const row = await transaction
      .insertInto("lease")
      .values(({ eb }) => ({ name, holder, epoch: 1, expires_at: eb(clock, "+", milliseconds) }))
      .onConflict((conflict) =>
        conflict
          .column("name")
          .doUpdateSet(({ eb, ref }) => ({
            holder,
            epoch: eb(ref("lease.epoch"), "+", 1),
            expires_at: eb(clock, "+", milliseconds),
          }))
          .where(({ eb, or }) => or([eb("lease.expires_at", "<=", clock), eb("lease.epoch", "=", insteadOfEpoch)])),
      )
      .returning("epoch")
      .executeTakeFirst();
    if (row) return { kind: "acquired", lease: { name, epoch: row.epoch } };
    const other = await transaction
      .selectFrom("lease")
      .select(["holder", "epoch"])
      .where("name", "=", name)
      .executeTakeFirstOrThrow();
    return { kind: "busy", ...other };
  });

/**
 * Within a transaction: nobody takes the lease before it is done, and writes under one lease follow each other.
 *
 * @throws AccessError `lease-lost` where somebody has taken it already
 */
export async function holdInside(
  transaction: Transaction<Tables>,
  { kind }: Pick<Engine, "kind">,
  { name, epoch }: Lease,
): Promise<void> {
  const row = await transaction
    .selectFrom("lease")
    .select("epoch")
    .where("name", "=", name)
    .$if(kind === "postgres", (query) => query.forUpdate())
    .executeTakeFirst();
  if (row?.epoch !== epoch) throw leaseLost(name);
}

/** The process was away for longer than its lease, and another one has gone on with the work. */
export const leaseLost = (name: string): AccessError =>
  new AccessError(
    "lease-lost",
    `Another process has taken over ${name}, because this one did not answer for too long`,
    {
      next: "This process writes nothing more. The other one finishes the work",
    },
  );
