/** One table of renderers: help, validation and output say the same. */
import { describe, expect, test } from "vitest";
import { AccessError } from "../model/errors.ts";
import { provisionFormats } from "./flags/provision.ts";
import { formats } from "./formats.ts";
import { fakeTerminal } from "./testing/fake-terminal.ts";

const fruit = formats({
  text: () => Promise.resolve((value: { name: string }, { width }) => `text of ${value.name}, ${width} wide\n`),
  csv: () => Promise.resolve((value: { name: string }) => `name\r\n${value.name}\r\n`),
});

async function written(flags: Parameters<typeof fruit.write>[1]): Promise<string> {
  const terminal = fakeTerminal({ columns: 80 });
  await fruit.write(terminal.cli, flags, { name: "apple" });
  return terminal.stdout();
}

test("the flag lists text first, JSON and YAML always, and every renderer once", () => {
  expect(fruit.output).toMatchObject({ values: ["text", "json", "yaml", "csv"] });
  expect(provisionFormats.names).toEqual(["text", "json", "yaml"]);
});

describe("output", () => {
  test.each([
    { output: "text", stdout: "text of apple, 80 wide\n" },
    { output: "csv", stdout: "name\r\napple\r\n" },
    { output: "json", stdout: '{\n  "name": "apple"\n}\n' },
    { output: "yaml", stdout: "name: apple\n" },
  ] as const)("$output", async ({ output, stdout }) => {
    expect(await written({ output })).toBe(stdout);
  });

  test("a query makes it JSON, whatever the format for people", async () => {
    expect(await written({ output: "csv", query: "name" })).toBe('"apple"\n');
    expect(await written({ output: "yaml", query: "name" })).toBe("apple\n");
  });

  test("a query that is not JMESPath is bad input", async () => {
    await expect(written({ output: "json", query: "[[" })).rejects.toThrow(AccessError);
  });

  test("JSON shows the published value where it is another", async () => {
    const terminal = fakeTerminal();
    const own = formats({ text: () => Promise.resolve((n: number) => `${n}`) }, async (n) => ({ number: n }));
    await own.write(terminal.cli, { output: "json" }, 7);
    expect(JSON.parse(terminal.stdout())).toEqual({ number: 7 });
  });
});
