/** The bundled command as a child process, as a user runs it. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export const BUNDLE = join(import.meta.dirname, "../../dist/idc-doctor.js");

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
}

/** A folder for the command's own files, so that tests never meet a person's. */
export const freshHome = (): string => mkdtempSync(join(tmpdir(), "idc-doctor-home-"));

/** What every command of a test finds in its environment: a key of the lab, folders of its own, no waiting for AWS's rates. */
export const commandEnvironment = (): Record<string, string> => ({
  PATH: process.env["PATH"] ?? "",
  HOME: freshHome(),
  IDC_DOCTOR_HOME: freshHome(),
  AWS_ACCESS_KEY_ID: "123456789012x",
  AWS_SECRET_ACCESS_KEY: "lab",
  AWS_EC2_METADATA_DISABLED: "true",
  // The labs of these tests have no limits: what keeps to AWS's rates is measured in the bench.
  IDC_DOCTOR_PACE: "off",
  // Hundreds of starts of one bundle: what Node compiled is kept between them.
  NODE_COMPILE_CACHE: join(tmpdir(), "idc-doctor-compile-cache"),
});

export function startCli(
  args: readonly string[],
  env: Record<string, string | undefined> = {},
  input?: string,
): Running {
  const child = spawn(process.execPath, [BUNDLE, ...args], {
    env: { ...commandEnvironment(), ...env },
    stdio: ["pipe", "pipe", "pipe"],
  });
  const texts = { stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    texts.stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    texts.stderr += text;
  });
  child.stdin.end(input ?? "");
  const ended = new Promise<Ended>((resolve) => {
    child.once("close", (code, signal) => resolve({ code, signal, ...texts }));
  });
  return { child, ended };
}

export const runCli = (
  args: readonly string[],
  env?: Record<string, string | undefined>,
  input?: string,
): Promise<Ended> => startCli(args, env, input).ended;
