/** A PostgreSQL server for tests: made in a temporary folder, on a socket there and nowhere else, gone with the tests. */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, readdirSync } from "node:fs";
import type { Socket } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { Client } from "pg";

export interface TestPostgres {
  /** The address of a new database, empty or a copy of this one, which nobody is connected to. */
  readonly newDatabase: (copyOf?: string) => Promise<string>;
}

/** In the PATH, or where Debian keeps the programs of each version, newest first. */
function programFolder(): string | undefined {
  const versions = "/usr/lib/postgresql";
  const found = existsSync(versions) ? readdirSync(versions).sort((a, b) => Number(b) - Number(a)) : [];
  const onPath = (process.env["PATH"] ?? "").split(delimiter);
  const folders = [...onPath, ...found.map((version) => join(versions, version, "bin"))];
  return folders.find((folder) => existsSync(join(folder, "initdb")));
}

/** Why there is no server; undefined: there can be one. */
export const missingPostgres = (): string | undefined =>
  programFolder() === undefined ? "PostgreSQL is not installed" : undefined;

/** Quick and forgetful: what is tested is the death of our processes, not of the server. */
const SETTINGS = ["fsync=off", "max_connections=200", "shared_buffers=16MB", "listen_addresses="];

/** PostgreSQL refuses to run as root: it runs as `nobody` there. */
const NOBODY = 65_534;

/** The server ends when its standard input does, however the tests end. */
const UNTIL_STDIN_ENDS = 'folder=$1; shift; "$@" & cat >/dev/null; kill -INT $!; wait $!; rm -rf "$folder"';

let running: Promise<TestPostgres> | undefined;

/** One server for a process of tests. */
export function testPostgres(): Promise<TestPostgres> {
  running ??= start();
  return running;
}

async function start(): Promise<TestPostgres> {
  const programs = programFolder();
  if (programs === undefined) throw new Error("PostgreSQL is not installed");
  const program = (name: string): string => join(programs, name);
  const folder = mkdtempSync(join(tmpdir(), "idc-doctor-pg-"));
  const user = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
  if (user.uid !== undefined) chownSync(folder, NOBODY, NOBODY);
  const data = join(folder, "data");
  const made = ["-D", data, "-U", "doctor", "-A", "trust", "--no-sync", "-E", "UTF8"];
  execFileSync(program("initdb"), made, { ...user, cwd: folder, stdio: "pipe" });
  const options = SETTINGS.flatMap((setting) => ["-c", setting]);
  const command = [folder, program("postgres"), "-D", data, "-k", folder, ...options];
  const server = spawn("sh", ["-c", UNTIL_STDIN_ENDS, "sh", ...command], {
    ...user,
    cwd: folder,
    stdio: ["pipe", "ignore", "pipe"],
  });
  await untilReady(server);
  server.unref();
  let databases = 0;
  return {
    newDatabase: async (copyOf) => {
      databases += 1;
      const name = `test_${databases}`;
      const template = copyOf === undefined ? "template1" : URL.parse(copyOf)?.pathname.slice(1);
      await said(folder, `create database ${name} template ${template}`);
      return `postgres://doctor@localhost/${name}?host=${encodeURIComponent(folder)}`;
    },
  };
}

/** Over the driver: a machine that has the server need not have its command-line client. */
async function said(folder: string, statement: string): Promise<void> {
  const client = new Client({ host: folder, user: "doctor", database: "postgres" });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** It says on stderr when it takes connections. */
const untilReady = (server: ChildProcess): Promise<void> =>
  new Promise((resolve, reject) => {
    let said = "";
    server.stderr?.on("data", (chunk: Buffer) => {
      said += String(chunk);
      if (!said.includes("ready to accept connections")) return;
      // What it says later is not waited for.
      for (const stream of [server.stdin, server.stderr]) (stream as Socket | null)?.unref();
      said = "";
      resolve();
    });
    server.once("exit", (code) => reject(new Error(`postgres ended with ${code}: ${said}`)));
  });
