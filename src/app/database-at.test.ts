/** Where the store is, by flag, environment and configuration file. */
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { databaseAt, databaseFor } from "./database-at.ts";

const home = (configuration?: string): string => {
  const folder = mkdtempSync(join(tmpdir(), "idc-doctor-database-"));
  if (configuration !== undefined) writeFileSync(join(folder, "config.yaml"), configuration);
  return folder;
};
const TEAM = "postgres://doctor@db/team";
const FILE = `database: ${TEAM}\norganizations:\n  prod:\n    database: postgres://doctor@db/prod\n`;

test("without a word it is the journal's file", async () => {
  const folder = home();
  expect(await databaseFor({}, { IDC_DOCTOR_HOME: folder })).toEqual({
    kind: "embedded",
    file: join(folder, "journal.sqlite"),
  });
});

describe("who wins", () => {
  test.each([
    { what: "the flag", flags: { database: "postgres://a/b" }, variable: "postgres://c/d", url: "postgres://a/b" },
    {
      what: "the organization that is named",
      flags: { organization: "prod" },
      variable: "postgres://c/d",
      url: "postgres://doctor@db/prod",
    },
    { what: "the environment", flags: {}, variable: "postgres://c/d", url: "postgres://c/d" },
    { what: "the file", flags: {}, variable: "", url: TEAM },
  ])("$what", async ({ flags, variable, url }) => {
    const env = { IDC_DOCTOR_HOME: home(FILE), IDC_DOCTOR_DATABASE: variable };
    expect(await databaseFor(flags, env)).toEqual({ kind: "postgres", url });
  });
});

test.each(["mysql://a/b", "", "http://db"])("%o is refused", (words) => {
  expect(() => databaseAt(words)).toThrow("The database has to be postgres://… or the path of a file");
});
