/** The licences of what is bundled: the file that the build wrote, held against what another way of looking finds in the bundle. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ALLOWED_LICENCES, LICENCES_FILE, packagesOf } from "../scripts/licences.ts";

const ROOT = join(import.meta.dirname, "..");
const text = readFileSync(join(ROOT, "dist", LICENCES_FILE), "utf8");
const RULE = "=".repeat(80);

const listed = [...text.matchAll(/^- (\S+) (\S+) \((.+)\)$/gm)].map(([, name = "", version = "", licence = ""]) => ({
  name,
  version,
  licence,
}));

interface Locked {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

const locked: Readonly<Record<string, Locked>> = JSON.parse(
  readFileSync(join(ROOT, "package-lock.json"), "utf8"),
).packages;

/** The packages that our sources import when they run, types aside. */
function importedBySources(): ReadonlySet<string> {
  const files = readdirSync(join(ROOT, "src"), { recursive: true, encoding: "utf8" }).filter(
    (path) => path.endsWith(".ts") && !path.endsWith(".test.ts") && !path.includes("testing"),
  );
  const names = files.flatMap((path) => {
    const source = readFileSync(join(ROOT, "src", path), "utf8");
    const found = [
      ...source.matchAll(/^(?:import|export) (?!type\b)[^;"]*?from "([^"]+)"|(?<!typeof )\bimport\("([^"]+)"\)/gm),
    ];
    return found.map((one) => one[1] ?? one[2] ?? "");
  });
  const foreign = names.filter((name) => /^(@[\w-]+\/)?[\w-]+(\/|$)/.test(name) && !name.startsWith("node:"));
  return new Set(
    foreign.map((name) => (name.startsWith("@") ? name.split("/").slice(0, 2) : name.split("/", 1)).join("/")),
  );
}

test("every package that the sources import is in the file", () => {
  const imported = importedBySources();
  expect(imported.size).toBeGreaterThan(8);
  expect([...imported].filter((name) => !listed.some((one) => one.name === name))).toEqual([]);
});

/** A package that is needed only where it is there is bundled where it is. */
const namesNeededBy = ({ dependencies, optionalDependencies, peerDependencies }: Locked): readonly string[] =>
  Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies });

test("every package in the file is imported, or needed by one that is", () => {
  const needed = new Set(importedBySources());
  for (const name of needed) {
    const paths = Object.keys(locked).filter((path) => path.endsWith(`node_modules/${name}`));
    for (const path of paths) for (const next of namesNeededBy(locked[path] ?? {})) needed.add(next);
  }
  expect(listed.map(({ name }) => name).filter((name) => !needed.has(name))).toEqual([]);
});

test("each has a permissive licence and its text", () => {
  const [, ...sections] = text.split(`${RULE}\n`);
  const texts = new Map<string, string>();
  for (let at = 0; at + 1 < sections.length; at += 2)
    for (const title of (sections[at] ?? "").trim().split("\n"))
      texts.set(title, `${texts.get(title) ?? ""}${sections[at + 1]}`);
  const marks: Readonly<Record<string, RegExp>> = {
    MIT: /Permission is hereby granted, free of charge/,
    ISC: /Permission to use, copy, modify, and\/or distribute/,
    "Apache-2.0": /Apache License\s+Version 2\.0/,
    "MPL-2.0": /Mozilla Public License/,
  };
  expect(listed.length).toBeGreaterThan(30);
  for (const { name, version, licence } of listed) {
    expect(ALLOWED_LICENCES).toContain(licence);
    expect(texts.get(`${name} ${version} (${licence})`), name).toMatch(marks[licence] ?? /never/);
  }
});

test("a module is found in its package, also where packages are nested; ours is in none", () => {
  const modules = join(ROOT, "node_modules");
  const found = packagesOf([
    join(modules, "yaml/browser/dist/index.js"),
    join(modules, "@stricli/core/dist/index.js"),
    `\0${join(modules, "picocolors/picocolors.js")}?commonjs`,
    join(ROOT, "src/cli/main.ts"),
    "\0rolldown/runtime.js",
  ]);
  expect(found.map(({ name }) => name)).toEqual(["@stricli/core", "picocolors", "yaml"]);
});

test.each([
  { why: "another licence", manifest: { license: "GPL-3.0-only" }, file: "COPYING" },
  { why: "no licence", manifest: {}, file: "LICENSE" },
  { why: "no text of its licence", manifest: { license: "MIT" }, file: "README.md" },
])("a package with $why fails the build", ({ manifest, file }) => {
  const modules = join(mkdtempSync(join(tmpdir(), "idc-doctor-licences-")), "node_modules");
  mkdirSync(join(modules, "other"), { recursive: true });
  writeFileSync(join(modules, "other/package.json"), JSON.stringify({ name: "other", version: "1.0.0", ...manifest }));
  writeFileSync(join(modules, "other", file), "text");
  expect(() => packagesOf([join(modules, "other/index.js")])).toThrow("other");
});
