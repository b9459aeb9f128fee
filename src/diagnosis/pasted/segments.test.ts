/** Which lines of a log begin another failure, and which belong to the one before. */
import { describe, expect, test } from "vitest";
import { readMessage } from "./readable.ts";
import { isNextStep, segmentsOf } from "./segments.ts";

const FAILURE = "An error occurred (No) when calling the GetRole operation: no";
const partsOf = (text: string): readonly string[] => segmentsOf(readMessage(text)).map((part) => part.text);
const begins = (line: string) => partsOf(`${FAILURE}\n${line}`).length === 2;

describe("a line that begins another failure", () => {
  test.each([
    "Error: x",
    "error: x",
    "ERROR: x",
    "ERROR x",
    "FATAL: x",
    "FATAL x",
    "[ERROR] x",
    "[FATAL] x",
    "        ✘    Error: x",
    "✘ Error: x",
    "[✘] Error: x",
    "✖ Error: x",
    "❌ Error: x",
    "× Error: x",
    "@@",
    "---",
    "------",
    "===",
    "======",
    "now CREATE_FAILED x",
    "UPDATE_FAILED",
    "DELETE_FAILED",
    "level=error x",
    "lvl=fatal",
    "severity=warn",
    'level="crit"',
    "    level=ERR",
    "time=12 level=error",
    "t=1 level=error",
    "ts=2026-07-01 level=error",
    '{"level":"error"}',
    '  {"a":1, "severity" : "warn"}',
    '{"lvl": "fatal"}',
    '{"lvl" :"crit"}',
    "2026-07-01T00:08:20 failed",
    "  [2026/12/31 23:59 failed",
    "Jul  1 00:08:20 host failed",
    "Dec 31 23:59:59 host denied",
    "May 1 00:08:20 host failed",
    "00:08:20 failed",
    "00:08:20,123 failed",
    "00:08:20.123 failed",
    "00:08:20Z failed",
    "[00:08:20] failed",
    "$ aws s3 ls",
    "% aws",
    "❯ aws",
    "➜ aws",
    "alice@host:~/x$ aws",
    "root@host:/home/a b# aws",
    "r.o-t@h# aws",
    "PS C:\\Users> aws",
    "PS /> aws",
    "C:\\> aws",
    "C:\\Users\\alice>aws",
    "[1/2] x",
    "[10/200]x",
    "+ aws s3 ls",
    "+ kubectl get",
  ])("%s", (line) => {
    expect(begins(line)).toBe(true);
  });
});

describe("a line that does not", () => {
  test.each([
    "an Error: x",
    "             Error: x",
    "✘xError: x",
    "Errors: x",
    "ERRORS x",
    "FATALITY",
    "@@ x",
    "--",
    "--- x",
    "==",
    "=== x",
    "x---",
    "CREATE_FAILEDLY",
    "NOCREATE_FAILED",
    "level=info",
    "x level=error",
    "time= level=error",
    "xlevel=error",
    '{"level":"info"}',
    'x {"level":"error"}',
    '{"level" is "error"}',
    "2026-07-01T00:08:20 done",
    "on 2026-07-01T00:08:20 failed",
    "2026-07-01 failed",
    "at Jul  1 00:08:20 failed",
    "Jul 1 00:08 failed",
    "Foo  1 00:08:20 failed",
    "00:08 failed",
    "00:08:20x failed",
    "at 00:08:20 failed",
    "x y$ aws",
    "$",
    "PS aws",
    "1:\\> aws",
    "[a/b] x",
    "x [1/2] y",
    "+ ls",
    "+aws",
    "words",
    "",
  ])("%j", (line) => {
    expect(begins(line)).toBe(false);
  });
});

describe("a second frame", () => {
  test.each([
    FAILURE,
    "operation error STS: x",
    "Resource handler returned message",
    "botocore.errors.NoError: x",
    'Exception in thread "main" a.b.NoException: x',
    "prod: NoException: x",
  ])("begins another failure: %s", (line) => {
    expect(begins(line)).toBe(true);
  });

  test.each([
    `Caused by: ${FAILURE}`,
    `  at ${FAILURE}`,
    `caused by ${FAILURE}`,
    `... 3 ${FAILURE}`,
    "so NoException: x",
    'an Exception in thread "main" NoException: x',
  ])("continues the first: %s", (line) => {
    expect(begins(line)).toBe(false);
  });

  test("but not the first one of a part that began with a command", () => {
    expect(partsOf(`$ aws a\n${FAILURE}\n$ aws b\nwait\n${FAILURE}\n${FAILURE}`)).toEqual([
      `$ aws a\n${FAILURE}`,
      `$ aws b\nwait\n${FAILURE}`,
      FAILURE,
    ]);
  });
});

describe("points of a list", () => {
  test.each(["1. denied", "(2) denied", "12) denied", "- denied", "* denied", "• denied", "   123. denied"])(
    "are failures where the first is one: %s",
    (line) => {
      expect(partsOf(`${line}\n${line}`)).toHaveLength(2);
    },
  );

  test.each(["x 1. denied", "1.denied", "1234. denied", "- done", "+ denied", "     1. denied"])(
    "are none: %s",
    (line) => {
      expect(partsOf(`${line}\n${line}`)).toHaveLength(1);
    },
  );

  test("belong to the failure above them", () => {
    expect(partsOf(`Error: x\n- denied\n- denied`)).toHaveLength(1);
    expect(partsOf(`- denied\nwords\n- denied`)).toEqual(["- denied\nwords", "- denied"]);
  });
});

test("what stands before the first failure belongs to it", () => {
  expect(partsOf(`profile x\n$ aws\n${FAILURE}`)).toHaveLength(1);
  expect(partsOf("one line")).toEqual(["one line"]);
  expect(partsOf("")).toEqual([""]);
});

test("five hundred are told apart", () => {
  expect(partsOf("Error: x\n".repeat(510))).toHaveLength(500);
});

test.each([
  ["$ aws s3 ls", true],
  ["1. words", true],
  ["Error: x", false],
])("%s is a next step: %s", (text, is) => {
  expect(isNextStep(readMessage(text))).toBe(is);
});
