/** Shapes of an API model, resolved once: parsing, checking and rendering walk these and look nothing up. */
import type { ServiceModel, Shape, ShapeReference } from "./model.ts";

export interface Member {
  readonly name: string;
  /** The name in a JSON body, a form, a query string or an XML element. */
  readonly wireName: string;
  /** The name as AWS's sentences print it: `instanceArn`. */
  readonly path: string;
  readonly isRequired: boolean;
  readonly shape: CompiledShape;
}

/** A shape with its reference's keywords (location, name on the wire) laid over it. */
export interface CompiledShape
  extends Omit<Shape, "members" | "required" | "member" | "key" | "value" | "pattern" | "enum"> {
  readonly name: string;
  readonly location: ShapeReference["location"] | undefined;
  readonly locationName: string | undefined;
  /** In the model's order, which is the order of what is rendered. */
  readonly members: readonly Member[];
  /** Of a list its elements, of a map its values. */
  readonly element: CompiledShape | undefined;
  readonly key: CompiledShape | undefined;
  readonly enum: ReadonlySet<string> | undefined;
  readonly pattern: { readonly source: string; readonly expression: RegExp | undefined } | undefined;
}

type Open<T> = { -readonly [K in keyof T]: T[K] };

export type CompileShape = (reference: ShapeReference) => CompiledShape;

/** Compiles shapes on first use; shapes may contain themselves. */
export function shapeCompiler(model: ServiceModel): CompileShape {
  const compiled = new WeakMap<ShapeReference, CompiledShape>();
  const compile: CompileShape = (reference) => {
    const known = compiled.get(reference);
    if (known) return known;
    const shape = Object.hasOwn(model.shapes, reference.shape) ? model.shapes[reference.shape] : undefined;
    if (!shape) throw new TypeError(`the API model has no shape ${reference.shape}`);
    const open: Open<CompiledShape> = bare(shape, reference);
    // Before what is inside it, so that a shape that contains itself finds itself.
    compiled.set(reference, open);
    const required = new Set(shape.required);
    const inner = shape.member ?? shape.value;
    open.element = inner && compile(inner);
    open.key = shape.key && compile(shape.key);
    open.members = Object.entries(shape.members ?? {}).map(([name, member]) => ({
      name,
      wireName: member.locationName ?? name,
      path: name.slice(0, 1).toLowerCase() + name.slice(1),
      isRequired: required.has(name),
      shape: compile(member),
    }));
    return open;
  };
  return compile;
}

function bare(shape: Shape, reference: ShapeReference): CompiledShape {
  const { members: _, required: __, member: ___, key: ____, value: _____, ...keywords } = shape;
  return {
    ...keywords,
    name: reference.shape,
    location: reference.location,
    locationName: reference.locationName,
    members: [],
    element: undefined,
    key: undefined,
    enum: shape.enum && new Set(shape.enum),
    pattern:
      shape.pattern === undefined ? undefined : { source: shape.pattern, expression: patternExpression(shape.pattern) },
  };
}

/** What the `u` flag lets a backslash stand before. */
const ESCAPABLE = /[\w^$\\.*+?()[\]{}|/]/;

/**
 * The model's pattern over the whole value. Patterns are written for Java, whose escapes of ordinary characters (`\_`) the
 * `u` flag refuses; without the flag `\p{L}` would mean something else, so the needless escapes go and the flag stays.
 */
export function patternExpression(written: string): RegExp | undefined {
  // Java's inline flag: the dot matches line ends, too.
  const isDotAll = written.startsWith("(?s)");
  const source = isDotAll ? written.slice("(?s)".length) : written;
  const flag = isDotAll ? "s" : "";
  const strict = source.replace(/\\(.)/gu, (escaped, character: string) => {
    if (character === "-") return "\\u002d";
    return ESCAPABLE.test(character) && character !== "_" ? escaped : character;
  });
  return expression(source, `u${flag}`) ?? expression(strict, `u${flag}`) ?? expression(source, flag);
}

function expression(source: string, flags: string): RegExp | undefined {
  try {
    return new RegExp(`^(?:${source})$`, flags);
  } catch {
    return undefined;
  }
}

/** The element shape of a list, the value shape of a map. */
export function elementOf(shape: CompiledShape): CompiledShape {
  if (!shape.element) throw new TypeError(`${shape.name} is a list or map without an element shape`);
  return shape.element;
}

/** The key shape of a map. */
export function keyOf(shape: CompiledShape): CompiledShape {
  if (!shape.key) throw new TypeError(`${shape.name} is a map without a key shape`);
  return shape.key;
}

/** An object whose keys are data: no prototype, so that `__proto__` and its like are ordinary members. */
export const record = (): Record<string, unknown> => Object.create(null) as Record<string, unknown>;

/** Whether a value is an object with members. */
export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
