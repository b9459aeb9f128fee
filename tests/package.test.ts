/**
 * The package as it is published: packed, unpacked into an empty project, run. Needs the bundle. `IDC_DOCTOR_NODES` names further
 * Node.js binaries to run it on, separated as in PATH.
 */
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "..");
const PROJECT = mkdtempSync(join(tmpdir(), "idc-doctor-package-"));
const PACKAGE = join(PROJECT, "node_modules/idc-doctor");
const NODES = [process.execPath, ...(process.env["IDC_DOCTOR_NODES"] ?? "").split(delimiter).filter(Boolean)];

const LAB = `
import { parseOrganizationDocument, startLab } from "idc-doctor/lab";
const loaded = parseOrganizationDocument("schema: idc-doctor/organization/1\\nusers: [{ userName: ana@example.com }]");
if (loaded.kind === "invalid") throw new Error(JSON.stringify(loaded.problems));
const lab = await startLab({ document: loaded.document, port: 0, seed: 7 });
const answer = await fetch(lab.url + "/_lab/document");
const { users } = await answer.json();
await lab.close();
console.log(users[0].userName);
`;

const LIBRARY = `
import { readFileSync } from "node:fs";
import { diagnose, explain, readOrganization } from "idc-doctor";
const from = readOrganization(readFileSync("node_modules/idc-doctor/scenes/not-a-member.yaml", "utf8"));
const question = { user: "alice.moreau@example.com", account: "sandbox", permissionSet: "ReadOnly" };
const { causes } = await diagnose(question, { from });
console.log(causes[0].id);
console.log(explain("AccessDenied").explanations.length);
`;

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

function run(command: string, args: readonly string[], cwd = PROJECT): Promise<Ended> {
  const env = { ...process.env, IDC_DOCTOR_HOME: join(PROJECT, "home"), NODE_OPTIONS: "" };
  return new Promise((resolve) => {
    const child = execFile(command, args, { cwd, env }, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : Number(error.code ?? -1), stdout, stderr }),
    );
    child.stdin?.end();
  });
}

beforeAll(async () => {
  const packed = await run("npm", ["pack", "--silent", "--ignore-scripts", "--pack-destination", PROJECT], ROOT);
  mkdirSync(PACKAGE, { recursive: true });
  // Unpacked rather than installed, which must be the same: it has no dependencies and no install script.
  await run("tar", ["-xzf", join(PROJECT, packed.stdout.trim()), "-C", PACKAGE, "--strip-components=1"]);
  writeFileSync(join(PROJECT, "package.json"), "{}");
});

afterAll(() => rmSync(PROJECT, { recursive: true }));

test("it needs nothing but Node.js: no dependency, no install script, no import of another package", () => {
  const manifest = JSON.parse(readFileSync(join(PACKAGE, "package.json"), "utf8"));
  for (const field of ["dependencies", "optionalDependencies", "peerDependencies"])
    expect(manifest[field] ?? {}).toEqual({});
  for (const script of ["preinstall", "install", "postinstall"]) expect(manifest.scripts).not.toHaveProperty(script);
  const declarations = readdirSync(join(PACKAGE, "dist")).filter((name) => name.endsWith(".d.mts"));
  expect(declarations).toEqual(expect.arrayContaining(["index.d.mts", "lab.d.mts"]));
  for (const name of declarations) {
    const text = readFileSync(join(PACKAGE, "dist", name), "utf8");
    const imported = [...text.matchAll(/\bfrom "([^"]+)"|import\("([^"]+)"\)/g)].map((one) => one[1] ?? one[2] ?? "");
    expect(imported.filter((one) => !/^(node:|\.\/)/.test(one))).toEqual([]);
  }
});

test("it has its manual page where npm looks for it", () => {
  const { man } = JSON.parse(readFileSync(join(PACKAGE, "package.json"), "utf8"));
  expect(readFileSync(join(PACKAGE, man), "utf8")).toContain(".TH IDC");
});

test("it has its licences", () => {
  expect(readdirSync(PACKAGE)).toEqual(expect.arrayContaining(["LICENSE", "NOTICE"]));
  expect(readdirSync(join(PACKAGE, "dist"))).toContain("THIRD-PARTY-LICENCES.txt");
});

describe.each(NODES)("on %s", (node) => {
  const program = join(PACKAGE, "dist/idc-doctor.js");

  test("the demo runs and prints no warning", async () => {
    const { code, stdout, stderr } = await run(node, [program, "demo"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.not.stringMatching(/warning/i) });
    expect(stdout).toContain("Nothing above touched AWS");
  });

  test('import { startLab } from "idc-doctor/lab"', async () => {
    const said = await run(node, ["--input-type=module", "--eval", LAB]);
    expect(said).toEqual({ code: 0, stdout: "ana@example.com\n", stderr: "" });
  });

  test('import { diagnose, explain } from "idc-doctor"', async () => {
    const said = await run(node, ["--input-type=module", "--eval", LIBRARY]);
    expect(said).toEqual({ code: 0, stdout: "not-a-member\n1\n", stderr: "" });
  });

  test("serve answers, and stops", async () => {
    const scene = join(PACKAGE, "scenes/not-a-member.yaml");
    const child = spawn(node, [program, "serve", "--port", "0", "--from", scene], { cwd: PROJECT, stdio: "pipe" });
    const [url] = await once(createInterface(child.stdout), "line");
    const answer = await fetch(`${url}/api/v1/organizations/default/why`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ user: "alice.moreau@example.com", account: "sandbox", permissionSet: "ReadOnly" }),
    });
    const { causes } = (await answer.json()) as { causes: readonly { id: string }[] };
    expect(causes[0]?.id).toBe("not-a-member");
    expect((await fetch(`${url}/openapi.json`)).status).toBe(200);
    child.kill("SIGTERM");
    expect(await once(child, "exit")).toEqual([0, null]);
  });

  test("the version is the one of package.json", async () => {
    const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
    expect((await run(node, [program, "--version"])).stdout).toBe(`${version}\n`);
  });
});

/** Runs first in the process and makes this Node call itself another. */
const pretend = (version: string): string =>
  `data:text/javascript,Object.defineProperty(process,"versions",{value:{...process.versions,node:"${version}"}})`;

describe("an older Node.js", () => {
  const start = (version: string) =>
    run(process.execPath, ["--import", pretend(version), join(PACKAGE, "dist/idc-doctor.js"), "--help"]);

  test.each(["18.20.8", "20.20.2", "22.12.0"])(
    "%s gets one line that names both versions, and exit code 2",
    async (version) => {
      const { code, stdout, stderr } = await start(version);
      expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
      expect(stderr).toMatch(/^idc-doctor needs Node\.js 22\.13 or newer; this is Node\.js \S+ \(.+\)\n$/);
      expect(stderr).toContain(`Node.js ${version} (`);
    },
  );

  test.each(["22.13.0", "23.0.0", "100.1.0"])("%s is new enough", async (version) => {
    expect((await start(version)).code).toBe(0);
  });

  test("can read the entry, which loads nothing but the bundler's helpers before the check", () => {
    const entry = readFileSync(join(PACKAGE, "dist/idc-doctor.js"), "utf8");
    const beforeTheCheck = entry.slice(0, entry.indexOf("process.versions.node"));
    expect(entry).not.toMatch(/\bimport\s*[{"'*\w]|\bfrom\s*["']/);
    expect([...beforeTheCheck.matchAll(/require\([^)]*\)/g)].map(([call]) => call)).toEqual([
      expect.stringMatching(/^require\(".\/rolldown-runtime-[\w-]+\.js"\)$/),
    ]);
  });
});
