/** The one driver file: which statements answer with rows, and that its warning alone is kept quiet. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openSqlite } from "./sqlite-driver.ts";

test.each([
  { sql: "select 1", answers: true },
  { sql: "  with one as (select 1) select * from one", answers: true },
  { sql: "pragma foreign_key_check", answers: true },
  { sql: "insert into t values (2) returning n", answers: true },
  { sql: "insert into t values (3)", answers: false },
  { sql: "create table u (n)", answers: false },
  { sql: "begin", answers: false },
])("$sql answers with rows: $answers", ({ sql, answers }) => {
  const database = openSqlite(":memory:");
  database.prepare("create table t (n)").run([]);
  const statement = database.prepare(sql);
  expect(statement.reader).toBe(answers);
  if (!answers) expect(statement.run([])).toHaveProperty("changes");
  else expect(Array.isArray(statement.all([]))).toBe(true);
  database.close();
});

test("a warning of something else is still printed", () => {
  const driver = join(import.meta.dirname, "sqlite-driver.ts");
  const program = `import { openSqlite } from ${JSON.stringify(driver)};
    openSqlite(":memory:").close();
    process.emitWarning("other", "ExperimentalWarning");`;
  const { stderr } = spawnSync(process.execPath, ["--import", "tsx", "--input-type=module", "--eval", program], {
    cwd: join(import.meta.dirname, "../.."),
    encoding: "utf8",
  });
  expect(stderr).toContain("ExperimentalWarning: other");
  expect(stderr).not.toContain("SQLite");
});
