/** One AWS service driven by its API model: route → parse → validate → (handler) → render, in three wire protocols. */
import type { ApiError } from "./api-error.ts";
import { errorAnswer, jsonContentType } from "./error-answer.ts";
import { inputOfJson, toJson } from "./json-body.ts";
import type { OperationModel, ServiceModel } from "./model.ts";
import { inputOfForm } from "./query-form.ts";
import { inputOfRest, restAnswer } from "./rest.ts";
import { type Route, routeOf } from "./route.ts";
import { type CompiledShape, type CompileShape, record, shapeCompiler } from "./shape.ts";
import { validate } from "./validate.ts";
import { formOf, type RoutedCall, type WireAnswer, type WireRequest } from "./wire.ts";
import { tag, toXml } from "./xml.ts";

export interface CompiledService {
  readonly model: ServiceModel;
  /** @throws ApiError `UnknownOperationException`, in Query services `InvalidAction`. */
  readonly route: Route;
  /** The input by the model, not checked yet. @throws ApiError `SerializationException`. */
  readonly parse: (call: RoutedCall, request: WireRequest) => Record<string, unknown>;
  /** @throws ApiError `ValidationException` that lists every violation. */
  readonly validate: (operation: OperationModel, input: Readonly<Record<string, unknown>>) => void;
  readonly renderOutput: (operation: OperationModel, output: unknown, requestId: string) => WireAnswer;
  readonly renderError: (error: ApiError, requestId: string) => WireAnswer;
}

/** Compiles a service's model; done once, at the start of the lab. */
export function compileService(model: ServiceModel): CompiledService {
  const compile = shapeCompiler(model);
  const parse = parserOf(model);
  const render = rendererOf(model, compile);
  return {
    model,
    route: routeOf(model),
    parse: (call, request) => (call.operation.input ? parse(compile(call.operation.input), call, request) : record()),
    validate: ({ input: reference }, input) => {
      if (reference) validate(compile(reference), input, model);
    },
    renderOutput: (operation, output, requestId) => {
      const answer = render(operation, (output ?? {}) as Record<string, unknown>, requestId);
      return { ...answer, headers: { ...answer.headers, "x-amzn-requestid": requestId } };
    },
    renderError: (error, requestId) => errorAnswer(model, compile, error, requestId),
  };
}

type Parser = (shape: CompiledShape, call: RoutedCall, request: WireRequest) => Record<string, unknown>;

function parserOf({ metadata }: ServiceModel): Parser {
  switch (metadata.protocol) {
    case "json":
      return (shape, _call, { body }) => inputOfJson(shape, body);
    case "query":
      return (shape, _call, request) => inputOfForm(shape, formOf(request));
    case "rest-json":
      return inputOfRest;
  }
}

type Renderer = (operation: OperationModel, output: Record<string, unknown>, requestId: string) => WireAnswer;

function rendererOf(model: ServiceModel, compile: CompileShape): Renderer {
  const contentType = jsonContentType(model);
  switch (model.metadata.protocol) {
    case "json":
      return ({ output: reference }, output) => {
        const body = reference ? toJson(compile(reference), output) : {};
        return { status: 200, headers: { "content-type": contentType }, body: JSON.stringify(body) };
      };
    case "query":
      return (operation, output, requestId) => xmlAnswer(model, compile, operation, output, requestId);
    case "rest-json":
      return ({ output: reference, http }, output) =>
        reference
          ? restAnswer(compile(reference), output, http.responseCode ?? 200)
          : { status: http.responseCode ?? 200, headers: { "content-type": contentType }, body: "" };
  }
}

function xmlAnswer(
  { metadata }: ServiceModel,
  compile: CompileShape,
  { name, output: reference }: OperationModel,
  output: Record<string, unknown>,
  requestId: string,
): WireAnswer {
  const content = reference ? toXml(compile(reference), output) : "";
  const result = reference?.resultWrapper ? tag(reference.resultWrapper, content) : content;
  const about = tag("ResponseMetadata", tag("RequestId", requestId));
  return {
    status: 200,
    headers: { "content-type": "text/xml" },
    body: `<${name}Response xmlns="${metadata.xmlNamespace ?? ""}">${result}${about}</${name}Response>`,
  };
}
