/** Reads the TypeScript files of a folder once: imports and functions of each, for `npm run measure`, the architecture test and the picture. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import ts from "typescript";

export interface Import {
  /** The importing file, relative to the folder. */
  readonly file: string;
  /** A file relative to the folder, or the name of a package. */
  readonly target: string;
  readonly isOurs: boolean;
  readonly isTypeOnly: boolean;
}

interface MeasuredFunction {
  readonly file: string;
  readonly name: string;
  readonly line: number;
  readonly lines: number;
}

export interface MeasuredFile {
  readonly file: string;
  readonly lines: number;
  readonly imports: readonly Import[];
  readonly functions: readonly MeasuredFunction[];
}

/** Every file of the folder but its tests. */
export function readSources(folder: string): readonly MeasuredFile[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => /\.tsx?$/.test(path) && !/\.test\.tsx?$/.test(path))
    .map((path) => path.split(sep).join("/"))
    .sort()
    .map((path) => readSource(folder, path));
}

function readSource(folder: string, file: string): MeasuredFile {
  const text = readFileSync(join(folder, file), "utf8");
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const imports: Import[] = [];
  const functions: MeasuredFunction[] = [];
  const visit = (node: ts.Node): void => {
    const found = importOf(node);
    if (found) imports.push({ file, ...found, ...targetOf(folder, file, found.specifier) });
    if (ts.isFunctionLike(node) && "body" in node && node.body) functions.push(measured(node, source));
    ts.forEachChild(node, visit);
  };
  visit(source);
  return { file, lines: text.trimEnd().split("\n").length, imports, functions };
}

function importOf(node: ts.Node): { readonly specifier: string; readonly isTypeOnly: boolean } | undefined {
  if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
    return { specifier: node.moduleSpecifier.text, isTypeOnly: node.importClause?.isTypeOnly ?? false };
  }
  if (ts.isExportDeclaration(node) && node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier)) {
    return { specifier: node.moduleSpecifier.text, isTypeOnly: node.isTypeOnly };
  }
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument) && ts.isStringLiteral(node.argument.literal)) {
    return { specifier: node.argument.literal.text, isTypeOnly: true };
  }
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
    const [argument] = node.arguments;
    if (argument && ts.isStringLiteral(argument)) return { specifier: argument.text, isTypeOnly: false };
  }
  return undefined;
}

function targetOf(folder: string, file: string, specifier: string): Pick<Import, "target" | "isOurs"> {
  if (!specifier.startsWith(".")) return { target: specifier, isOurs: false };
  const path = relative(folder, resolve(folder, dirname(file), specifier))
    .split(sep)
    .join("/");
  return { target: path, isOurs: /\.tsx?$/.test(path) && !path.startsWith("../") };
}

function measured(node: ts.SignatureDeclaration, source: ts.SourceFile): MeasuredFunction {
  const first = source.getLineAndCharacterOfPosition(node.getStart(source)).line;
  const last = source.getLineAndCharacterOfPosition(node.end).line;
  return { file: source.fileName, name: nameOf(node), line: first + 1, lines: last - first + 1 };
}

function nameOf(node: ts.SignatureDeclaration): string {
  const named = node.name ?? (namesItsValue(node.parent) ? node.parent.name : undefined);
  return named?.getText() ?? "an unnamed function";
}

const namesItsValue = (node: ts.Node): node is ts.VariableDeclaration | ts.PropertyAssignment =>
  ts.isVariableDeclaration(node) || ts.isPropertyAssignment(node);
