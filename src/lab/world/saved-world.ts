/** The world as changes and back: what a directory keeps of it, tokens and keys included. */
import type { RowChange } from "../durability/state-directory.ts";
import type { Table } from "./table.ts";
import { emptyWorld, type Singles, type Tables, type World, type WorldContext } from "./world.ts";

const SINGLES = ["settings", "organization", "instance"] as const satisfies readonly (keyof Singles)[];

/** The whole world, as changes that make it from nothing. */
export function* changesOf(world: World): Generator<RowChange> {
  for (const name of SINGLES) yield [name, "", world[name]];
  for (const [name, table] of Object.entries(world.tables))
    for (const row of table as Table<unknown>) yield [name, table.keyOf(row as never), row];
}

/** @throws TypeError where the changes do not begin with what exists once: they are no lab's state. */
export function worldOf(changes: readonly RowChange[], context: WorldContext): World {
  const last = new Map(changes.filter(([, key]) => key === "").map(([name, , row]) => [name, row]));
  if (!SINGLES.every((name) => last.has(name))) throw new TypeError("these changes are no lab's state");
  const singles = Object.fromEntries(SINGLES.map((name) => [name, last.get(name)])) as unknown as Singles;
  const world = emptyWorld(singles, context);
  for (const [name, key, row] of changes) {
    const table = Object.hasOwn(world.tables, name) ? world.tables[name as keyof Tables] : undefined;
    if (row === null) table?.remove(key);
    else table?.put(row as never);
  }
  return world;
}
