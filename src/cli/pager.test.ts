/** When a pager is used and which, and what becomes of the text where it is quit early or cannot be run. */
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { pagerCommand, writeOut } from "./pager.ts";
import { runPager } from "./run-pager.ts";
import { fakeTerminal } from "./testing/fake-terminal.ts";

const lines = (count: number) => Array.from({ length: count }, (_, at) => `line ${at}\n`).join("");

interface Shown {
  readonly text: string;
  readonly isTTY?: boolean;
  readonly env?: Readonly<Record<string, string>>;
  readonly pager?: boolean;
  readonly canRun?: boolean;
}

/** What the pager was given, and what went to stdout, on a screen of 10 rows of 40 columns. */
async function shown({ text, isTTY = true, env = {}, pager, canRun = true }: Shown) {
  const { cli, stdout } = fakeTerminal({ isTTY, rows: 10, columns: 40 });
  const paged: string[] = [];
  const run = async (command: string, all: string) => {
    if (canRun) paged.push(command, all);
    return canRun;
  };
  await writeOut({ ...cli, env, runPager: run }, pager === undefined ? {} : { pager }, text);
  return { paged, stdout: stdout() };
}

describe("on a terminal", () => {
  test("what fits is printed, a line more is paged: the prompt needs one, too", async () => {
    expect(await shown({ text: lines(9) })).toEqual({ paged: [], stdout: lines(9) });
    expect(await shown({ text: lines(10) })).toEqual({ paged: ["less", lines(10)], stdout: "" });
  });

  test("long lines count as often as they wrap, colors not at all", async () => {
    const wrapped = `${"x".repeat(40 * 9)}\n`;
    expect((await shown({ text: wrapped })).paged).toEqual([]);
    expect((await shown({ text: `${wrapped}y\n` })).paged).toHaveLength(2);
    expect((await shown({ text: "\u001b[31m".repeat(200) })).paged).toEqual([]);
  });

  test.each([
    { what: "--no-pager", given: { pager: false } },
    { what: "an empty PAGER", given: { env: { PAGER: "" } } },
    { what: "PAGER=cat", given: { env: { PAGER: "cat" } } },
    { what: "a dumb terminal", given: { env: { TERM: "dumb" } } },
    { what: "a pipe", given: { isTTY: false } },
    { what: "a pager that cannot be run", given: { canRun: false } },
  ])("$what prints everything", async ({ given }) => {
    expect(await shown({ text: lines(50), ...given })).toEqual({ paged: [], stdout: lines(50) });
  });
});

test("the program's own variable wins over PAGER, and PAGER over less", () => {
  expect(pagerCommand({ IDC_DOCTOR_PAGER: "most", PAGER: "more" })).toBe("most");
  expect(pagerCommand({ PAGER: "less -S" })).toBe("less -S");
  expect(pagerCommand({})).toBe("less");
});

describe("a real process", () => {
  test("gets the whole text, and leaves what fits (LESS=FRX)", async () => {
    const file = join(mkdtempSync(join(tmpdir(), "idc-doctor-pager-")), "shown");
    expect(await runPager(`cat > ${file}; printf %s "$LESS" >> ${file}`, lines(5000), "ignore")).toBe(true);
    expect(readFileSync(file, "utf8")).toBe(`${lines(5000)}${process.env["LESS"] ?? "FRX"}`);
  });

  test("that is quit before it has read everything is no error", async () => {
    expect(await runPager("true", lines(200_000), "ignore")).toBe(true);
  });

  test("that is not there shows nothing, and says so", async () => {
    expect(await runPager("idc-doctor-no-such-pager 2>/dev/null", "x\n", "ignore")).toBe(false);
  });
});
