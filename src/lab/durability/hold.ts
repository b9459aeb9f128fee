/** One lab a directory: two that append to the same files would tear each other's state. */
import { readdirSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

/** Why a directory cannot hold a lab, and what to do about it. */
export class StateDirectoryError extends Error {
  readonly next: string;

  constructor(message: string, next: string) {
    super(message);
    this.name = "StateDirectoryError";
    this.next = next;
  }
}

/** A process that was killed is not gone at once: a restart that follows on its heels waits for it. */
const PATIENCE_MILLISECONDS = 3000;
const LOOK_AGAIN_MILLISECONDS = 25;

/** Claims of labs of this process: two of them in one process would tear each other's state just the same. */
const ours = new Set<string>();
let claims = 0;

/**
 * Takes the directory; the function that comes back gives it free.
 *
 * INVARIANT: a claim is written before the others are looked at, and is taken back where there is one: of two labs at the same
 * moment, the later to write sees the other's claim.
 *
 * @throws StateDirectoryError where another lives in it.
 */
export async function holdDirectory(given: string): Promise<() => void> {
  // Two names of one directory are one directory.
  const path = realpathSync(given);
  claims += 1;
  const claim = join(path, `lab-${process.pid}-${claims}.pid`);
  const until = performance.now() + PATIENCE_MILLISECONDS;
  for (;;) {
    writeClaim(claim);
    const holder = holderBeside(path, claim);
    if (holder === undefined) return () => withdraw(claim);
    withdraw(claim);
    if (performance.now() > until)
      throw new StateDirectoryError(
        `${path} is in use by another lab (process ${holder})`,
        "Stop that lab, or use another directory",
      );
    // Two that look at the same moment both take back theirs: they come again at different times.
    await delay(LOOK_AGAIN_MILLISECONDS * (1 + Math.random()));
  }
}

/** Whole from the first moment: a claim without its process would be taken for one of a process that is gone. */
function writeClaim(claim: string): void {
  const draft = `${claim}.unfinished`;
  writeFileSync(draft, `${process.pid} ${startOf(process.pid) ?? ""}\n`, { mode: 0o600 });
  ours.add(claim);
  renameSync(draft, claim);
}

function withdraw(claim: string): void {
  rmSync(claim, { force: true });
  ours.delete(claim);
}

/** `lab.pid` is of a version before claims had numbers. */
const CLAIM = /^lab(-\d+-\d+)?\.pid$/;

/** The process of another claim; undefined where there is none. What is left of processes that are gone is removed. */
function holderBeside(path: string, own: string): number | undefined {
  for (const name of readdirSync(path)) {
    const file = join(path, name);
    if (!CLAIM.test(name) || file === own) continue;
    const holder = holderIn(file);
    if (holder !== undefined) return holder;
    rmSync(file, { force: true });
  }
  return undefined;
}

/** The process that made a claim; undefined where it ended, or its number belongs to another now. */
function holderIn(file: string): number | undefined {
  const [pid = "", start = ""] = textOf(file).trim().split(" ");
  const number = Number(pid);
  if (pid === "" || !Number.isInteger(number)) return undefined;
  if (number === process.pid) return ours.has(file) ? number : undefined;
  if (!isAlive(number)) return undefined;
  return start === "" || startOf(number) === start ? number : undefined;
}

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process is alive, too.
    return (error as { code?: unknown }).code === "EPERM";
  }
}

/**
 * When a process started, in the kernel's ticks: with its number that is one process and no later one. Undefined for a
 * process that is gone, or dead and not yet buried, and where there is no /proc.
 */
function startOf(pid: number): string | undefined {
  // The name in parentheses may hold spaces: the fields are counted from behind it (man proc: stat).
  const fields = textOf(`/proc/${pid}/stat`).split(") ").at(-1)?.split(" ") ?? [];
  const [state, start] = [fields[0], fields[19]];
  return state === "Z" || state === "X" ? undefined : start;
}
