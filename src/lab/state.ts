/** What a lab is made of while it runs: a world that can be replaced as a whole, its clock and faults, kept where asked. */
import type { Fault, OrganizationDocument } from "../model/organization-document/document.ts";
import type { RowChange, StateDirectory } from "./durability/state-directory.ts";
import { createFaultList, type FaultList } from "./faults/fault-list.ts";
import { type Clock, createClock } from "./world/clock.ts";
import { createRandom } from "./world/random.ts";
import { changesOf, worldOf } from "./world/saved-world.ts";
import { createWorld, type World, type WorldContext } from "./world/world.ts";

export interface LabState {
  readonly clock: Clock;
  readonly faults: FaultList;
  readonly world: () => World;
  /** Replaces the world and its faults. */
  readonly load: (document: OrganizationDocument) => Promise<void>;
  /** Back to the document that the lab was started with. */
  readonly reset: () => Promise<void>;
}

export interface StateOptions {
  readonly provisioningMilliseconds?: number;
  readonly seed?: number;
}

/** What stands beside the world, under the names that it is kept by. */
const CLOCK = "clock";
const FAULTS = "faults";

/** Continues what the directory kept, or begins with the document. */
export async function openState(
  options: StateOptions,
  document: OrganizationDocument,
  directory: StateDirectory | undefined,
): Promise<LabState> {
  const note = directory && ((table: string, key: string, row: unknown) => directory.note([table, key, row ?? null]));
  const kept = directory?.kept;
  const clock = createClock(lastOf<number>(kept, CLOCK) ?? 0, (ahead) => note?.(CLOCK, "", ahead));
  const faults = createFaultList((list) => note?.(FAULTS, "", list));
  // A generator that began again from its seed would give the ids of the earlier run once more.
  const random = createRandom(kept ? undefined : options.seed);
  const context: WorldContext = { clock, random, onChange: note };
  const begin = (world: World) => directory?.begin(stateOf(world, clock, faults));

  let world = kept ? worldOf(kept, context) : opened(document, options, context);
  faults.replace(lastOf<Fault[]>(kept, FAULTS) ?? document.faults);
  await begin(world);
  const load = async (next: OrganizationDocument): Promise<void> => {
    // INVARIANT: all or nothing. Until the new world is complete and kept, the present one answers and nothing is noted.
    let isLoaded = false;
    const onChange = note && ((...change: Parameters<typeof note>) => isLoaded && note(...change));
    const loaded = opened(next, options, { ...context, onChange });
    const closing = begin(loaded);
    world = loaded;
    isLoaded = true;
    faults.replace(next.faults);
    await closing;
  };
  const reset = (): Promise<void> => {
    const ahead = clock.ahead();
    clock.reset();
    return load(document).catch((error: unknown) => {
      clock.advance(ahead);
      throw error;
    });
  };
  return { clock, faults, world: () => world, load, reset };
}

function opened(document: OrganizationDocument, options: StateOptions, context: WorldContext): World {
  const world = createWorld(document, context);
  const { provisioningMilliseconds } = options;
  if (provisioningMilliseconds !== undefined) world.settings = { ...world.settings, provisioningMilliseconds };
  return world;
}

function* stateOf(world: World, clock: Clock, faults: FaultList): Generator<RowChange> {
  yield [CLOCK, "", clock.ahead()];
  yield [FAULTS, "", faults.definitions()];
  yield* changesOf(world);
}

const lastOf = <T>(kept: readonly RowChange[] | undefined, name: string): T | undefined =>
  kept?.findLast(([table]) => table === name)?.[2] as T | undefined;
