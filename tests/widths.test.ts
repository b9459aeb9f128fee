/** Answers wrap at the width of the terminal; what is to be pasted stays in one piece. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { runProgram } from "../src/cli/main.ts";
import { fakeTerminal } from "../src/cli/testing/fake-terminal.ts";
import { freshHome } from "./support/cli.ts";

const folder = freshHome();
const DOCUMENT = join(folder, "organization.json");
beforeAll(() =>
  writeFileSync(
    DOCUMENT,
    JSON.stringify({
      schema: "idc-doctor/organization/1",
      takenAt: "2026-03-01T12:00:00Z",
      accounts: [{ id: "111122223333", name: "sandbox" }],
      users: [{ userName: "alice" }],
      groups: [{ displayName: "Developers", members: [] }],
      permissionSets: [{ name: "ReadOnly" }],
      assignments: [
        { account: "111122223333", permissionSet: "ReadOnly", group: "Developers" },
        { account: "111122223333", permissionSet: "ReadOnly", user: "alice" },
      ],
    }),
  ),
);

const COMMANDS = [
  ["scan", "--from", DOCUMENT],
  ["snapshot", "show", DOCUMENT],
  ["who-can", "sandbox", "--from", DOCUMENT],
  ["what-can", "alice", "--from", DOCUMENT],
  ["causes"],
  ["why", "alice", "--from", DOCUMENT],
  ["snapshot", "diff", DOCUMENT, DOCUMENT],
  ["matrix", "sets", "--from", DOCUMENT],
] as const;

test.each([60, 80, 100, 160])("at %d columns", async (columns) => {
  for (const command of COMMANDS) {
    const { cli, stdout } = fakeTerminal({ columns });
    await runProgram(command, cli, "0.0.0");
    const lines = stdout().trimEnd().split("\n");
    expect(lines.length, command.join(" ")).toBeGreaterThan(1);
    const wide = lines.filter((line) => line.length > columns && line.trim().includes(" "));
    expect(wide, command.join(" ")).toEqual([]);
  }
});
