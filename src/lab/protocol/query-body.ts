/** AWS Query: form-encoded requests and XML answers (iam, sts), by shape. */
import { elementOf, membersOf, type Resolve, type ResolvedShape, record } from "./model.ts";

type Node = string | NodeTree;
interface NodeTree {
  [key: string]: Node;
}

/** The dotted names of a form as a tree: `Tags.member.1.Key=x` → Tags → member → 1 → Key. */
function treeOf(form: URLSearchParams): NodeTree {
  const root = record() as NodeTree;
  for (const [name, value] of form) {
    const parts = name.split(".").slice(0, 32);
    const last = parts.pop() ?? name;
    let node = root;
    for (const part of parts) {
      const next = node[part];
      const branch = typeof next === "object" ? next : (record() as NodeTree);
      node[part] = branch;
      node = branch;
    }
    node[last] = value;
  }
  return root;
}

/** The input in a form, by shape. */
export function fromQuery(shape: ResolvedShape, form: URLSearchParams, resolve: Resolve): unknown {
  return fromNode(shape, treeOf(form), resolve) ?? record();
}

function fromNode(shape: ResolvedShape, node: Node | undefined, resolve: Resolve): unknown {
  if (node === undefined) return undefined;
  switch (shape.type) {
    case "structure": {
      const structure = record();
      if (typeof node === "string") return structure;
      for (const [name, member] of membersOf(shape, resolve)) {
        const value = fromNode(member, node[member.locationName ?? name], resolve);
        if (value !== undefined) structure[name] = value;
      }
      return structure;
    }
    case "list":
      return listFromNode(shape, node, resolve);
    case "map":
      return mapFromNode(shape, node, resolve);
    default:
      return typeof node === "string" ? scalarFromText(shape, node) : undefined;
  }
}

/** `Name.member.N`, flattened `Name.N`; an empty list arrives as `Name=`. */
function listFromNode(shape: ResolvedShape, node: Node, resolve: Resolve): unknown[] {
  if (typeof node === "string") return [];
  const element = elementOf(shape.member, resolve);
  const items = shape.flattened ? node : (node[element.locationName ?? "member"] ?? node);
  if (typeof items === "string") return [];
  return Object.keys(items)
    .map(Number)
    .filter(Number.isInteger)
    .sort((a, b) => a - b)
    .map((index) => fromNode(element, items[String(index)], resolve));
}

/** `Name.entry.N.key` and `.value`. */
function mapFromNode(shape: ResolvedShape, node: Node, resolve: Resolve): unknown {
  const map = record();
  if (typeof node === "string") return map;
  const [key, value] = [elementOf(shape.key, resolve), elementOf(shape.value, resolve)];
  const entries = shape.flattened ? node : (node["entry"] ?? {});
  for (const entry of typeof entries === "string" ? [] : Object.values(entries)) {
    if (typeof entry === "string") continue;
    const name = entry[key.locationName ?? "key"];
    if (typeof name === "string") map[name] = fromNode(value, entry[value.locationName ?? "value"], resolve);
  }
  return map;
}

/** A value that is text on the wire: in forms, query strings, headers and paths. */
export function scalarFromText(shape: ResolvedShape, text: string): unknown {
  switch (shape.type) {
    case "boolean":
      return text === "true";
    case "integer":
    case "long":
    case "float":
    case "double":
      return Number(text);
    case "timestamp":
      return new Date(text);
    case "blob":
      return Buffer.from(text, "base64");
    default:
      return text;
  }
}

/** The content of an XML element by shape; ISO 8601 timestamps. */
export function toXml(shape: ResolvedShape, value: unknown, resolve: Resolve): string {
  if (value === undefined || value === null) return "";
  switch (shape.type) {
    case "structure":
      return membersOf(shape, resolve)
        .map(([name, member]) =>
          memberXml(member, (value as Record<string, unknown>)[name], member.locationName ?? name, resolve),
        )
        .join("");
    case "list": {
      const element = elementOf(shape.member, resolve);
      return listXml(value as readonly unknown[], element, element.locationName ?? "member", resolve);
    }
    case "map": {
      const [key, element] = [elementOf(shape.key, resolve), elementOf(shape.value, resolve)];
      return Object.entries(value as Record<string, unknown>)
        .map(([name, item]) =>
          tag(
            "entry",
            tag(key.locationName ?? "key", escapeXml(name)) +
              tag(element.locationName ?? "value", toXml(element, item, resolve)),
          ),
        )
        .join("");
    }
    case "timestamp":
      return (value as Date).toISOString();
    case "blob":
      return Buffer.from(value as Uint8Array).toString("base64");
    default:
      return escapeXml(String(value));
  }
}

function memberXml(member: ResolvedShape, value: unknown, name: string, resolve: Resolve): string {
  if (value === undefined || value === null) return "";
  if (member.type === "list" && member.flattened)
    return listXml(value as readonly unknown[], elementOf(member.member, resolve), name, resolve);
  return tag(name, toXml(member, value, resolve));
}

const listXml = (items: readonly unknown[], element: ResolvedShape, name: string, resolve: Resolve): string =>
  items.map((item) => tag(name, toXml(element, item, resolve))).join("");

export const tag = (name: string, content: string): string => `<${name}>${content}</${name}>`;

/** Also escapes what XML cannot hold as it is: carriage returns, the next-line and line-separator characters. */
export function escapeXml(text: string): string {
  return text.replace(/[&<>"'\r\u0085\u2028]/g, (character) => `&#x${character.charCodeAt(0).toString(16)};`);
}
