/** Part of the build: writes the licences of every package whose code is in the bundle, and fails where one has none. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Permissive, or (MPL-2.0) permissive for files that are used unmodified. Anything else fails the build. */
export const ALLOWED_LICENCES = ["MIT", "ISC", "0BSD", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0", "MPL-2.0"];

export const LICENCES_FILE = "THIRD-PARTY-LICENCES.txt";

const ROOT = join(import.meta.dirname, "..");
const RULE = "=".repeat(80);

/** What a licence file says of one package. */
export interface BundledPackage {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  readonly texts: readonly string[];
}

interface Chunk {
  readonly type: "chunk" | "asset";
  readonly moduleIds?: readonly string[];
}

/** The plugin for the bundler: one for all bundles that are written into the same folder, whose packages stand in one file. */
export function licences() {
  const moduleIds = new Set<string>();
  return {
    name: "licences",
    generateBundle(_options: unknown, chunks: Readonly<Record<string, Chunk>>): void {
      for (const chunk of Object.values(chunks)) for (const id of chunk.moduleIds ?? []) moduleIds.add(id);
      // Fails the build before anything is written.
      packagesOf([...moduleIds]);
    },
    // The last bundle to be written has seen all of them.
    writeBundle({ dir }: { readonly dir?: string }): void {
      if (dir !== undefined) writeFileSync(join(dir, LICENCES_FILE), licenceFile(packagesOf([...moduleIds])));
    },
  };
}

interface Named {
  readonly name: string;
  readonly licence: string;
  readonly author: unknown;
}

/** The packages that modules come from, each once, by name. */
export function packagesOf(moduleIds: readonly string[]): readonly BundledPackage[] {
  const folders = new Set(moduleIds.flatMap((id) => packageFolder(id) ?? []));
  return [...folders].map(readPackage).sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** `…/node_modules/@scope/name/dist/index.js` lies in `…/node_modules/@scope/name`; our own modules and virtual ones lie in none. */
function packageFolder(id: string): string | undefined {
  return /^(.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/@]+)[\\/]/.exec(id.replace(/^\0/, ""))?.[1];
}

function readPackage(folder: string): BundledPackage {
  const { name, version, license, author } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  if (!ALLOWED_LICENCES.includes(license))
    throw new Error(`${name} ${version} is bundled and its licence, ${license}, is not one of: ${ALLOWED_LICENCES}`);
  const files = readdirSync(folder).filter((file) => /^(licen[cs]e|notice|copying|copyright)(\.|-|$)/i.test(file));
  const texts = files.sort().map((file) => readFileSync(join(folder, file), "utf8").trim());
  const hasLicence = files.some((file) => !/^notice/i.test(file));
  return {
    name,
    version,
    licence: license,
    texts: hasLicence ? texts : [...texts, textWithoutFile(folder, { name, licence: license, author })],
  };
}

/** For a package without a licence file: the section of its readme, or the text that its package.json names with its author as the holder. */
function textWithoutFile(folder: string, { name, licence, author }: Named): string {
  const readme = readdirSync(folder).find((file) => /^readme\.md$/i.test(file));
  const section =
    readme &&
    /^#+ *licen[cs]e\s*$([\s\S]*?copyright[\s\S]*?)(?=^#|(?![\s\S]))/im.exec(
      readFileSync(join(folder, readme), "utf8"),
    );
  if (section?.[1]) return section[1].trim();
  if (licence !== "Apache-2.0") throw new Error(`${name} is bundled and has no licence text`);
  const holder = typeof author === "string" ? author : (author as { name?: string } | undefined)?.name;
  const text = readFileSync(join(ROOT, "LICENSE"), "utf8").trim();
  return [...(holder ? [`Copyright ${holder}`] : []), text].join("\n\n");
}

/** One text for people: a list, then the texts, each once with the packages that it belongs to. */
function licenceFile(packages: readonly BundledPackage[]): string {
  const models = readFileSync(join(ROOT, "src/lab/models/NOTICE"), "utf8").trim();
  const byText = new Map<string, BundledPackage[]>();
  for (const one of packages) for (const text of one.texts) byText.set(text, [...(byText.get(text) ?? []), one]);
  const title = ({ name, version, licence }: BundledPackage): string => `${name} ${version} (${licence})`;
  return [
    "idc-doctor contains code of these packages:",
    packages.map((one) => `- ${title(one)}`).join("\n"),
    `${RULE}\nAPI models of AWS\n${RULE}`,
    models,
    ...[...byText].flatMap(([text, owners]) => [`${RULE}\n${owners.map(title).join("\n")}\n${RULE}`, text]),
  ]
    .join("\n\n")
    .concat("\n");
}
