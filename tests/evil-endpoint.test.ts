/** Endpoints that answer badly: every command ends in time, within memory, with a documented exit code, and lets no secret through. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { loadScene } from "../scenes/scene.ts";
import { EXIT } from "../src/cli/exit-codes.ts";
import { runProgram } from "../src/cli/main.ts";
import { fakeTerminal } from "../src/cli/testing/fake-terminal.ts";
import { writtenForm } from "../src/model/organization-document/write.ts";
import { BEHAVIOURS, PLANTED } from "./support/evil/behaviours.ts";
import { type EvilEndpoint, openEvil } from "./support/evil/endpoint.ts";
import { openLab } from "./support/lab.ts";

process.env["AWS_SECRET_ACCESS_KEY"] = PLANTED.secretKey;
process.env["AWS_SESSION_TOKEN"] = PLANTED.token;

const { document, question } = loadScene(join(import.meta.dirname, "../scenes/article-not-provisioned.yaml"));
process.env["AWS_ACCESS_KEY_ID"] = document.organization.managementAccountId;
const words = [question.user, question.account ?? "", question.permissionSet ?? ""];

/** Every command with what it writes to a file. */
const COMMANDS: Readonly<Record<string, (file: string) => readonly string[]>> = {
  why: () => ["why", ...words],
  scan: () => ["scan"],
  fix: () => ["fix", ...words, "--yes"],
  snapshot: (file) => ["snapshot", "save", file],
};

/** Who asks and where the instance is: answered well, so that what lies behind is reached, too. */
const FIRST = ["GetCallerIdentity", "ListInstances"];

const LONGEST_MILLISECONDS = 60_000;
const DOCUMENTED: readonly number[] = [EXIT.ok, EXIT.found, EXIT.badInput, EXIT.undecided, EXIT.partly];

const folder = mkdtempSync(join(tmpdir(), "idc-doctor-evil-"));
const heap = { most: 0 };
const watch = setInterval(() => {
  heap.most = Math.max(heap.most, process.memoryUsage().rss);
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

async function ended(endpoint: EvilEndpoint, name: string, home: string) {
  const { cli, stdout, stderr } = fakeTerminal();
  const file = join(home, `${name}.json`);
  const args = [
    ...(COMMANDS[name]?.(file) ?? []),
    "--endpoint-url",
    endpoint.url,
    "--region",
    "us-east-1",
    "--timeout",
    "0.3s",
  ];
  const begun = performance.now();
  const code = await runProgram(args, { ...cli, env: { IDC_DOCTOR_HOME: home } }, "0.0.0");
  const printed = `${stdout()}\n${stderr()}`;
  return { code, milliseconds: performance.now() - begun, printed, kept: textOf(home) };
}

function expectHarmless({ code, milliseconds, printed, kept }: Awaited<ReturnType<typeof ended>>, what: string): void {
  expect(printed, what).not.toMatch(/Internal error|is a bug/);
  expect(DOCUMENTED, what).toContain(code);
  expect(milliseconds, what).toBeLessThan(LONGEST_MILLISECONDS);
  for (const secret of [PLANTED.secretKey, PLANTED.token, encodeURIComponent(PLANTED.token), btoa(PLANTED.secretKey)])
    expect(`${printed}${kept}`.includes(secret), `${what}: a secret came through`).toBe(false);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  expect(printed, what).not.toMatch(/\u001b|\u0007/);
  expect(printed.length, what).toBeLessThan(8 * 1024 * 1024);
}

describe.concurrent.each(Object.entries(BEHAVIOURS))("%s", (name, behaviour) => {
  test.each([
    { from: "from the first call on", spared: [] },
    { from: "behind the first calls", spared: FIRST },
  ])("$from", async ({ spared }) => {
    const lab = await openLab({ limits: "off" });
    await lab.put(writtenForm(document));
    const endpoint = await openEvil(lab.url, behaviour, spared);
    try {
      await Promise.all(
        Object.keys(COMMANDS).map(async (command) => {
          const home = mkdtempSync(join(folder, `${command}-`));
          expectHarmless(await ended(endpoint, command, home), `${command}, ${name}, ${home}`);
        }),
      );
      // What is on its way when the connection is closed lies in buffers of the system.
      expect(endpoint.mostBytes()).toBeLessThan(40 * 1024 * 1024);
    } finally {
      await endpoint.close();
      await lab.close();
    }
  });
});

test("memory stays within bounds", () => {
  expect(Object.keys(BEHAVIOURS).length).toBeGreaterThanOrEqual(30);
  expect(heap.most).toBeLessThan(1.5 * 1024 ** 3);
});
