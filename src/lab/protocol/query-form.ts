/** Requests of AWS Query (iam, sts): forms whose dotted names stand for a tree, read by shape. */
import { MAXIMUM_DEPTH, tooDeep } from "./refusal.ts";
import { type CompiledShape, elementOf, keyOf, record } from "./shape.ts";
import { valueOfText } from "./text-value.ts";

type Node = string | NodeTree;
interface NodeTree {
  [key: string]: Node;
}

/** The input in a form, by shape. @throws ApiError `SerializationException` */
export function inputOfForm(shape: CompiledShape, form: URLSearchParams): Record<string, unknown> {
  return structureOf(shape, treeOf(form), "");
}

/** The dotted names as a tree: `Tags.member.1.Key=x` → Tags → member → 1 → Key. */
function treeOf(form: URLSearchParams): NodeTree {
  const root = record() as NodeTree;
  for (const [name, value] of form) {
    const parts = name.split(".", MAXIMUM_DEPTH + 1);
    if (parts.length > MAXIMUM_DEPTH) throw tooDeep();
    const last = parts.pop() ?? name;
    let node = root;
    for (const part of parts) node = branch(node, part);
    node[last] ??= value;
  }
  return root;
}

function branch(node: NodeTree, name: string): NodeTree {
  const known = node[name];
  if (typeof known === "object") return known;
  const made = record() as NodeTree;
  node[name] = made;
  return made;
}

function fromNode(shape: CompiledShape, node: Node | undefined, at: string): unknown {
  if (node === undefined) return undefined;
  switch (shape.type) {
    case "structure":
      return structureOf(shape, typeof node === "string" ? {} : node, at);
    case "list":
      return listOf(shape, node, at);
    case "map":
      return mapOf(shape, node, at);
    default:
      return typeof node === "string" ? valueOfText(shape, node, at) : undefined;
  }
}

function structureOf(shape: CompiledShape, node: NodeTree, at: string): Record<string, unknown> {
  const structure = record();
  for (const { name, wireName, path, shape: member } of shape.members) {
    if (!Object.hasOwn(node, wireName)) continue;
    const value = fromNode(member, node[wireName], at === "" ? path : `${at}.${path}`);
    if (value !== undefined) structure[name] = value;
  }
  return structure;
}

/** `Name.member.N`, flattened `Name.N`; an empty list arrives as `Name=`. */
function listOf(shape: CompiledShape, node: Node, at: string): unknown[] {
  if (typeof node === "string") return [];
  const element = elementOf(shape);
  const items = shape.flattened ? node : (node[element.locationName ?? "member"] ?? node);
  if (typeof items === "string") return [];
  return numbered(items).map((name, index) => fromNode(element, items[name], `${at}.${index + 1}.member`));
}

/** `Name.entry.N.key` and `.value`. */
function mapOf(shape: CompiledShape, node: Node, at: string): Record<string, unknown> {
  const map = record();
  const entries = typeof node === "string" ? "" : shape.flattened ? node : (node["entry"] ?? "");
  if (typeof entries === "string") return map;
  const [key, element] = [keyOf(shape), elementOf(shape)];
  for (const number of numbered(entries)) {
    const entry = entries[number];
    const name = typeof entry === "object" ? entry[key.locationName ?? "key"] : undefined;
    if (typeof entry !== "object" || typeof name !== "string") continue;
    map[name] = fromNode(element, entry[element.locationName ?? "value"], `${at}.${name}`);
  }
  return map;
}

/** The numbered names in their order; gaps close. */
const numbered = (node: NodeTree): string[] =>
  Object.keys(node)
    .filter((name) => /^[1-9]\d{0,8}$/.test(name))
    .sort((a, b) => Number(a) - Number(b));
