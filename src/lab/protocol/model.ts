/** The form of AWS's API models (`service-2.json`), as far as the kernel reads them. */

export type ProtocolName = "json" | "query" | "rest-json";

export interface ShapeReference {
  readonly shape: string;
  readonly location?: "uri" | "querystring" | "header" | "headers" | "statusCode";
  readonly locationName?: string;
  readonly resultWrapper?: string;
}

export interface Shape {
  readonly type: string;
  readonly members?: Readonly<Record<string, ShapeReference>>;
  readonly required?: readonly string[];
  readonly member?: ShapeReference;
  readonly key?: ShapeReference;
  readonly value?: ShapeReference;
  readonly enum?: readonly string[];
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: string;
  readonly sensitive?: boolean;
  readonly union?: boolean;
  readonly document?: boolean;
  readonly flattened?: boolean;
  readonly payload?: string;
  readonly error?: { readonly code?: string; readonly httpStatusCode?: number };
}

export interface OperationModel {
  readonly name: string;
  readonly http: { readonly method: string; readonly requestUri: string; readonly responseCode?: number };
  readonly input?: ShapeReference;
  readonly output?: ShapeReference;
}

export interface ServiceModel {
  readonly metadata: {
    readonly protocol: ProtocolName;
    readonly signingName?: string;
    readonly endpointPrefix: string;
    readonly targetPrefix?: string;
    readonly jsonVersion?: string;
    readonly apiVersion: string;
    readonly xmlNamespace?: string;
  };
  readonly operations: Readonly<Record<string, OperationModel>>;
  readonly shapes: Readonly<Record<string, Shape>>;
  readonly pagination?: Readonly<Record<string, unknown>>;
}

/** A shape with its reference's own keywords (location, name on the wire) laid over it. */
export type ResolvedShape = Shape & Partial<ShapeReference> & { readonly name: string };

export type Resolve = (reference: ShapeReference) => ResolvedShape;

/** Looks shapes up; each reference is resolved once, which makes parsing ten times quicker. */
export function shapeResolver(model: ServiceModel): Resolve {
  const memo = new WeakMap<ShapeReference, ResolvedShape>();
  return (reference) => {
    const known = memo.get(reference);
    if (known) return known;
    const shape = model.shapes[reference.shape];
    if (!shape) throw new TypeError(`the API model has no shape ${reference.shape}`);
    const resolved = { ...shape, ...reference, name: reference.shape };
    memo.set(reference, resolved);
    return resolved;
  };
}

/** The members of a structure with their shapes, in the model's order. */
export function membersOf(shape: ResolvedShape, resolve: Resolve): readonly (readonly [string, ResolvedShape])[] {
  return Object.entries(shape.members ?? {}).map(([name, reference]) => [name, resolve(reference)] as const);
}

/** The element shape of a list or the value shape of a map. */
export function elementOf(reference: ShapeReference | undefined, resolve: Resolve): ResolvedShape {
  if (!reference) throw new TypeError("a list or map without an element shape");
  return resolve(reference);
}

/** An object whose keys are data: no prototype, so that `__proto__` and its like are ordinary members. */
export const record = (): Record<string, unknown> => Object.create(null) as Record<string, unknown>;
