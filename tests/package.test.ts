/** What the package gives to others: the lab, started from a test of theirs. Needs the bundle. */
import { execFile } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";

const PROGRAM = `
import { parseOrganizationDocument, startLab } from "idc-doctor/lab";
const loaded = parseOrganizationDocument("schema: idc-doctor/organization/1\\nusers: [{ userName: ana@example.com }]");
if (loaded.kind === "invalid") throw new Error(JSON.stringify(loaded.problems));
const lab = await startLab({ document: loaded.document, port: 0, seed: 7 });
const answer = await fetch(lab.url + "/_lab/document");
const { users } = await answer.json();
await lab.close();
console.log(users[0].userName);
`;

test('import { startLab } from "idc-doctor/lab"', async () => {
  const said = await new Promise<string>((resolve) => {
    const args = ["--input-type=module", "--eval", PROGRAM];
    execFile(process.execPath, args, { cwd: join(import.meta.dirname, "..") }, (_error, stdout, stderr) =>
      resolve(stdout + stderr),
    );
  });
  expect(said).toBe("ana@example.com\n");
});
