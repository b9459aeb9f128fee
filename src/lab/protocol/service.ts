/** One AWS service driven by its API model: route → parse → validate → (handler) → render, in three wire protocols. */
import { ApiError } from "./api-error.ts";
import { fromJson, parseJsonText, toJson } from "./json-body.ts";
import {
  membersOf,
  type OperationModel,
  type ResolvedShape,
  record,
  type ServiceModel,
  shapeResolver,
} from "./model.ts";
import { escapeXml, fromQuery, scalarFromText, tag, toXml } from "./query-body.ts";
import { validate } from "./validate.ts";

/** A request as the server read it: header names in lower case, the body as text. */
export interface WireRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

export interface WireAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface RoutedCall {
  readonly operation: OperationModel;
  readonly labels: Readonly<Record<string, string>>;
}

export interface CompiledService {
  readonly model: ServiceModel;
  /** @throws ApiError `UnknownOperationException`, in Query services `InvalidAction`. */
  readonly route: (request: WireRequest) => RoutedCall;
  /** The input by the model, checked. @throws ApiError `SerializationException`, `ValidationException`. */
  readonly parse: (call: RoutedCall, request: WireRequest) => Record<string, unknown>;
  readonly renderOutput: (operation: OperationModel, output: unknown, requestId: string) => WireAnswer;
  readonly renderError: (error: ApiError, requestId: string) => WireAnswer;
}

/** Compiles a service's model; done once, at the start of the lab. */
export function compileService(model: ServiceModel): CompiledService {
  const { protocol } = model.metadata;
  const resolve = shapeResolver(model);
  const parse = protocol === "json" ? parseJsonBody : protocol === "query" ? parseForm : parseRest;
  const render = protocol === "json" ? renderJson : protocol === "query" ? renderXml : renderRest;
  const compiled: Compiled = { model, resolve };
  const route = protocol === "rest-json" ? restRouter(model) : (request: WireRequest) => routeByName(model, request);
  return {
    model,
    route,
    parse: (call, request) => {
      if (!call.operation.input) return record();
      const shape = resolve(call.operation.input);
      const input = parse(compiled, shape, call, request);
      validate(shape, input, resolve, protocol);
      return input;
    },
    renderOutput: (operation, output, requestId) => render(compiled, operation, output, requestId),
    renderError: (error, requestId) => (protocol === "query" ? xmlError : jsonError)(compiled, error, requestId),
  };
}

interface Compiled {
  readonly model: ServiceModel;
  readonly resolve: (reference: { readonly shape: string }) => ResolvedShape;
}

/** JSON 1.1 by `X-Amz-Target`, whose last segment names the operation; Query by `Action`. */
function routeByName(model: ServiceModel, request: WireRequest): RoutedCall {
  if (model.metadata.protocol === "query") {
    const form = formOf(request);
    const action = form.get("Action") ?? "";
    const operation = Object.hasOwn(model.operations, action) ? model.operations[action] : undefined;
    if (operation) return { operation, labels: {} };
    throw new ApiError(
      "InvalidAction",
      `Could not find operation ${action} for version ${form.get("Version") ?? "NO_VERSION_SPECIFIED"}`,
    );
  }
  const target = request.headers["x-amz-target"] ?? "";
  const name = target.slice(target.lastIndexOf(".") + 1);
  const operation = Object.hasOwn(model.operations, name) ? model.operations[name] : undefined;
  if (operation) return { operation, labels: {} };
  throw new ApiError("UnknownOperationException", `The operation ${name || "(none)"} is not known`);
}

/** Query services also take GET with the form in the query string. */
const formOf = (request: WireRequest): URLSearchParams =>
  request.body === "" ? request.query : new URLSearchParams(request.body);

function restRouter(model: ServiceModel): (request: WireRequest) => RoutedCall {
  const routes = Object.values(model.operations).map((operation) => {
    const [path = "", query = ""] = operation.http.requestUri.split("?");
    const pattern = new RegExp(`^${path.replace(/\{(\w+)\+?\}/g, "(?<$1>[^/]+)")}$`);
    return { operation, pattern, query: [...new URLSearchParams(query)] };
  });
  // Two operations may share a path: the one that asks more of the query string is tried first.
  routes.sort((a, b) => b.query.length - a.query.length);
  return (request) => {
    const onPath = routes.filter(({ pattern }) => pattern.test(request.path));
    for (const { operation, pattern, query } of onPath) {
      if (operation.http.method !== request.method) continue;
      if (!query.every(([name, value]) => request.query.get(name) === value)) continue;
      return { operation, labels: { ...pattern.exec(request.path)?.groups } };
    }
    // Facts 4.1: a GET operation sent as POST is answered so.
    if (onPath.length > 0) throw new ApiError("MethodNotAllowedException", "Method not allowed", { status: 405 });
    throw new ApiError("UnknownOperationException", "", { status: 404 });
  };
}

function parseJsonBody({ resolve }: Compiled, shape: ResolvedShape, _call: RoutedCall, request: WireRequest) {
  return fromJson(shape, parseJsonText(request.body), resolve) as Record<string, unknown>;
}

function parseForm({ resolve }: Compiled, shape: ResolvedShape, _call: RoutedCall, request: WireRequest) {
  return fromQuery(shape, formOf(request), resolve) as Record<string, unknown>;
}

/** Body members, then those in path, query string and headers. */
function parseRest({ resolve }: Compiled, shape: ResolvedShape, call: RoutedCall, request: WireRequest) {
  const input = fromJson(shape, parseJsonText(request.body), resolve) as Record<string, unknown>;
  for (const [name, member] of membersOf(shape, resolve)) {
    const wireName = member.locationName ?? name;
    const text = restText(member, wireName, call, request);
    if (text !== undefined) input[name] = scalarFromText(member, text);
  }
  return input;
}

function restText(member: ResolvedShape, wireName: string, call: RoutedCall, request: WireRequest): string | undefined {
  switch (member.location) {
    case "uri":
      return call.labels[wireName] === undefined ? undefined : decodeLabel(call.labels[wireName]);
    case "querystring":
      return request.query.get(wireName) ?? undefined;
    case "header":
      return request.headers[wireName.toLowerCase()];
    default:
      return undefined;
  }
}

function decodeLabel(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new ApiError("SerializationException", "The path is not encoded as a URI");
  }
}

function renderJson(
  { model, resolve }: Compiled,
  operation: OperationModel,
  output: unknown,
  requestId: string,
): WireAnswer {
  const body = operation.output ? toJson(resolve(operation.output), output ?? {}, resolve) : {};
  return {
    status: 200,
    headers: {
      "content-type": `application/x-amz-json-${model.metadata.jsonVersion ?? "1.1"}`,
      "x-amzn-requestid": requestId,
    },
    body: JSON.stringify(body),
  };
}

function renderXml(
  { model, resolve }: Compiled,
  operation: OperationModel,
  output: unknown,
  requestId: string,
): WireAnswer {
  const content = operation.output ? toXml(resolve(operation.output), output ?? {}, resolve) : "";
  const result = operation.output?.resultWrapper ? tag(operation.output.resultWrapper, content) : content;
  const metadata = tag("ResponseMetadata", tag("RequestId", requestId));
  return {
    status: 200,
    headers: { "content-type": "text/xml", "x-amzn-requestid": requestId },
    body: `<${operation.name}Response xmlns="${model.metadata.xmlNamespace ?? ""}">${result}${metadata}</${operation.name}Response>`,
  };
}

function renderRest({ resolve }: Compiled, operation: OperationModel, output: unknown, requestId: string): WireAnswer {
  const status = operation.http.responseCode ?? 200;
  const headers: Record<string, string> = { "content-type": "application/json", "x-amzn-requestid": requestId };
  if (!operation.output) return { status, headers, body: "" };
  const shape = resolve(operation.output);
  const value = (output ?? {}) as Record<string, unknown>;
  for (const [name, member] of membersOf(shape, resolve))
    if (member.location === "header" && value[name] !== undefined)
      headers[member.locationName ?? name] = String(value[name]);
  return { status, headers, body: JSON.stringify(toJson(shape, value, resolve)) };
}

/** Status and code of an error: the model's where it lists the shape, else what the error says. */
function errorFacts({ model }: Compiled, error: ApiError): { readonly status: number; readonly code: string } {
  const listed = Object.hasOwn(model.shapes, error.code) ? model.shapes[error.code]?.error : undefined;
  // Query errors may go by another name than their shape (API model of iam: NoSuchEntity).
  return { status: error.status ?? listed?.httpStatusCode ?? 400, code: listed?.code ?? error.code };
}

/** Facts 3.1: sso-admin's errors carry `Message`; facts 4.1: the portal's `__type` has the switchboard's name before it. */
function jsonError(compiled: Compiled, error: ApiError, requestId: string): WireAnswer {
  const { status, code } = errorFacts(compiled, error);
  const isRest = compiled.model.metadata.protocol === "rest-json";
  const body = isRest
    ? { message: error.message, __type: `com.amazonaws.switchboard.portal#${code}`, ...error.fields }
    : { __type: code, Message: error.message, message: error.message, ...error.fields };
  const contentType = isRest
    ? "application/json"
    : `application/x-amz-json-${compiled.model.metadata.jsonVersion ?? "1.1"}`;
  return {
    status,
    headers: { "content-type": contentType, "x-amzn-requestid": requestId, "x-amzn-errortype": code },
    body: JSON.stringify(body),
  };
}

function xmlError(compiled: Compiled, error: ApiError, requestId: string): WireAnswer {
  const { status, code } = errorFacts(compiled, error);
  const content =
    tag("Type", status < 500 ? "Sender" : "Receiver") +
    tag("Code", escapeXml(code)) +
    tag("Message", escapeXml(error.message));
  return {
    status,
    headers: { "content-type": "text/xml", "x-amzn-requestid": requestId, "x-amzn-errortype": code },
    body: `<ErrorResponse xmlns="${compiled.model.metadata.xmlNamespace ?? ""}">${tag("Error", content)}${tag("RequestId", requestId)}</ErrorResponse>`,
  };
}
