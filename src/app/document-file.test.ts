/** Documents from files: what cannot be read, and what is no document. */
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readDocumentFile } from "./document-file.ts";
import { readText, unreadable } from "./text-file.ts";

const folder = mkdtempSync(join(tmpdir(), "idc-doctor-document-"));
const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const SMALL = "schema: idc-doctor/organization/1\naccounts:\n  - { id: '111122223333', name: sandbox }\n";

test("YAML and JSON", async () => {
  const yaml = await readDocumentFile(file("a.yaml", SMALL));
  expect(yaml.accounts.map(({ name }) => name)).toContain("sandbox");
  const json = JSON.stringify({
    schema: "idc-doctor/organization/1",
    accounts: [{ id: "111122223333", name: "sandbox" }],
  });
  expect((await readDocumentFile(file("a.json", json))).accounts).toEqual(yaml.accounts);
});

test("what is no document names the field", async () => {
  await expect(readDocumentFile(file("b.yaml", SMALL.replace("'111122223333'", "'1'")))).rejects.toMatchObject({
    code: "unreadable-document",
    message: expect.stringMatching(/b\.yaml is not an organization document:\n.*accounts\[0\]\.id/s),
  });
});

describe("a file that cannot be read", () => {
  test.each([
    { what: "missing", path: join(folder, "missing"), why: "there is no such file" },
    { what: "a folder", path: folder, why: "it is a folder" },
  ])("$what", async ({ path, why }) => {
    await expect(readText(path)).rejects.toMatchObject({
      code: "unreadable-document",
      message: `${path} could not be read: ${why}`,
    });
  });

  test("the words for every reason", () => {
    const because = (code: string) => unreadable("x", Object.assign(new Error("why"), { code })).message;
    expect(because("EACCES")).toBe("x could not be read: permission denied");
    expect(because("EMFILE")).toBe("x could not be read: EMFILE");
    expect(unreadable("x", new Error("why")).message).toBe("x could not be read: Error: why");
  });
});
