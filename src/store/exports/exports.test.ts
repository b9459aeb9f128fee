/** Both exports keep the same promises: every cell as it is, nothing else, and nothing half. SQLite and Parquet are read back by other code. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { asyncBufferFromFile, parquetReadObjects } from "hyparquet";
import { afterAll, describe, expect, test } from "vitest";
import type { Cell, ExportedTable } from "../../model/table.ts";
import { openSqlite } from "../sqlite-driver.ts";
import { writeParquetFolder } from "./parquet-folder.ts";
import { replaceFile, replaceFolder, standingFile, standingFolder } from "./replace.ts";
import { writeSqliteFile } from "./sqlite-file.ts";

const folder = mkdtempSync(join(tmpdir(), "idc-doctor-exports-"));
afterAll(() => rmSync(folder, { recursive: true }));

let names = 0;
const freshPath = (): string => {
  names += 1;
  return join(folder, `export-${names}`);
};

type Rows = readonly Readonly<Record<string, unknown>>[];

interface Format {
  readonly write: (
    path: string,
    tables: readonly ExportedTable[],
  ) => Promise<readonly { name: string; rows: number }[]>;
  readonly read: (path: string, table: string) => Promise<Rows>;
  /** How truth is read back. */
  readonly truth: (value: boolean) => unknown;
}

const FORMATS: Readonly<Record<string, Format>> = {
  sqlite: {
    write: writeSqliteFile,
    read: async (path, table) => {
      const database = openSqlite(path);
      const rows = database.prepare(`select * from "${table}"`).all([]) as Rows;
      database.close();
      return rows.map(({ number: _, ...row }) => row);
    },
    truth: Number,
  },
  parquet: {
    write: async (path, tables) => writeParquetFolder(path, tables),
    read: async (path, table) =>
      parquetReadObjects({ file: await asyncBufferFromFile(join(path, `${table}.parquet`)) }),
    truth: (value) => value,
  },
};

const column = (name: string, more: Partial<ExportedTable["columns"][number]> = {}) =>
  ({ name, type: "text", isNullable: false, references: null, ...more }) as const;

const people = (rows: readonly (readonly Cell[])[]): ExportedTable => ({
  name: "people",
  columns: [
    column("id"),
    column("name", { isNullable: true }),
    column("age", { type: "integer" }),
    column("is_here", { type: "boolean" }),
  ],
  key: ["id"],
  indexes: [["name"]],
  isLarge: false,
  rows: () => rows,
});

const friends = (rows: readonly (readonly Cell[])[], isLarge: boolean): ExportedTable => ({
  name: "friends",
  columns: [column("person", { references: "people" }), column("friend", { references: "people", isNullable: true })],
  key: [],
  indexes: [["friend"]],
  isLarge,
  rows: () => rows,
});

const ANA = ["a", 'Ana "O\'Hara"; drop table people; --', 31, true] as const;
const BEA = ["b", null, 0, false] as const;
const ODD = ["日本 😀", "line\nbreak\u001b[2J", 2_147_483_647, true] as const;

describe.each(Object.entries(FORMATS))("%s", (_, { write, read, truth }) => {
  test("cells come back as they were", async () => {
    const path = freshPath();
    expect(await write(path, [people([ANA, BEA, ODD])])).toEqual([{ name: "people", rows: 3 }]);
    expect(await read(path, "people")).toEqual(
      [ANA, BEA, ODD].map(([id, name, age, isHere]) => ({ id, name, age, is_here: truth(isHere) })),
    );
  });

  test("a table without rows is there", async () => {
    const path = freshPath();
    await write(path, [people([])]);
    expect(await read(path, "people")).toEqual([]);
  });

  test.each([true, false])("ids of other tables are text, in a large table (%s) too", async (isLarge) => {
    const path = freshPath();
    await write(path, [
      people([ANA, BEA]),
      friends(
        [
          ["b", "a"],
          ["a", null],
        ],
        isLarge,
      ),
    ]);
    const rows = await read(path, "friends");
    expect(rows).toHaveLength(2);
    expect(rows).toEqual(
      expect.arrayContaining([
        { person: "b", friend: "a" },
        { person: "a", friend: null },
      ]),
    );
  });

  test.each([99, 100, 101, 50_000, 50_001])("%i rows, none lost where batches meet", async (count) => {
    const path = freshPath();
    const rows = Array.from({ length: count }, (_row, at) => [`id-${at}`, null, at, at % 2 === 0] as const);
    expect(await write(path, [people(rows)])).toEqual([{ name: "people", rows: count }]);
    const found = await read(path, "people");
    expect(found.map(({ age }) => age)).toEqual(rows.map(([, , age]) => age));
  });

  test("only its owner may read it", async () => {
    const path = freshPath();
    await write(path, [people([ANA])]);
    expect(statSync(path).mode & 0o077).toBe(0);
  });

  test("nothing is written over what is there", async () => {
    const path = freshPath();
    await write(path, [people([ANA])]);
    await expect(write(path, [people([BEA])])).rejects.toMatchObject({ code: "EEXIST" });
  });
});

describe("sqlite", () => {
  test.each([true, false])("a reference to nothing is refused, in a large table (%s) too", async (isLarge) => {
    const tables = [people([ANA]), friends([["a", "nobody"]], isLarge)];
    await expect(writeSqliteFile(freshPath(), tables)).rejects.toThrow(RangeError);
  });

  test("no text ends at a NUL", async () => {
    const path = freshPath();
    await writeSqliteFile(path, [people([["a", "admin\0not", 1, true]])]);
    expect(await FORMATS["sqlite"]?.read(path, "people")).toMatchObject([{ name: "admin\ufffdnot" }]);
  });

  test("one file, with indexes and references that hold", async () => {
    const path = freshPath();
    await writeSqliteFile(path, [people([ANA, BEA]), friends([["b", "a"]], true)]);
    expect(readdirSync(folder).filter((name) => join(folder, name).startsWith(`${path}-`))).toEqual([]);
    const database = openSqlite(path);
    const ask = (sql: string) => database.prepare(sql).all([]);
    expect(ask("select name from sqlite_schema where type = 'index' and sql is not null order by name")).toEqual([
      { name: "friends_by_friend" },
      { name: "people_by_name" },
    ]);
    expect(ask("pragma integrity_check")).toEqual([{ integrity_check: "ok" }]);
    expect(ask("pragma foreign_key_check")).toEqual([]);
    expect(ask('select "table", "to" from pragma_foreign_key_list(\'friends_row\')')).toEqual([
      { table: "people", to: "number" },
      { table: "people", to: "number" },
    ]);
    expect(() => database.prepare("insert into friends_row values (7, 1)").run([])).toThrow(/FOREIGN KEY/);
    database.close();
  });
});

describe("what stands at the target", () => {
  test("a file: nothing, a database, something else", async () => {
    const path = freshPath();
    expect(standingFile(path)).toBe("nothing");
    await writeSqliteFile(path, [people([ANA])]);
    expect(standingFile(path)).toBe("ours");
    for (const text of ["", "SQLite format 3", "SQLite format 3!", '{"schema":"idc-doctor/organization/1"}']) {
      writeFileSync(path, text);
      expect(standingFile(path)).toBe("other");
    }
    expect(standingFile(folder)).toBe("other");
  });

  test("a folder: nothing, an export, something else", () => {
    const path = freshPath();
    expect(standingFolder(path, ["people.parquet"])).toBe("nothing");
    writeParquetFolder(path, [people([ANA])]);
    expect(standingFolder(path, ["people.parquet", "friends.parquet"])).toBe("ours");
    writeFileSync(join(path, "thesis.txt"), "");
    expect(standingFolder(path, ["people.parquet"])).toBe("other");
    expect(standingFolder(join(path, "thesis.txt"), ["people.parquet"])).toBe("other");
  });

  test("the new one takes the place of the old one, whole", () => {
    const [path, draft] = [freshPath(), freshPath()];
    for (const [at, files] of [
      ["one", "two"],
      ["two", "three"],
    ].entries()) {
      mkdirSync(draft);
      for (const name of files) writeFileSync(join(draft, name), String(at));
      replaceFolder(draft, path);
      expect(readdirSync(path).sort()).toEqual([...files].sort());
      expect(readFileSync(join(path, "two"), "utf8")).toBe(String(at));
    }
    expect(readdirSync(folder).filter((name) => join(folder, name).startsWith(draft))).toEqual([]);
    const file = freshPath();
    writeFileSync(draft, "new");
    writeFileSync(file, "old");
    writeFileSync(`${file}-wal`, "changes of the old one");
    replaceFile(draft, file);
    expect(readFileSync(file, "utf8")).toBe("new");
    expect(readdirSync(folder).filter((name) => join(folder, name).startsWith(`${file}-`))).toEqual([]);
  });

  test("the old folder comes back where the draft cannot take its place", () => {
    const path = freshPath();
    mkdirSync(path);
    writeFileSync(join(path, "old"), "");
    expect(() => replaceFolder(join(folder, "nowhere"), path)).toThrow(/ENOENT/);
    expect(readdirSync(path)).toEqual(["old"]);
  });
});
