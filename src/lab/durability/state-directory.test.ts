/** A data directory is read whole or not at all (issue 13, line 20). */
import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { sealedLine } from "./lines.ts";
import { openStateDirectory, type RowChange } from "./state-directory.ts";

let path: string;
beforeEach(() => {
  path = mkdtempSync(join(tmpdir(), "lab-state-"));
});
afterEach(() => rmSync(path, { recursive: true, force: true }));

const STATE: readonly RowChange[] = [["settings", "", { a: 1 }]];
const CHANGES: readonly RowChange[] = [
  ["users", "1", { id: "1" }],
  ["users", "2", { id: "2" }],
];

/** A directory with one state and two changes, each acknowledged by itself. */
async function used(): Promise<void> {
  const directory = await openStateDirectory(path);
  await directory.begin(STATE);
  for (const change of CHANGES) {
    directory.note(change);
    await directory.settled();
  }
  await directory.close();
}

async function kept(): Promise<readonly RowChange[] | undefined> {
  const directory = await openStateDirectory(path);
  await directory.close();
  return directory.kept;
}

const file = (kind: "state" | "changes") => join(path, `${kind}-1.jsonl`);
const edit = (kind: "state" | "changes", change: (lines: string[]) => string[]) =>
  writeFileSync(file(kind), change(readFileSync(file(kind), "utf8").split(/(?<=\n)/)).join(""));

test("what was acknowledged is there again; a line that was cut off is not", async () => {
  await used();
  appendFileSync(file("changes"), sealedLine([["users", "3", { id: "3" }]]).slice(0, -5));
  expect(await kept()).toEqual([...STATE, ...CHANGES]);
});

test.each<[string, () => void, RegExp]>([
  [
    "a damaged line before whole ones",
    () => edit("changes", ([first = "", ...rest]) => [first.replace("users", "usurp"), ...rest]),
    /changes-1\.jsonl is damaged/,
  ],
  [
    "a damaged state",
    () => edit("state", ([head = "", first = "", ...rest]) => [head, first.replace("settings", "sittings"), ...rest]),
    /state-1\.jsonl is damaged/,
  ],
  ["a state that ends too early", () => edit("state", (lines) => lines.slice(0, -1)), /state-1\.jsonl is damaged/],
  [
    "a damaged line at the end",
    () => edit("changes", ([first = "", last = ""]) => [first, last.replace("users", "usurp")]),
    /changes-1\.jsonl is damaged/,
  ],
  ["missing changes", () => rmSync(file("changes")), /changes-1\.jsonl is missing/],
  ["a missing state", () => rmSync(file("state")), /state-1\.jsonl is missing/],
  [
    "another version",
    () => edit("state", ([, ...rest]) => [sealedLine("idc-doctor/lab-state/2"), ...rest]),
    /state-1\.jsonl was written by another version/,
  ],
  [
    "a version that named none",
    () => edit("state", ([, ...rest]) => rest),
    /state-1\.jsonl was written by another version/,
  ],
  [
    "a link",
    () => {
      renameSync(file("changes"), join(path, "elsewhere"));
      symlinkSync(join(path, "elsewhere"), file("changes"));
    },
    /changes-1\.jsonl is not a regular file/,
  ],
])("%s is refused with the file's name, and nothing is changed", async (_, damage, message) => {
  await used();
  damage();
  const before = readdirSync(path).sort();
  await expect(openStateDirectory(path)).rejects.toThrow(message);
  await expect(openStateDirectory(path)).rejects.toThrow(message);
  expect(readdirSync(path).sort()).toEqual(before);
});

test("a state that cannot be written leaves the earlier one in force", async () => {
  await used();
  const directory = await openStateDirectory(path);
  function* failing(): Generator<RowChange> {
    yield ["settings", "", { a: 2 }];
    throw new Error("no space left");
  }
  expect(() => directory.begin(failing())).toThrow("no space left");
  await directory.close();
  expect(await kept()).toEqual([...STATE, ...CHANGES]);
});

test("a generation that was begun and got no state is none", async () => {
  await used();
  writeFileSync(join(path, "changes-2.jsonl"), "");
  expect(await kept()).toEqual([...STATE, ...CHANGES]);
});

test("of labs that start at the same moment, in this process and by two names, one gets the directory", async () => {
  symlinkSync(path, `${path}-link`);
  const opened = await Promise.allSettled([path, `${path}-link`, path].map((one) => openStateDirectory(one)));
  rmSync(`${path}-link`);
  const reasons = opened.flatMap((one) => (one.status === "rejected" ? [String(one.reason)] : []));
  expect(reasons).toEqual(Array(2).fill(expect.stringContaining("is in use by another lab")));
  for (const one of opened) if (one.status === "fulfilled") await one.value.close();
  await (await openStateDirectory(path)).close();
  expect(readdirSync(path).filter((name) => name.endsWith(".pid"))).toEqual([]);
});
