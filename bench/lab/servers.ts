/** The servers that are measured, each a process of its own. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { WrittenDocument } from "../../src/model/organization-document/written/document.ts";

const BUNDLE = join(import.meta.dirname, "../../dist/idc-doctor.js");

export interface Server {
  readonly url: string;
  /** Milliseconds from the start of the process to its readiness. */
  readonly ready: number;
  /** Resident memory in megabytes. */
  readonly memory: () => number;
  readonly stop: () => Promise<void>;
}

/** The bundled `idc-doctor lab`, ready when it prints its address. */
export async function startedLab(document?: WrittenDocument): Promise<Server> {
  const load = document === undefined ? [] : ["--load", written(document)];
  const start = performance.now();
  const child = spawn(process.execPath, [BUNDLE, "lab", "--port", "0", "--limits", "off", "--quiet", ...load], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const url = await firstLine(child);
  return { url, ready: performance.now() - start, memory: () => residentMegabytes(child), stop: () => stopped(child) };
}

/** moto's server, ready when it answers. */
export async function startedMoto(port: number): Promise<Server> {
  const start = performance.now();
  const child = spawn("moto_server", ["-H", "127.0.0.1", "-p", String(port)], { stdio: "ignore" });
  const url = `http://127.0.0.1:${port}`;
  await answering(`${url}/moto-api/data.json`, child);
  return { url, ready: performance.now() - start, memory: () => residentMegabytes(child), stop: () => stopped(child) };
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

function written(document: WrittenDocument): string {
  const file = join(mkdtempSync(join(tmpdir(), "idc-doctor-bench-")), "organization.json");
  writeFileSync(file, JSON.stringify(document));
  return file;
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = "";
    child.stdout?.on("data", (more: Buffer) => {
      text += more.toString();
      if (text.includes("\n")) resolve(text.split("\n")[0] ?? "");
    });
    child.once("close", (code) => reject(new Error(`the lab ended with ${code}`)));
  });
}

async function answering(url: string, child: ChildProcess): Promise<void> {
  while (child.exitCode === null) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok) return;
  }
  throw new Error(`moto's server ended with ${child.exitCode}`);
}

/** As the kernel counts it; NaN where there is no /proc. */
function residentMegabytes({ pid }: ChildProcess): number {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024;
}

function stopped(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once("close", () => resolve());
    child.kill();
  });
}
