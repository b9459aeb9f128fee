/**
 * The directory behind `--data`: a state file and, beside it, every change since.
 *
 * A generation is `state-<n>.jsonl` (the whole world) and `changes-<n>.jsonl`. A state file gets its name only when it is
 * complete and on the disk; the generations before it are removed afterwards. So whatever moment the process is killed at,
 * the newest named state with its changes is the last one that was acknowledged.
 */
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { type Appender, openAppender } from "./appender.ts";
import { holdDirectory, StateDirectoryError } from "./hold.ts";
import { readLines, sealedLine } from "./lines.ts";

/** A row as it is now, or null where it is gone. What exists once has an empty key. */
export type RowChange = readonly [table: string, key: string, row: unknown];

export interface StateDirectory {
  /** What an earlier run left, in order; undefined where the directory is new. */
  readonly kept: readonly RowChange[] | undefined;
  /** Begins a new generation with the whole state; resolves when the one before is closed. Throws where it cannot be written. */
  readonly begin: (state: Iterable<RowChange>) => Promise<void>;
  readonly note: (change: RowChange) => void;
  /** Resolves when everything noted so far would survive a crash; undefined where it is so already. */
  readonly settled: () => Promise<void> | undefined;
  readonly close: () => Promise<void>;
}

/** State files are written in pieces of this many rows. */
const ROWS_A_LINE = 500;
const END = "end";
/** The first line of a state file: which version wrote it. */
const FORMAT = "idc-doctor/lab-state/1";

/** @throws StateDirectoryError where another lab holds the directory or its state is damaged, or the system's error where it cannot be used. */
export async function openStateDirectory(path: string): Promise<StateDirectory> {
  const release = await held(path);
  let generation: number | undefined;
  let kept: readonly RowChange[] | undefined;
  try {
    generation = newestGeneration(path);
    kept = generation === undefined ? undefined : [...readState(path, generation), ...readChanges(path, generation)];
  } catch (error) {
    release();
    throw error;
  }
  let changes: Appender | undefined;
  let noted: RowChange[] = [];
  const seal = (): void => {
    if (noted.length > 0) changes?.append(sealedLine(noted));
    noted = [];
  };
  return {
    kept,
    begin: (state) => {
      // INVARIANT: nothing waits between the state and its changes, so no change falls between them; a state that cannot be
      // written throws before anything of the earlier generation is given up.
      const next = (generation ?? 0) + 1;
      const opened = beginGeneration(path, next, state);
      const before = changes;
      changes = opened;
      noted = [];
      generation = next;
      removeOthers(path, next);
      return before?.close() ?? Promise.resolve();
    },
    note: (change) => noted.push(change),
    settled: () => {
      seal();
      return changes?.settled();
    },
    close: async () => {
      try {
        seal();
        await changes?.close();
      } finally {
        // A full disk keeps nothing of this lab in the directory but what it acknowledged.
        release();
      }
    },
  };
}

async function held(path: string): Promise<() => void> {
  try {
    // Level by level: `recursive` of Node never ends in a folder that takes no other one, as /proc.
    const missing: string[] = [];
    for (let at = path; !existsSync(at); at = dirname(at)) missing.unshift(at);
    for (const one of missing) mkdirSync(one, { mode: 0o700 });
    return await holdDirectory(path);
  } catch (error) {
    const { code } = error as { code?: unknown };
    if (typeof code !== "string") throw error;
    throw new StateDirectoryError(`${path} cannot be used (${code})`, "Use a writable directory");
  }
}

const stateFile = (path: string, generation: number): string => join(path, `state-${generation}.jsonl`);
const changesFile = (path: string, generation: number): string => join(path, `changes-${generation}.jsonl`);

/** @throws StateDirectoryError where a file is a link, or changes are there whose state is not: they would be read in part. */
function newestGeneration(path: string): number | undefined {
  const entries = readdirSync(path, { withFileTypes: true }).filter(({ name }) => OWN_FILE.test(name));
  const link = entries.find((entry) => !entry.isFile());
  if (link)
    throw new StateDirectoryError(
      `${join(path, link.name)} is not a regular file`,
      "Remove it, or use another directory",
    );
  // A generation that was only begun has no changes yet.
  const begun = entries.filter(({ name }) => !name.startsWith("changes-") || statSync(join(path, name)).size > 0);
  const newest = (kind: string): number | undefined => {
    const numbers = begun.flatMap(({ name }) => new RegExp(`^${kind}-(\\d+)\\.jsonl$`).exec(name)?.[1] ?? []);
    return numbers.length === 0 ? undefined : Math.max(...numbers.map(Number));
  };
  const [state, changes] = [newest("state"), newest("changes")];
  if (changes !== undefined && (state === undefined || state < changes))
    throw new StateDirectoryError(
      `${stateFile(path, changes)} is missing, and ${changesFile(path, changes)} continues it`,
      "Restore it from a copy, or start with an empty directory",
    );
  return state;
}

const OWN_FILE = /^(state|changes)-\d+\.jsonl(\.unfinished)?$/;

/** The file of the changes is there before the state has its name: a state without it is damage, never a moment in between. */
function beginGeneration(path: string, generation: number, state: Iterable<RowChange>): Appender {
  const changes = openAppender(changesFile(path, generation));
  try {
    writeState(path, generation, state);
    return changes;
  } catch (error) {
    void changes.close();
    rmSync(changesFile(path, generation), { force: true });
    throw error;
  }
}

function writeState(path: string, generation: number, state: Iterable<RowChange>): void {
  const unfinished = `${stateFile(path, generation)}.unfinished`;
  const file = openSync(unfinished, "w", 0o600);
  try {
    writeSync(file, sealedLine(FORMAT));
    let rows: RowChange[] = [];
    for (const change of state) {
      rows.push(change);
      if (rows.length < ROWS_A_LINE) continue;
      writeSync(file, sealedLine(rows));
      rows = [];
    }
    writeSync(file, sealedLine(rows) + sealedLine(END));
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(unfinished, stateFile(path, generation));
  syncDirectory(path);
}

/** A renamed file is on the disk when its directory is. */
function syncDirectory(path: string): void {
  const directory = openSync(path, "r");
  try {
    fsyncSync(directory);
  } finally {
    closeSync(directory);
  }
}

/** @throws StateDirectoryError for a state file that was damaged after it was complete: no part of it is taken for the whole. */
function readState(path: string, generation: number): readonly RowChange[] {
  const file = stateFile(path, generation);
  const { values, isDamaged } = readLines(readFileSync(file));
  if (isDamaged || values.at(-1) !== END) throw damaged(file);
  if (values[0] !== FORMAT)
    throw new StateDirectoryError(
      `${file} was written by another version of the lab`,
      "Use that version, or an empty directory",
    );
  return (values.slice(1, -1) as RowChange[][]).flat();
}

const damaged = (file: string): StateDirectoryError =>
  new StateDirectoryError(`${file} is damaged`, "Restore it from a copy, or start with an empty directory");

/** What follows the last whole line was never acknowledged, and goes, so that new lines stand behind whole ones. */
function readChanges(path: string, generation: number): readonly RowChange[] {
  const file = changesFile(path, generation);
  const content = contentOf(file);
  const { values, bytes, isDamaged } = readLines(content);
  if (isDamaged) throw damaged(file);
  if (bytes < content.length) truncateSync(file, bytes);
  return (values as RowChange[][]).flat();
}

function contentOf(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    if ((error as { code?: unknown }).code !== "ENOENT") throw error;
    throw new StateDirectoryError(
      `${file} is missing, and what it held was acknowledged`,
      "Restore it from a copy, or start with an empty directory",
    );
  }
}

function removeOthers(path: string, generation: number): void {
  const kept = new Set([`state-${generation}.jsonl`, `changes-${generation}.jsonl`]);
  for (const name of readdirSync(path)) if (OWN_FILE.test(name) && !kept.has(name)) rmSync(join(path, name));
}
