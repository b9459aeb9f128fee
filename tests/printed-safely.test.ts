/** What is printed to be pasted or opened elsewhere: a hostile name stays one word of a shell, and no link. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { loadScene } from "../scenes/scene.ts";
import { runProgram } from "../src/cli/main.ts";
import { fakeTerminal } from "../src/cli/testing/fake-terminal.ts";
import { writtenForm } from "../src/model/organization-document/write.ts";

const HOSTILE = "x'$(touch owned)'; y";
/** The same as one word of a POSIX shell. */
const ONE_WORD = "x'\\''$(touch owned)'\\''; y";
const folder = mkdtempSync(join(tmpdir(), "idc-doctor-printed-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** The scene's document with one text in place of another, saved. */
function savedWith(scene: string, text: string, instead: string) {
  const { document, question } = loadScene(join(import.meta.dirname, `../scenes/${scene}.yaml`));
  const path = join(folder, `${scene}.json`);
  const json = JSON.stringify(writtenForm(document)).replaceAll(text, JSON.stringify(instead).slice(1, -1));
  writeFileSync(path, json);
  return { path, words: [question.user, question.account ?? "", question.permissionSet ?? ""] };
}

async function run(args: readonly string[]) {
  const { cli, stdout, stderr } = fakeTerminal();
  await runProgram(args, { ...cli, signal: AbortSignal.abort(), env: { IDC_DOCTOR_HOME: folder } }, "0.0.0");
  return { stdout: stdout(), stderr: stderr() };
}

test("the lab's curl line", async () => {
  const { path } = savedWith(
    "works-through-group",
    loadScene(join(import.meta.dirname, "../scenes/works-through-group.yaml")).question.user,
    HOSTILE,
  );
  const { stdout } = await run(["lab", "--port", "0", "--load", path]);
  expect(stdout).toContain(`curl -d '{"userName":"${ONE_WORD}"}' http`);
});

test("a link in a name is none in SARIF", async () => {
  const { path } = savedWith("outdated", "sandbox", "[sign in](http://evil.example) {0}");
  const { stdout, stderr } = await run(["scan", "--from", path, "--output", "sarif"]);
  expect(stderr).toBe("");
  const texts = JSON.stringify(
    (JSON.parse(stdout) as { runs: { results: { message: unknown }[] }[] }).runs[0]?.results.map(
      ({ message }) => message,
    ),
  );
  expect(texts).toContain("sign in");
  expect(JSON.parse(texts)).toEqual(
    expect.arrayContaining([{ text: expect.stringContaining("\\[sign in\\](http://evil.example) {{0}}") }]),
  );
});
