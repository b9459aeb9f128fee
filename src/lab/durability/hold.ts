/** One lab a directory: two that append to the same files would tear each other's state. */
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Why a directory cannot hold a lab, and what to do about it. */
export class StateDirectoryError extends Error {
  readonly next: string;

  constructor(message: string, next: string) {
    super(message);
    this.name = "StateDirectoryError";
    this.next = next;
  }
}

/** Takes the directory for this process; the function that comes back gives it free. @throws StateDirectoryError where another lives in it. */
export function holdDirectory(path: string): () => void {
  const file = join(path, "lab.pid");
  const holder = Number.parseInt(textOf(file), 10);
  if (Number.isInteger(holder) && holder !== process.pid && isAlive(holder))
    throw new StateDirectoryError(
      `${path} is in use by another lab (process ${holder})`,
      "Stop that one, or take another directory",
    );
  rmSync(file, { force: true });
  writeFileSync(file, `${process.pid}\n`, { flag: "wx", mode: 0o600 });
  return () => rmSync(file, { force: true });
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
