/** Where compiled code is kept, and where not. */
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { keepCompiledCode } from "./compiled-code.ts";

const home = (): string => mkdtempSync(join(tmpdir(), "idc-doctor-home-"));
const kept = (folder: string): string => join(folder, "compiled");

test("no state folder is made for it, nor is one used that others can write to", () => {
  const none = join(home(), "none");
  keepCompiledCode("1.0.0", { IDC_DOCTOR_HOME: none });
  expect(existsSync(none)).toBe(false);
  const open = home();
  chmodSync(open, 0o777);
  keepCompiledCode("1.0.0", { IDC_DOCTOR_HOME: open });
  expect(existsSync(kept(open))).toBe(false);
});

test("what the environment says about Node's cache is left alone", () => {
  const folder = home();
  keepCompiledCode("1.0.0", { IDC_DOCTOR_HOME: folder, NODE_DISABLE_COMPILE_CACHE: "1" });
  keepCompiledCode("1.0.0", { IDC_DOCTOR_HOME: folder, NODE_COMPILE_CACHE: "/elsewhere" });
  expect(existsSync(kept(folder))).toBe(false);
});

test("the owner's folder of this version, and no other version's", () => {
  const folder = home();
  mkdirSync(join(kept(folder), "0.9.0"), { recursive: true, mode: 0o700 });
  writeFileSync(join(kept(folder), "0.9.0", "old"), "");
  const { NODE_COMPILE_CACHE: _, ...others } = process.env;
  const env = { ...others, IDC_DOCTOR_HOME: folder };
  const program = `
    import { getCompileCacheDir } from "node:module";
    import { keepCompiledCode } from ${JSON.stringify(pathToFileURL(join(import.meta.dirname, "compiled-code.ts")))};
    keepCompiledCode("1.0.0", process.env);
    console.log(getCompileCacheDir());`;
  const { stdout } = spawnSync(process.execPath, ["--input-type=module", "--eval", program], { env, encoding: "utf8" });
  expect(stdout.startsWith(join(kept(folder), "1.0.0"))).toBe(true);
  expect(readdirSync(kept(folder))).toEqual(["1.0.0"]);
  expect(statSync(kept(folder)).mode & 0o077).toBe(0);
});

test("a file in the folder's place is no failure", () => {
  const folder = home();
  writeFileSync(kept(folder), "");
  keepCompiledCode("1.0.0", { IDC_DOCTOR_HOME: folder });
  expect(statSync(kept(folder)).isFile()).toBe(true);
});
