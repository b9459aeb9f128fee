/** A lease that this process keeps for as long as it works: renewed in time, and known to be lost before anything is written. */
import { type Fence, LEASE_MILLISECONDS } from "./fence.ts";
import { type Lease, type Leases, leaseLost } from "./leases.ts";
import { isDead, ownName } from "./process-name.ts";

export interface HeldLease extends Fence {
  readonly lease: Lease;
  /** Aborted when another process has taken it. */
  readonly lost: AbortSignal;
  readonly release: () => Promise<void>;
}

export type Held =
  | ({ readonly kind: "held" } & HeldLease)
  /** By a process that may be alive. */
  | { readonly kind: "busy"; readonly holder: string };

/** Takes the lease; that of a process known to be dead at once. @param milliseconds how long it lasts without being renewed */
export async function holdLease(leases: Leases, name: string, milliseconds = LEASE_MILLISECONDS): Promise<Held> {
  const wanted = { name, holder: ownName(), milliseconds };
  let since = ownClocks();
  let acquired = await leases.acquire(wanted);
  if (acquired.kind === "busy" && isDead(acquired.holder)) {
    since = ownClocks();
    acquired = await leases.acquire({ ...wanted, insteadOfEpoch: acquired.epoch });
  }
  return acquired.kind === "busy"
    ? acquired
    : { kind: "held", ...kept(leases, acquired.lease, { milliseconds, since }) };
}

interface Kept {
  readonly milliseconds: number;
  readonly since: OwnClocks;
}

function kept(leases: Leases, lease: Lease, { milliseconds, since }: Kept): HeldLease {
  const lost = new AbortController();
  let renewedAt = since;
  let beating: Promise<void> = Promise.resolve();
  const renew = async (): Promise<void> => {
    if (lost.signal.aborted) throw leaseLost(lease.name);
    // Counted from before the question: the answer may be late.
    const asked = ownClocks();
    if (!(await leases.renew(lease, milliseconds))) {
      const error = leaseLost(lease.name);
      lost.abort(error);
      throw error;
    }
    renewedAt = asked;
  };
  // A renewal that fails is tried again at the next beat, and the lease is not certain meanwhile.
  const beat = setInterval(() => {
    beating = renew().catch(() => undefined);
  }, milliseconds / 3);
  beat.unref();
  const isCertain = (): boolean => !lost.signal.aborted && elapsedSince(renewedAt) < milliseconds * CERTAIN;
  return {
    lease,
    lost: lost.signal,
    isCertain,
    ensure: async () => {
      if (!isCertain()) await renew();
    },
    release: async () => {
      clearInterval(beat);
      // A renewal that is on its way would hold up the next one.
      await beating;
      // Where the store does not answer, the lease ends by itself.
      await leases.release(lease).catch(() => undefined);
    },
  };
}

/** The part of a lease in which its holder trusts its own clock. */
const CERTAIN = 0.7;

interface OwnClocks {
  readonly wall: number;
  readonly monotonic: number;
}

const ownClocks = (): OwnClocks => ({ wall: Date.now(), monotonic: performance.now() });

/** The longer of both: the one stands still while the machine sleeps, the other can be set back. */
const elapsedSince = ({ wall, monotonic }: OwnClocks): number =>
  Math.max(Date.now() - wall, performance.now() - monotonic);
