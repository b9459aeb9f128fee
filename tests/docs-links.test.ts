/** Every link within the project's pages leads to a file that is there, and to a heading or entry in it. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { expect, test } from "vitest";

const ROOT = resolve(import.meta.dirname, "..");

const pages = [
  ...readdirSync(ROOT).filter((name) => name.endsWith(".md")),
  ...readdirSync(join(ROOT, "docs"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md"))
    .map((name) => `docs/${name}`),
];

/** As GitHub makes them of headings, and the ids that a page gives itself. */
function anchorsOf(page: string): readonly string[] {
  const text = readFileSync(page, "utf8");
  const ids = [...text.matchAll(/<a id="([^"]+)">/g)].map(([, id]) => id ?? "");
  const headings = [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) =>
    heading
      .replace(/<[^>]*>/g, "")
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );
  return [...ids, ...headings];
}

function brokenLinks(page: string): readonly string[] {
  const text = readFileSync(join(ROOT, page), "utf8").replace(/```.*?```/gs, "");
  const targets = [
    ...[...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target ?? ""),
    ...[...text.matchAll(/^\[[^\]]+\]: (\S+)$/gm)].map(([, target]) => target ?? ""),
  ].filter((target) => !/^[a-z]+:/.test(target));
  const broken = targets.filter((target) => {
    const [path = "", anchor] = target.split("#");
    const file = path === "" ? join(ROOT, page) : resolve(ROOT, dirname(page), path);
    return !existsSync(file) || (anchor !== undefined && !anchorsOf(file).includes(anchor));
  });
  seen += targets.length;
  return broken.map((target) => `${page}: ${target}`);
}

let seen = 0;

test("every link leads somewhere", () => {
  expect(pages.flatMap(brokenLinks)).toEqual([]);
  expect(seen).toBeGreaterThan(100);
});
