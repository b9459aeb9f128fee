/** A snapshot's file: beside the old one and then in its place. */
import { mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { documentWith } from "../diagnosis/access-tests/testing/small-organization.ts";
import { parseOrganizationDocument } from "../model/organization-document/load.ts";
import { saveSnapshot, snapshotTarget } from "./snapshot.ts";

const folder = mkdtempSync(join(tmpdir(), "idc-doctor-snapshot-"));
const document = documentWith();

test.each([
  { name: "a.json", begins: "{" },
  { name: "a.yaml", begins: "schema:" },
  { name: "a.yml", begins: "schema:" },
])("$name begins with $begins, and is the document", async ({ name, begins }) => {
  const path = join(folder, name);
  writeFileSync(path, "the old one");
  await saveSnapshot(await snapshotTarget(path), { document });
  const text = readFileSync(path, "utf8");
  expect(text.startsWith(begins)).toBe(true);
  const loaded = parseOrganizationDocument(text);
  expect(loaded.kind === "ok" && loaded.document.users.length).toBe(document.users.length);
  expect(statSync(path).mode & 0o077).toBe(0);
  expect(readdirSync(folder).filter((file) => file.endsWith(".draft"))).toEqual([]);
});

test("a file that cannot be written, and a format that is not written", async () => {
  await expect(snapshotTarget(join(folder, "none", "a.json"))).rejects.toMatchObject({ code: "bad-input" });
  await expect(snapshotTarget(join(folder, "a.txt"))).rejects.toMatchObject({ code: "bad-input" });
});
