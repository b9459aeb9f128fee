/** How AWS prints a value in its sentences: as Java does. Sensitive parts are masked. */
import { type CompiledShape, elementOf } from "./shape.ts";

const MASK = "***Sensitive Data Redacted***";

/** `[a, b]` for lists, `{k=v}` for maps, `Tag(key=a, value=b)` for structures (the last inferred from Java SDKs). */
export function printed(shape: CompiledShape, value: unknown): string {
  if (value === undefined) return "null";
  if (shape.sensitive) return MASK;
  switch (shape.type) {
    case "structure":
      return shape.document ? JSON.stringify(value) : printedStructure(shape, value as Record<string, unknown>);
    case "list":
      return `[${(value as readonly unknown[]).map((item) => printed(elementOf(shape), item)).join(", ")}]`;
    case "map": {
      const entries = Object.entries(value as Record<string, unknown>);
      return `{${entries.map(([key, item]) => `${key}=${printed(elementOf(shape), item)}`).join(", ")}}`;
    }
    case "timestamp":
      return (value as Date).toISOString();
    case "blob":
      return `java.nio.HeapByteBuffer[pos=0 lim=${(value as Uint8Array).length} cap=${(value as Uint8Array).length}]`;
    default:
      return String(value);
  }
}

function printedStructure(shape: CompiledShape, value: Readonly<Record<string, unknown>>): string {
  const members = shape.members.map(({ name, path, shape: member }) => `${path}=${printed(member, value[name])}`);
  return `${shape.name}(${members.join(", ")})`;
}
