/** A PostgreSQL server for tests: made in a temporary folder, on a socket there and nowhere else, gone with the tests. */
import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface TestPostgres {
  /** Of a new database of its own. */
  readonly newDatabase: () => string;
  readonly stop: () => Promise<void>;
}

/** Where Debian keeps the programs of each version, newest first. */
function programFolder(): string | undefined {
  const versions = "/usr/lib/postgresql";
  const found = existsSync(versions) ? readdirSync(versions).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [...found.map((version) => join(versions, version, "bin")), "/usr/local/bin", "/opt/homebrew/bin"];
  return folders.find((folder) => existsSync(join(folder, "initdb")));
}

/** Why there is no server; undefined: there can be one. */
export function missingPostgres(): string | undefined {
  if (programFolder() === undefined) return "PostgreSQL is not installed";
  if (process.getuid?.() === 0 && spawnSync("runuser", ["-u", "nobody", "--", "true"]).status !== 0)
    return "PostgreSQL refuses to run as root, and no other user can be taken here";
  return undefined;
}

/** Quick and forgetful: what is tested is the death of our processes, not of the server. */
const SETTINGS = ["fsync=off", "max_connections=200", "shared_buffers=16MB", "listen_addresses="];

let running: Promise<TestPostgres> | undefined;

/** One server for a test process; files that share the process share it. */
export function testPostgres(): Promise<TestPostgres> {
  running ??= start();
  return running;
}

async function start(): Promise<TestPostgres> {
  const programs = programFolder();
  if (programs === undefined) throw new Error("PostgreSQL is not installed");
  const folder = mkdtempSync(join(tmpdir(), "idc-doctor-pg-"));
  // As root the server's files belong to another user, who has to reach them.
  const isRoot = process.getuid?.() === 0;
  const asOther = isRoot ? ["runuser", "-u", "nobody", "--"] : [];
  if (isRoot) {
    execFileSync("chown", ["nobody", folder]);
    chmodSync(folder, 0o755);
  }
  const run = (program: string, ...args: readonly string[]): readonly [string, readonly string[]] => {
    const [first = "", ...rest] = [...asOther, join(programs, program), ...args];
    return [first, rest];
  };
  const data = join(folder, "data");
  const [initdb, initdbArgs] = run("initdb", "-D", data, "-U", "doctor", "-A", "trust", "--no-sync", "-E", "UTF8");
  execFileSync(initdb, initdbArgs, { cwd: folder, stdio: "pipe" });
  const options = SETTINGS.flatMap((setting) => ["-c", setting]);
  const [postgres, args] = run("postgres", "-D", data, "-k", folder, ...options);
  const server = spawn(postgres, args, { cwd: folder, stdio: ["ignore", "ignore", "pipe"] });
  await untilReady(server);
  // The server ends with the tests, however they end.
  const stopNow = () => void server.kill("SIGINT");
  process.once("exit", stopNow);
  let databases = 0;
  const psql = (sql: string) =>
    execFileSync(join(programs, "psql"), ["-h", folder, "-U", "doctor", "-d", "postgres", "-qc", sql], { stdio: "pipe" });
  return {
    newDatabase: () => {
      databases += 1;
      const name = `test_${process.pid}_${databases}`;
      psql(`create database ${name}`);
      return `postgres://doctor@localhost/${name}?host=${encodeURIComponent(folder)}`;
    },
    stop: async () => {
      process.off("exit", stopNow);
      const ended = new Promise((resolve) => server.once("exit", resolve));
      server.kill("SIGINT");
      await ended;
      running = undefined;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** It says on stderr when it takes connections. */
const untilReady = (server: ChildProcess): Promise<void> =>
  new Promise((resolve, reject) => {
    let said = "";
    server.stderr?.on("data", (chunk: Buffer) => {
      said += String(chunk);
      if (said.includes("ready to accept connections")) resolve();
    });
    server.once("exit", (code) => reject(new Error(`postgres ended with ${code}: ${said}`)));
  });
