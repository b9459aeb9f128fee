/** How wide and how colorful, in a pipe, in CI and on a terminal. */
import { describe, expect, test } from "vitest";
import { contextOf, isColored, widthOf, withoutEmptyVariables } from "./terminal.ts";
import { fakeTerminal } from "./testing/fake-terminal.ts";

const stream = (isTTY: boolean) => ({ write: () => undefined, isTTY });

describe("the width", () => {
  test.each([
    { columns: 20, width: 60 },
    { columns: 80, width: 80 },
    { columns: 400, width: 200 },
  ])("of $columns columns", ({ columns, width }) => {
    expect(widthOf({ ...stream(true), columns })).toBe(width);
  });

  test("without a terminal", () => {
    expect(widthOf(stream(false))).toBe(100);
  });
});

test("an empty variable of AWS or of idc-doctor is none, but for the pager, which can be none", () => {
  const env = { AWS_REGION: "", AWS_PROFILE: "dev", IDC_DOCTOR_HOME: "", IDC_DOCTOR_PAGER: "", NO_COLOR: "", HOME: "" };
  withoutEmptyVariables(env);
  expect(env).toEqual({ AWS_PROFILE: "dev", IDC_DOCTOR_PAGER: "", NO_COLOR: "", HOME: "" });
});

describe("color", () => {
  test.each([
    { what: "a terminal", isTTY: true, env: {}, flag: undefined, is: true },
    { what: "a pipe", isTTY: false, env: {}, flag: undefined, is: false },
    { what: "a dumb terminal", isTTY: true, env: { TERM: "dumb" }, flag: undefined, is: false },
    {
      what: "NO_COLOR over FORCE_COLOR",
      isTTY: true,
      env: { NO_COLOR: "1", FORCE_COLOR: "1" },
      flag: undefined,
      is: false,
    },
    { what: "an empty NO_COLOR", isTTY: true, env: { NO_COLOR: "" }, flag: undefined, is: true },
    { what: "FORCE_COLOR in a pipe", isTTY: false, env: { FORCE_COLOR: "1" }, flag: undefined, is: true },
    { what: "FORCE_COLOR=0", isTTY: false, env: { FORCE_COLOR: "0" }, flag: undefined, is: false },
    { what: "--color in a pipe", isTTY: false, env: {}, flag: true, is: true },
    { what: "--color over NO_COLOR", isTTY: false, env: { NO_COLOR: "1", TERM: "dumb" }, flag: true, is: true },
    { what: "--no-color over FORCE_COLOR", isTTY: true, env: { FORCE_COLOR: "1" }, flag: false, is: false },
  ])("$what: $is", ({ isTTY, env, flag, is }) => {
    expect(isColored(stream(isTTY), env, flag)).toBe(is);
  });
});

describe("the context of a command", () => {
  test("shows warnings always, the rest with --verbose", () => {
    const terminal = fakeTerminal();
    const quiet = contextOf(terminal.cli, false);
    quiet.log("debug", "detail");
    quiet.log("warn", "careful");
    contextOf(terminal.cli, true).log("debug", "detail");
    expect(terminal.stderr()).toBe("careful\ndetail\n");
  });

  test("a wait that is aborted is an interruption, not a crash", async () => {
    const context = contextOf(fakeTerminal().cli, false);
    await expect(context.delay(60_000, AbortSignal.abort())).rejects.toMatchObject({ code: "interrupted" });
  });
});
