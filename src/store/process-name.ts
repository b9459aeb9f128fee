/** This process as the holder of a lease, and whether another holder is known to be dead. */
import { readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";

/** Where process numbers mean the same: one start of one machine, one namespace. */
const place = (): string =>
  [
    hostname(),
    attempt(() => readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim()),
    attempt(pidNamespace),
  ].join("/");

const pidNamespace = (): string => readlinkSync("/proc/self/ns/pid");

/** The number of a process is used again; together with its start it is not. */
const startOf = (pid: number): string =>
  attempt(
    () =>
      readFileSync(`/proc/${pid}/stat`, "utf8")
        .replace(/^.*\) /, "")
        .split(" ")[19] ?? "",
  );

function attempt(read: () => string): string {
  try {
    return read();
  } catch {
    return "";
  }
}

/** `host/boot/namespace pid start` */
export const ownName = (): string => `${place()} ${process.pid} ${startOf(process.pid)}`;

/** True only where it is certain: a process of another machine may live. One that is stopped is alive. */
export function isDead(holder: string): boolean {
  const [where, number, start] = holder.split(" ");
  const pid = Number(number);
  if (where !== place() || !Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return start !== startOf(pid);
  } catch (error) {
    return (error as { code?: unknown }).code === "ESRCH";
  }
}

/** For a message: `process 4711 on host`. */
export function holderInWords(holder: string): string {
  const [where = "", number = ""] = holder.split(" ");
  return `process ${number} on ${where.split("/")[0]}`;
}
