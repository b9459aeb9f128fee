/** Help fits a screen and its examples are real: every command, group and flag that it names exists. */
import { expect, test } from "vitest";
import { runProgram } from "../main.ts";
import { fakeTerminal } from "../testing/fake-terminal.ts";
import { EXAMPLES, GROUPS } from "./examples.ts";

/** Commands of commands. */
const MAPS = ["snapshot", "config", "matrix", "serve"];

/** What a map does where no command of it is named. */
const BY_DEFAULT: Readonly<Record<string, string>> = { serve: "serve start" };
const COMMANDS = Object.keys(EXAMPLES).filter((name) => name !== "");

async function helpOf(name: string, flag = "--help", columns?: number): Promise<readonly string[]> {
  const terminal = fakeTerminal(columns === undefined ? {} : { columns });
  const words = name === "" ? [] : name.split(" ");
  expect(await runProgram([...words, flag], terminal.cli, "0.0.0")).toBe(0);
  return terminal.stdout().trimEnd().split("\n");
}

/** The names under a heading. */
const listed = (lines: readonly string[], heading: string): readonly string[] => {
  const rest = lines.slice(lines.indexOf(heading) + 1);
  return rest.slice(0, rest.indexOf("")).map((line) => line.trim().split(" ")[0] ?? "");
};

test("the commands are in groups, all of them, and each has two examples", async () => {
  const root = await helpOf("");
  const grouped = GROUPS.flatMap(([title]) => listed(root, title.toUpperCase()));
  expect(grouped).toEqual(GROUPS.flatMap(([, names]) => names));
  const all = (await helpOf("", "--help-all")).flatMap((line) => /^ {2}([a-z-]+) {2,}\S/.exec(line)?.[1] ?? []);
  expect([...grouped].sort()).toEqual(all.filter((name) => !name.startsWith("-")).sort());
  const nested: string[] = [];
  for (const map of MAPS) for (const name of listed(await helpOf(map), "COMMANDS")) nested.push(`${map} ${name}`);
  expect([...grouped, ...nested].filter((name) => !(name in EXAMPLES))).toEqual([]);
});

test.each(["", ...COMMANDS])("help of `%s` has at most 40 lines of 100 columns, its examples first", async (name) => {
  const lines = await helpOf(name);
  expect(lines.length).toBeLessThanOrEqual(40);
  expect(lines.filter((line) => line.length > 100)).toEqual([]);
  const examples = lines.slice(lines.indexOf("EXAMPLES") + 1).slice(0, EXAMPLES[name]?.length);
  expect(examples.map((line) => line.trim())).toEqual(EXAMPLES[name]);
  expect(await helpOf(name, "-h")).toEqual(lines);
});

test.each([60, 80, 140])(
  "help follows a terminal of %d columns; from 80 on, it has at most 40 lines",
  async (columns) => {
    for (const name of ["", ...COMMANDS]) {
      const lines = await helpOf(name, "--help", columns);
      // An example or the values of a flag are one word, and nobody could paste them in pieces.
      const whole = [...(EXAMPLES[name] ?? []), ...lines.filter((line) => /^ +--[a-z-]+ \S+$/.test(line))];
      const wide = lines.filter((line) => line.length > Math.min(columns, 100));
      expect(
        wide.filter((line) => !whole.some((one) => line.trim() === one.trim())),
        name,
      ).toEqual([]);
      if (columns >= 80) expect(lines.length, name).toBeLessThanOrEqual(40);
    }
  },
);

test("help and version are words, too; behind help, what is no command is said to be none", async () => {
  const ask = async (...words: readonly string[]) => {
    const terminal = fakeTerminal();
    const code = await runProgram(words, terminal.cli, "1.2.3");
    return { code, stdout: terminal.stdout(), stderr: terminal.stderr() };
  };
  const lines = async (...words: readonly string[]) => (await ask(...words)).stdout.trimEnd().split("\n");
  expect(await lines("help")).toEqual(await helpOf(""));
  expect(await lines("help", "why")).toEqual(await helpOf("why"));
  expect(await lines("help", "snapshot", "diff")).toEqual(await helpOf("snapshot diff"));
  expect(await ask("version")).toEqual({ code: 0, stdout: "1.2.3\n", stderr: "" });
  expect(await ask("help", "wyh")).toMatchObject({ code: 2, stdout: "", stderr: expect.stringContaining("why") });
});

test("every flag of an example is a flag of its command", async () => {
  for (const [name, examples] of Object.entries(EXAMPLES))
    for (const example of examples) {
      const [, line = ""] = /idc-doctor ([^|>)]*)/.exec(example) ?? [];
      const words = line.split(" ");
      const named = words.slice(0, MAPS.includes(words[0] ?? "") ? 2 : 1).filter((word) => /^\w/.test(word));
      const command = BY_DEFAULT[named.join(" ")] ?? named.join(" ").replace(/\W+$/, "");
      expect(name === "" || MAPS.includes(name) || command === name, example).toBe(true);
      const help = (await helpOf(command)).join("\n");
      for (const [flag] of line.matchAll(/--[a-z-]+/g)) expect(help, example).toMatch(new RegExp(`${flag}\\b`));
    }
});
