/** Files and streams: what cannot be read or written is said by its name, before the work where that is possible, and nothing is left behind. */
import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadScene } from "../scenes/scene.ts";
import { EXIT } from "../src/cli/exit-codes.ts";
import { writtenForm } from "../src/model/organization-document/write.ts";
import { BUNDLE } from "./support/cli.ts";
import { answerOf } from "./support/in-process.ts";
import { openLab, type TestLab } from "./support/lab.ts";

const { document, question } = loadScene(join(import.meta.dirname, "../scenes/works-through-group.yaml"));
process.env["AWS_ACCESS_KEY_ID"] = document.organization.managementAccountId;
process.env["AWS_SECRET_ACCESS_KEY"] = "not-a-secret";
const words = [question.user, question.account ?? "", question.permissionSet ?? ""];
const saved = JSON.stringify(writtenForm(document));

const folder = mkdtempSync(join(tmpdir(), "idc-doctor-files-"));
let lab: TestLab;
beforeAll(async () => {
  lab = await openLab({ limits: "off" });
  await lab.put(writtenForm(document));
});
afterAll(async () => {
  await lab.close();
  rmSync(folder, { recursive: true });
});

let names = 0;
const fresh = (end = ""): string => {
  names += 1;
  return join(folder, `file-${names}${end}`);
};
const written = (content: string | Buffer, end = ".json"): string => {
  const path = fresh(end);
  writeFileSync(path, content);
  return path;
};

const run = (args: readonly string[], home = fresh()) => answerOf(args, { IDC_DOCTOR_HOME: home });
const atLab = (): readonly string[] => ["--endpoint-url", lab.url, "--region", "us-east-1"];

/** Everything below a folder that others than its owner may use. */
const open = (path: string): readonly string[] => [
  ...((statSync(path).mode & 0o077) === 0 ? [] : [path]),
  ...(statSync(path).isDirectory() ? readdirSync(path).flatMap((name) => open(join(path, name))) : []),
];

describe("what is written belongs to its owner", () => {
  test("the state folder, whatever made it first, and what a snapshot and a repair keep", async () => {
    const home = fresh();
    mkdirSync(home, { mode: 0o755 });
    chmodSync(home, 0o755);
    const file = fresh(".json");
    expect(await run(["snapshot", "save", file, ...atLab()], home)).toMatchObject({ code: 0 });
    expect(await run(["fix", ...words, "--yes", ...atLab()], home)).toMatchObject({ code: 0 });
    expect(readdirSync(home)).toEqual(expect.arrayContaining(["cache", "journal.sqlite"]));
    expect([...open(home), ...open(file)]).toEqual([]);
  });

  test("Parquet files, too", async () => {
    const target = fresh(".parquet");
    expect(await run(["snapshot", "export", written(saved), target])).toMatchObject({ code: 0 });
    expect(open(target)).toEqual([]);
  });
});

describe("a wrong target is noticed before anything is asked", () => {
  const WRONG: readonly (readonly [string, () => string, RegExp])[] = [
    ["in a folder that is not there", () => join(fresh(), "org.json"), /there is no folder/],
    ["without a format", () => fresh(".txt"), /does not tell which format/],
    ["a device", () => "/dev/null.json", /./],
    ["below a file", () => join(written("x"), "org.json"), /not a folder/],
  ];
  test.each(WRONG)("%s", async (name, path, message) => {
    const target = name === "a device" ? "/dev/full" : path();
    await lab.clearCalls();
    for (const args of [
      ["snapshot", "save", target],
      ["scan", "--plan", target],
    ]) {
      const { code, stderr } = await run([...args, ...atLab()]);
      expect(stderr).toMatch(message);
      expect(code).toBe(EXIT.badInput);
    }
    expect(await lab.calls()).toEqual([]);
  });

  test("a folder of that name; nothing is left beside it", async () => {
    const target = fresh(".json");
    mkdirSync(target);
    expect(await run(["snapshot", "save", target, ...atLab()])).toMatchObject({
      code: EXIT.badInput,
      stderr: expect.stringContaining("is a folder"),
    });
    expect(readdirSync(folder).filter((name) => name.endsWith(".draft"))).toEqual([]);
  });
});

describe.skipIf(process.platform !== "linux")("standard output that cannot be written", () => {
  const shell = (line: string) =>
    spawnSync("bash", ["-c", line], { encoding: "utf8", env: { ...process.env, NODE: process.execPath, BUNDLE } });

  test.each([
    {
      what: "a full disk",
      line: '"$NODE" "$BUNDLE" causes > /dev/full',
      message: "idc-doctor: Standard output could not be written: the disk is full.\n",
    },
    { what: "a closed pipe", line: 'set -o pipefail; { sleep 0.3; "$NODE" "$BUNDLE" causes; } | true', message: "" },
  ])("$what is an exit code of its own; a closed pipe is silent", ({ line, message }) => {
    const { status, stderr } = shell(line);
    expect(stderr).toBe(message);
    expect(status).toBe(EXIT.writeFailed);
  });
});

describe("no input is a defect of the program", () => {
  const refused = async (args: readonly string[], message: RegExp, home?: string) => {
    const ended = await run(args, home);
    expect(ended.stderr).toMatch(message);
    expect(ended).toMatchObject({ code: EXIT.badInput });
  };

  test("a time that is none", () =>
    refused(
      [
        "why",
        ...words,
        "--from",
        written(JSON.stringify({ ...writtenForm(document), takenAt: "2026-99-45T12:00:00Z" })),
      ],
      /takenAt: is no time of the calendar/,
    ));

  test.each(["constructor", "__proto__", "toString", "causes[0].constructor"])(
    "--query %s selects nothing",
    async (query) => {
      const { code, stdout } = await run(["why", ...words, "--from", written(saved), "--query", query]);
      expect(stdout).toBe("null\n");
      expect(code).toBe(EXIT.ok);
    },
  );

  test("a journal that is no database", () => {
    const home = fresh();
    mkdirSync(home);
    writeFileSync(join(home, "journal.sqlite"), "not a database ".repeat(100));
    return refused(["fix", "--resume", "abcd", "--yes"], /journal\.sqlite is no SQLite database.*Move it away/, home);
  });

  test("a home that is a file", async () => {
    const home = written("x");
    await refused(["snapshot", "save", ...atLab()], /cannot keep its files in .*not a folder/, home);
    // A file of one's own needs no home.
    expect(await run(["snapshot", "save", fresh(".json"), ...atLab()], home)).toMatchObject({ code: 0 });
    await refused(["fix", ...words, "--yes", ...atLab()], /cannot keep its files in/, home);
    await refused(["fix", ...words, "--yes", ...atLab()], /cannot keep its files in/, join(home, "below"));
    expect(await run(["why", ...words, ...atLab()], home)).toMatchObject({ code: 0 });
  });

  test.skipIf(process.platform !== "linux").each(["/proc/self/mem", "/proc/self/task", "/proc/self/nothing"])(
    "%s",
    (path) => refused(["why", ...words, "--from", path], /could not be read/),
  );

  test.each([
    { what: "UTF-8 with a mark", bytes: Buffer.from(`\ufeff${saved}`, "utf8") },
    { what: "UTF-16 with a mark", bytes: Buffer.from(`\ufeff${saved}`, "utf16le") },
    { what: "UTF-16 without a mark", bytes: Buffer.from(saved, "utf16le") },
    { what: "UTF-16, big end first", bytes: Buffer.from(`\ufeff${saved}`, "utf16le").swap16() },
  ])("$what is read", async ({ bytes }) => {
    expect(await run(["why", ...words, "--from", written(bytes)])).toMatchObject({ code: 0 });
  });

  test("UTF-32 is refused by its name", () =>
    refused(
      ["why", ...words, "--from", written(Buffer.from([...saved].flatMap((one) => [one.charCodeAt(0), 0, 0, 0])))],
      /UTF-32/,
    ));

  test("a key that stands twice is refused in JSON as in YAML", async () => {
    const twice = saved.replace('"schema":', '"users":[],"schema":');
    await refused(["why", ...words, "--from", written(twice)], /the key "users" stands twice/);
    await refused(["why", ...words, "--from", written("schema: x\nschema: y\n", ".yaml")], /unique/);
  });
});

test("a file that is replaced stays as it was where the new one cannot be written", async () => {
  const target = written("kept", ".json");
  await run(["snapshot", "save", target, "--endpoint-url", "http://127.0.0.1:9", "--region", "us-east-1"]);
  expect(readFileSync(target, "utf8")).toBe("kept");
});
