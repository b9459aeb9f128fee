/** Answers of AWS Query (iam, sts): XML by shape. */
import { type CompiledShape, elementOf, keyOf } from "./shape.ts";

/** The content of an XML element by shape; ISO 8601 timestamps, members in the model's order. */
export function toXml(shape: CompiledShape, value: unknown): string {
  if (value === undefined || value === null) return "";
  switch (shape.type) {
    case "structure":
      return structureXml(shape, value as Record<string, unknown>);
    case "list":
      return listXml(elementOf(shape), value as readonly unknown[], elementOf(shape).locationName ?? "member");
    case "map":
      return mapXml(shape, value as Record<string, unknown>, "entry");
    case "timestamp":
      return (value as Date).toISOString();
    case "blob":
      return Buffer.from(value as Uint8Array).toString("base64");
    default:
      return escapeXml(String(value));
  }
}

function structureXml(shape: CompiledShape, value: Record<string, unknown>): string {
  return shape.members
    .map(({ name, wireName, shape: member }) =>
      Object.hasOwn(value, name) ? memberXml(member, value[name], wireName) : "",
    )
    .join("");
}

/** A flattened list or map has no element of its own around it. */
function memberXml(shape: CompiledShape, value: unknown, name: string): string {
  if (value === undefined || value === null) return "";
  if (shape.flattened && shape.type === "list") return listXml(elementOf(shape), value as readonly unknown[], name);
  if (shape.flattened && shape.type === "map") return mapXml(shape, value as Record<string, unknown>, name);
  return tag(name, toXml(shape, value));
}

const listXml = (element: CompiledShape, items: readonly unknown[], name: string): string =>
  items.map((item) => tag(name, toXml(element, item))).join("");

function mapXml(shape: CompiledShape, value: Record<string, unknown>, name: string): string {
  const [key, element] = [keyOf(shape), elementOf(shape)];
  const entry = ([itemName, item]: readonly [string, unknown]) =>
    tag(key.locationName ?? "key", escapeXml(itemName)) + tag(element.locationName ?? "value", toXml(element, item));
  return Object.entries(value)
    .map((item) => tag(name, entry(item)))
    .join("");
}

/** An element and its content, which is XML already. */
export const tag = (name: string, content: string): string => `<${name}>${content}</${name}>`;

/** What XML 1.0 cannot hold even when it is escaped: control characters, halves of surrogate pairs, two noncharacters. */
const FORBIDDEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this is about
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** Also escapes what parsers turn into spaces: carriage returns, the next-line and line-separator characters. */
export function escapeXml(text: string): string {
  return text
    .replace(FORBIDDEN, "\ufffd")
    .replace(/[&<>"'\r\u0085\u2028]/g, (character) => `&#x${character.charCodeAt(0).toString(16)};`);
}
