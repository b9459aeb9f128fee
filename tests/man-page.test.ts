/** The manual page: of every command and flag, free of warnings of groff, and nothing in it taken for a request. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { commandsOf } from "../scripts/man-page/page.ts";
import { item, textLine } from "../scripts/man-page/roff.ts";
import { routes } from "../src/cli/main.ts";

const FILE = join(import.meta.dirname, "../man/idc-doctor.1");

const hasGroff = spawnSync("groff", ["--version"]).error === undefined;
if (!hasGroff) process.stdout.write("skipped: groff is not on this machine\n");

test("it has every command and each of its own flags", () => {
  const page = readFileSync(FILE, "utf8").replaceAll("\\-", "-");
  const commands = commandsOf(routes);
  expect(commands.length).toBeGreaterThan(15);
  for (const { name, command } of commands) {
    expect(page).toContain(`.SS "\\fB${name}\\fR`);
    for (const flag of Object.keys(command.parameters.flags ?? {}))
      expect(page).toContain(`\\fB--${flag.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}\\fR`);
  }
});

test.skipIf(!hasGroff)("groff has nothing to warn of, and the words come out as they are", () => {
  const shown = spawnSync("groff", ["-man", "-ww", "-Kutf8", "-Tutf8", "-rLL=200n", FILE], {
    encoding: "utf8",
  });
  expect(shown).toMatchObject({ status: 0, stderr: "" });
  expect(shown.stdout).toContain("Home Region of Identity Center; the other Regions are tried if it is not there");
});

test("text is never a request, an escape or a typographic dash", () => {
  expect(textLine(".so /etc/passwd")).toBe("\\&.so /etc/passwd");
  expect(textLine("'x \\n -y")).toBe("\\&'x \\en \\-y");
  expect(item("\\fBx\\fR", ".y")).toEqual([".TP", "\\fBx\\fR", "\\&.y"]);
});
