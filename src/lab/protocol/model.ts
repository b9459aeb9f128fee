/** The form of AWS's API models (`service-2.json`), as far as the kernel reads them. */

type ProtocolName = "json" | "query" | "rest-json";

export interface ShapeReference {
  readonly shape: string;
  readonly location?: "uri" | "querystring" | "header" | "statusCode";
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
  /** Of timestamps in JSON bodies; without it they are epoch seconds. */
  readonly timestampFormat?: string;
  /** An error that is the service's own fault: HTTP 500. */
  readonly fault?: boolean;
  readonly error?: { readonly code?: string; readonly httpStatusCode?: number };
  /** Of an error of a service that once spoke the Query protocol: its name there. */
  readonly queryError?: string;
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
    readonly signatureVersion?: string;
    readonly endpointPrefix: string;
    readonly targetPrefix?: string;
    readonly jsonVersion?: string;
    /** The service once spoke the Query protocol, and names its errors in a header as it did then. */
    readonly awsQueryCompatible?: object;
    readonly apiVersion: string;
    readonly xmlNamespace?: string;
  };
  readonly operations: Readonly<Record<string, OperationModel>>;
  readonly shapes: Readonly<Record<string, Shape>>;
  readonly pagination?: Readonly<Record<string, unknown>>;
}

/** Corrections to a model: keywords laid over its shapes, and shapes that it lacks. */
export interface ModelPatch {
  readonly shapes: Readonly<Record<string, Partial<Shape>>>;
}

/** The model with its corrections. */
export function patched(model: ServiceModel, patch: ModelPatch | undefined): ServiceModel {
  if (!patch) return model;
  const shapes = Object.entries(patch.shapes).map(([name, keywords]) => {
    const shape: Shape = { type: "structure", ...model.shapes[name], ...keywords };
    return [name, shape] as const;
  });
  return { ...model, shapes: { ...model.shapes, ...Object.fromEntries(shapes) } };
}
