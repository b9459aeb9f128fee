/** A snapshot's file: beside the old one and then in its place. */
import { mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { documentWith } from "../diagnosis/access-tests/testing/small-organization.ts";
import { parseOrganizationDocument } from "../model/organization-document/load.ts";
import { saveSnapshot } from "./snapshot.ts";

const folder = mkdtempSync(join(tmpdir(), "idc-doctor-snapshot-"));
const document = documentWith();

test.each([
  { name: "a.json", begins: "{" },
  { name: "a.yaml", begins: "schema:" },
  { name: "a.yml", begins: "schema:" },
  { name: "a", begins: "{" },
])("$name begins with $begins, and is the document", async ({ name, begins }) => {
  const path = join(folder, name);
  writeFileSync(path, "the old one");
  await saveSnapshot(path, { document });
  const text = readFileSync(path, "utf8");
  expect(text.startsWith(begins)).toBe(true);
  const loaded = parseOrganizationDocument(text);
  expect(loaded.kind === "ok" && loaded.document.users.length).toBe(document.users.length);
  expect(statSync(path).mode & 0o077).toBe(0);
  expect(readdirSync(folder).filter((file) => file.endsWith(".draft"))).toEqual([]);
});

test("a file that cannot be written", async () => {
  await expect(saveSnapshot(join(folder, "none", "a.json"), { document })).rejects.toMatchObject({
    code: "bad-input",
    message: expect.stringContaining("ENOENT"),
  });
});
