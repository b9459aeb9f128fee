/** The answers of a collection as lines of a file: what a kill or Ctrl-C in the middle does not take away. */
import { closeSync, openSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import { type OrganizationAt, organizationFileName } from "./organization-file-name.ts";
import { privateText } from "./private-file.ts";
import { makeFolder } from "./private-folder.ts";

const SCHEMA = "idc-doctor/collection/1";

/** Whose answers these are; another organization, caller or endpoint never continues them. */
export interface CollectionOwner extends OrganizationAt {
  readonly callerAccountId: string;
}

export interface CollectionLog {
  readonly get: (key: string) => unknown;
  /** The line has left the process when this returns: a kill loses at most an answer that is not yet here. */
  readonly put: (key: string, value: unknown) => void;
  /** ISO 8601. */
  readonly startedAt: string;
  /** How many answers an interrupted collection left. */
  readonly continued: number;
  /** How many answers are there now. */
  readonly size: () => number;
  /** The collection is complete: nothing is to be continued. */
  readonly finish: () => void;
  readonly close: () => void;
}

/** Older ones are too far from the truth: a new collection begins. */
export const LONGEST_CONTINUED_MILLISECONDS = 6 * 3_600_000;

/** Continues what the same owner left unfinished a short while ago, or begins a new one. */
export function openCollectionLog(folder: string, owner: CollectionOwner, now: Date): CollectionLog {
  makeFolder(folder);
  const path = join(folder, `collection-${organizationFileName(owner)}.jsonl`);
  const found = readLines(path);
  const isContinued = found !== undefined && isSameOwner(found.owner, owner) && isRecent(found.startedAt, now);
  const answers = isContinued ? found.answers : new Map<string, unknown>();
  const startedAt = isContinued ? found.startedAt : now.toISOString();
  const file = openSync(path, isContinued ? "a" : "w", 0o600);
  const write = (value: unknown): void => void writeSync(file, `${JSON.stringify(value)}\n`);
  // A kill may have left half a line: what follows begins on its own.
  if (isContinued) writeSync(file, "\n");
  else write({ schema: SCHEMA, owner, startedAt });
  return {
    get: (key) => answers.get(key),
    put: (key, value) => {
      answers.set(key, value);
      write([key, value]);
    },
    startedAt,
    continued: isContinued ? answers.size : 0,
    size: () => answers.size,
    finish: () => rmSync(path, { force: true }),
    close: () => closeSync(file),
  };
}

interface Lines {
  readonly owner: CollectionOwner;
  readonly startedAt: string;
  readonly answers: Map<string, unknown>;
}

/** Undefined: there is none, or it is not ours. */
function readLines(path: string): Lines | undefined {
  const [head, ...rows] = (privateText(path) ?? "").split("\n").map(parsed);
  const { schema, owner, startedAt } = (head ?? {}) as Partial<Lines & { schema: string }>;
  if (schema !== SCHEMA || owner === undefined || startedAt === undefined) return undefined;
  const answers = new Map<string, unknown>();
  for (const row of rows) if (Array.isArray(row) && typeof row[0] === "string") answers.set(row[0], row[1]);
  return { owner, startedAt, answers };
}

/** A line that was torn by a kill is none. */
function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

const isSameOwner = (a: CollectionOwner, b: CollectionOwner): boolean =>
  a.instanceArn === b.instanceArn && a.callerAccountId === b.callerAccountId && a.endpointUrl === b.endpointUrl;

function isRecent(startedAt: string, now: Date): boolean {
  const age = now.getTime() - Date.parse(startedAt);
  return age >= 0 && age < LONGEST_CONTINUED_MILLISECONDS;
}
