/** Endpoints that answer badly: every command ends in time, within memory, with its documented exit code, and lets no secret through. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { loadScene } from "../scenes/scene.ts";
import { EXIT } from "../src/cli/exit-codes.ts";
import { writtenForm } from "../src/model/organization-document/write.ts";
import { startCli } from "./support/cli.ts";
import { BEHAVIOURS, PLANTED } from "./support/evil/behaviours.ts";
import { openEvil } from "./support/evil/endpoint.ts";
import { answerOf } from "./support/in-process.ts";
import { inTurn } from "./support/in-turn.ts";
import { openLab } from "./support/lab.ts";

const { document, question } = loadScene(join(import.meta.dirname, "../scenes/article-not-provisioned.yaml"));
const KEYS = {
  AWS_ACCESS_KEY_ID: document.organization.managementAccountId,
  AWS_SECRET_ACCESS_KEY: PLANTED.secretKey,
  AWS_SESSION_TOKEN: PLANTED.token,
};
Object.assign(process.env, KEYS);
const words = [question.user, question.account ?? "", question.permissionSet ?? ""];

interface Command {
  /** With the file that it writes. */
  readonly args: (file: string) => readonly string[];
  /** The most calls, attempts included, that a bad endpoint can make it send. */
  readonly mostCalls: number;
  /** Seconds on a machine that is busy with ten times its work; else most end within one. */
  readonly longest: number;
}

const COMMANDS = {
  why: { args: () => ["why", ...words], mostCalls: 200, longest: 30 },
  fix: { args: () => ["fix", ...words, "--yes"], mostCalls: 200, longest: 60 },
  scan: { args: () => ["scan"], mostCalls: 1200, longest: 60 },
  snapshot: { args: (file) => ["snapshot", "save", file], mostCalls: 1200, longest: 60 },
} as const satisfies Readonly<Record<string, Command>>;
type Name = keyof typeof COMMANDS;
type ExitCodes = Readonly<Record<Name, number>>;

/** A bad answer leaves every command undecided, whatever it is. */
const UNDECIDED: ExitCodes = {
  why: EXIT.undecided,
  fix: EXIT.undecided,
  scan: EXIT.undecided,
  snapshot: EXIT.undecided,
};
/**
 * What is wrong beside the answer itself does not matter: the repair is found and made. The scan of provisioned pairs finds nothing:
 * the only assignment is not provisioned, which is the blind spot that it names.
 */
const HARMLESS: ExitCodes = { why: EXIT.found, fix: EXIT.ok, scan: EXIT.ok, snapshot: EXIT.ok };
const OTHER_CODES: Readonly<Record<string, ExitCodes>> = {
  "says gzip and sends text": HARMLESS,
  "secrets in headers": HARMLESS,
};
/** Who asks and where the instance is: answered well, so that what lies behind is reached, too. */
const FIRST = ["GetCallerIdentity", "ListInstances"];
const REACHED = [
  { from: "from the first call on", spared: [] },
  { from: "behind the first calls", spared: FIRST },
];

const LARGEST_PROCESS = 1024 ** 3;
/** What is on its way when the connection is closed lies in buffers of the system. */
const LARGEST_ANSWER = 40 * 1024 ** 2;
const MOST_PRINTED = 8 * 1024 ** 2;

const folder = mkdtempSync(join(tmpdir(), "idc-doctor-evil-"));
let largest = 0;
const watch = setInterval(() => {
  largest = Math.max(largest, process.memoryUsage().rss);
}, 100);
afterAll(() => {
  clearInterval(watch);
  rmSync(folder, { recursive: true });
});

/** All files of a folder as one text. */
const textOf = (path: string): string =>
  !existsSync(path)
    ? ""
    : statSync(path).isDirectory()
      ? readdirSync(path)
          .map((name) => textOf(join(path, name)))
          .join("\n")
      : readFileSync(path, "latin1");

/** Every call is tried twice at most. */
const environment = (home: string) => ({ IDC_DOCTOR_HOME: home, IDC_DOCTOR_PACE: "off", AWS_MAX_ATTEMPTS: "2" });
const argsFor = (name: Name, url: string, { home, timeout }: { readonly home: string; readonly timeout: string }) => [
  ...COMMANDS[name].args(join(home, `${name}.json`)),
  ...["--endpoint-url", url, "--region", "us-east-1", "--timeout", timeout],
];

function expectHarmless(printed: string, home: string, what: string): void {
  expect(printed, what).not.toMatch(/Internal error|is a bug/);
  const kept = textOf(home);
  for (const secret of [PLANTED.secretKey, PLANTED.token, encodeURIComponent(PLANTED.token), btoa(PLANTED.secretKey)])
    expect(`${printed}${kept}`.includes(secret), `${what}: a secret came through`).toBe(false);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  expect(printed, what).not.toMatch(/\u001b|\u0007/);
  expect(printed.length, what).toBeLessThan(MOST_PRINTED);
}

/** The exit code; everything else is looked at here. */
async function exitCodeOf(name: Name, url: string, behaviour: string): Promise<number> {
  const home = mkdtempSync(join(folder, `${name}-`));
  const begun = performance.now();
  // An answer that comes to its end is waited for, however busy the machine is.
  const timeout = behaviour in OTHER_CODES || behaviour === "names of a megabyte" ? "20s" : "0.3s";
  const { code, stdout, stderr } = await answerOf(argsFor(name, url, { home, timeout }), environment(home));
  expect(performance.now() - begun, `${name}, ${behaviour}`).toBeLessThan(COMMANDS[name].longest * 1000);
  expectHarmless(`${stdout}\n${stderr}`, home, `${name}, ${behaviour}, ${home}`);
  return code;
}

const NAMES = Object.keys(COMMANDS) as readonly Name[];

const EVERY_WAY = Object.keys(BEHAVIOURS).flatMap((what) =>
  REACHED.flatMap((reached) => NAMES.map((name) => ({ what, name, ...reached }))),
);
/** A quarter of them; all where IDC_DOCTOR_THOROUGH is set. */
const WAYS_A_DAY = 40;

describe.concurrent("an endpoint", () => {
  test.each(inTurn(EVERY_WAY, WAYS_A_DAY))("$what, $from: $name", async ({ what, spared, name }) => {
    const lab = await openLab({ limits: "off", provisioningMilliseconds: 0 });
    await lab.put(writtenForm(document));
    const endpoint = await openEvil(lab.url, BEHAVIOURS[what] ?? (() => undefined), spared);
    const code = await exitCodeOf(name, endpoint.url, what);
    expect(endpoint.calls()).toBeLessThanOrEqual(COMMANDS[name].mostCalls);
    expect(endpoint.mostBytes()).toBeLessThan(LARGEST_ANSWER);
    await endpoint.close();
    await lab.close();
    expect(code).toBe((OTHER_CODES[what] ?? UNDECIDED)[name]);
  });
});

test("thirty ways or more, each exception among them, in one process within its memory", () => {
  expect(Object.keys(BEHAVIOURS).length).toBeGreaterThanOrEqual(30);
  expect(Object.keys(BEHAVIOURS)).toEqual(expect.arrayContaining(Object.keys(OTHER_CODES)));
  expect(largest).toBeLessThan(LARGEST_PROCESS);
});

/** The most memory that a process has held so far, where the system tells it. */
function peakOf(pid: number | undefined): number {
  try {
    return Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}

/** Node alone takes a third of it; sixteen megabytes are read of an answer, several answers at a time. */
const LARGEST_COMMAND = 400 * 1024 ** 2;

test.each<[Name, keyof typeof BEHAVIOURS]>([
  ["why", "sends a body without an end"],
  ["fix", "drips a byte at a time"],
  ["scan", "ever new tokens of empty pages"],
  ["snapshot", "names of a megabyte"],
])("as a process of its own: %s, where the endpoint %s", async (name, what) => {
  const lab = await openLab({ limits: "off" });
  await lab.put(writtenForm(document));
  const endpoint = await openEvil(lab.url, BEHAVIOURS[what] ?? (() => undefined), FIRST);
  const home = mkdtempSync(join(folder, "process-"));
  const { child, ended } = startCli(argsFor(name, endpoint.url, { home, timeout: "0.3s" }), {
    ...KEYS,
    ...environment(home),
  });
  let peak = 0;
  const looking = setInterval(() => {
    peak = Math.max(peak, peakOf(child.pid));
  }, 20);
  const { code, stdout, stderr } = await ended;
  clearInterval(looking);
  await endpoint.close();
  await lab.close();
  expectHarmless(`${stdout}${stderr}`, home, `${name}, ${what}`);
  expect(code, stderr).toBe(EXIT.undecided);
  expect(peak).toBeLessThan(LARGEST_COMMAND);
});
