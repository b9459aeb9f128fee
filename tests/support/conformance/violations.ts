/** Each constraint of an API model's input broken once, everything else valid. */
import type { CompiledShape } from "../../../src/lab/protocol/shape.ts";
import { generatedValue } from "../../../src/lab/protocol/testing/generated-value.ts";

export interface Violation {
  /** `AccessControlAttributes[0].Key: pattern` */
  readonly what: string;
  readonly input: Record<string, unknown>;
}

/** Texts of which one at least breaks any pattern that breaks at all. */
const ODD = ["!", " ", "\u0007", "", "a b", "-", "ß\u0000", "x".repeat(20), "1"];

/** Shapes that contain themselves end here. */
const DEEPEST = 8;

/** A change of the value at a place; `undefined` takes it away. */
interface Break {
  readonly what: string;
  readonly path: readonly (string | number)[];
  readonly value: unknown;
}

export function violationsOf(shape: CompiledShape): readonly Violation[] {
  const valid = generatedValue(shape) as Record<string, unknown>;
  return breaksOf(shape, [], 0).map(({ what, path, value }) => ({
    what,
    input: replaced(valid, path, value) as Record<string, unknown>,
  }));
}

function breaksOf(shape: CompiledShape, path: Break["path"], depth: number): readonly Break[] {
  if (depth > DEEPEST || shape.document === true) return [];
  // An empty label of the path would be another path.
  const isLabel = shape.location === "uri";
  const own = ownBreaks(shape)
    .filter(([, value]) => !isLabel || value !== "")
    .map(([what, value]) => ({ what: `${printed(path)}: ${what}`, path, value }));
  if (shape.type === "list" && shape.element) return [...own, ...breaksOf(shape.element, [...path, 0], depth + 1)];
  if (shape.type !== "structure") return own;
  const members = shape.union ? shape.members.slice(0, 1) : shape.members;
  const inner = members.flatMap(({ name, isRequired, shape: member }) => {
    const at = [...path, name];
    // A label of the path cannot be left out of a request.
    const gone =
      isRequired && member.location !== "uri" ? [{ what: `${printed(at)}: required`, path: at, value: undefined }] : [];
    return [...gone, ...breaksOf(member, at, depth + 1)];
  });
  return [...own, ...inner];
}

const printed = (path: Break["path"]): string => path.join(".");

function ownBreaks(shape: CompiledShape): readonly (readonly [string, unknown])[] {
  const { type, enum: allowed, pattern, min, max } = shape;
  if (type === "string") {
    if (allowed) return [["enum", "NO_SUCH_VALUE"]];
    const odd = pattern?.expression && ODD.find((text) => !pattern.expression?.test(text));
    const text = String(generatedValue(shape));
    return [
      ...(odd === undefined ? [] : [["pattern", odd] as const]),
      ...(min !== undefined && min > 0 ? [["min length", ""] as const] : []),
      ...(max === undefined || max > 100_000 ? [] : [["max length", text.slice(0, 1).repeat(max + 1)] as const]),
    ];
  }
  if (type === "list")
    return [
      ...(min !== undefined && min > 0 ? [["min items", []] as const] : []),
      ...(max === undefined || !shape.element
        ? []
        : [
            [
              "max items",
              Array.from({ length: max + 1 }, () => shape.element && generatedValue(shape.element)),
            ] as const,
          ]),
    ];
  if (type === "integer" || type === "long")
    return [
      ...(min === undefined ? [] : [["minimum", min - 1] as const]),
      ...(max === undefined ? [] : [["maximum", max + 1] as const]),
    ];
  return [];
}

function replaced(value: unknown, [key, ...rest]: Break["path"], changed: unknown): unknown {
  if (key === undefined) return changed;
  if (Array.isArray(value)) return value.map((item, at) => (at === key ? replaced(item, rest, changed) : item));
  const record = value as Record<string, unknown>;
  const { [key]: before, ...others } = record;
  const after = replaced(before, rest, changed);
  return after === undefined ? others : { ...record, [key]: after };
}
