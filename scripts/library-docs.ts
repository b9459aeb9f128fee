/** Writes `docs/library.md`: the examples that the tests run, and a reference from the code. `--check` compares only. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

const ROOT = join(import.meta.dirname, "..");
const FILE = join(ROOT, "docs/library.md");
const SOURCE = join(ROOT, "src/library/index.ts");
const EXAMPLES = join(ROOT, "tests/library-examples");

const INTRODUCTION = `# The npm package as a library

\`import { diagnose } from "idc-doctor"\` gives a program what the commands give a person. Node.js 22.13 or newer; no other package
is needed. A local Identity Center for tests is in [\`idc-doctor/lab\`](lab.md). Nothing here writes to AWS: repairs are for
\`idc-doctor fix\` and [\`idc-doctor serve\`](serve.md), which show, rehearse and ask first.

**Stable:** the names, the arguments and the fields of the answers below, \`AccessError.code\`, the verdicts, the ids of
[causes](causes/README.md), and the [JSON schemas](schemas/README.md) of the answers. New members may appear in any answer and new
words in any list of words, so a \`switch\` needs a default. **Not stable:** sentences (\`summary\`, \`title\`, \`message\`), the
order of equal rows, and every file of the package that is not exported.

This page is written by \`npm run generate\`; the tests run the examples.
`;

const TITLES = [
  ["diagnose", "One question"],
  ["several-questions", "Several questions"],
  ["findings", "A whole organization"],
  ["explain", "A pasted error, and errors of your own"],
] as const;

const exampleSection = ([name, title]: (typeof TITLES)[number]): string => {
  const text = readFileSync(join(EXAMPLES, `${name}.ts`), "utf8");
  return `## ${title}\n\n\`\`\`ts\n${text.replace("../../src/library/index.ts", "idc-doctor").trimEnd()}\n\`\`\`\n`;
};

const source = ts.createSourceFile(SOURCE, readFileSync(SOURCE, "utf8"), ts.ScriptTarget.Latest, true);

const isExported = (node: ts.Statement): boolean =>
  ts.canHaveModifiers(node) && (ts.getModifiers(node) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);

/** What stands before the body. */
function declarationOf(node: ts.Statement): string | undefined {
  const text = node.getText(source);
  if (ts.isInterfaceDeclaration(node)) return text;
  if (ts.isFunctionDeclaration(node) && node.body)
    return `${text.slice(0, node.body.getStart(source) - node.getStart(source)).trimEnd()};`;
  if (!ts.isVariableStatement(node)) return undefined;
  const [declared] = node.declarationList.declarations;
  const arrow = declared?.initializer;
  if (!declared || !arrow || !ts.isArrowFunction(arrow)) return undefined;
  const head = text
    .slice(0, arrow.body.getStart(source) - node.getStart(source))
    .replace(/=>\s*$/, "")
    .trimEnd();
  return `${head.replace(/^export const (\w+) = /, "export function $1")};`;
}

function commentOf(node: ts.Statement): string {
  const [comment] = ts.getLeadingCommentRanges(source.text, node.getFullStart())?.slice(-1) ?? [];
  if (!comment) return "";
  return source.text
    .slice(comment.pos, comment.end)
    .replace(/^\/\*\*|\*\/$/g, "")
    .split("\n")
    .map((line) => line.replace(/^\s*\*? ?/, ""))
    .join("\n")
    .replace(/@throws (\w+)/g, "Throws `$1`")
    .trim();
}

const nameOf = (node: ts.Statement): string => {
  if (ts.isFunctionDeclaration(node) || ts.isInterfaceDeclaration(node)) return node.name?.text ?? "";
  return ts.isVariableStatement(node) ? (node.declarationList.declarations[0]?.name.getText(source) ?? "") : "";
};

const reference = source.statements.filter(isExported).flatMap((node) => {
  const declaration = declarationOf(node);
  if (declaration === undefined) return [];
  return [`### ${nameOf(node)}\n\n${commentOf(node)}\n\n\`\`\`ts\n${declaration}\n\`\`\`\n`];
});

const others = source.statements.flatMap((node) =>
  ts.isExportDeclaration(node) && node.exportClause && ts.isNamedExports(node.exportClause)
    ? node.exportClause.elements.map(({ name }) => `\`${name.text}\``)
    : [],
);

if (reference.length === 0 || others.length === 0)
  throw new Error("src/library/index.ts exports nothing that is known here");
const text = [
  INTRODUCTION,
  ...TITLES.map(exampleSection),
  "## Reference\n",
  ...reference,
  `### Types of the answers\n\n${others.join(", ")}: described by the [JSON schemas](schemas/README.md) and by the package's own types.\n`,
].join("\n");

if (!process.argv.includes("--check")) writeFileSync(FILE, text);
else if (!existsSync(FILE) || readFileSync(FILE, "utf8") !== text) {
  process.stderr.write("docs/library.md is not what the code and the examples say; run `npm run generate`\n");
  process.exitCode = 1;
}
