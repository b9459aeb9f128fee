/** Which operation of a service a request addresses: by target header, by `Action`, or by method and path. */
import { ApiError } from "./api-error.ts";
import type { OperationModel, ServiceModel } from "./model.ts";
import { formOf, type RoutedCall, type WireRequest } from "./wire.ts";

export type Route = (request: WireRequest) => RoutedCall;

/** @throws ApiError (the route itself) `UnknownOperationException`, in Query services `InvalidAction`. */
export function routeOf(model: ServiceModel): Route {
  switch (model.metadata.protocol) {
    case "json":
      return (request) => byTarget(model, request);
    case "query":
      return (request) => byAction(model, request);
    case "rest-json":
      return byPath(model);
  }
}

const named = ({ operations }: ServiceModel, name: string): OperationModel | undefined =>
  Object.hasOwn(operations, name) ? operations[name] : undefined;

/** The last segment of `X-Amz-Target`; clients spell the prefix in more than one way. */
function byTarget(model: ServiceModel, request: WireRequest): RoutedCall {
  const target = request.headers["x-amz-target"] ?? "";
  const name = target.slice(target.lastIndexOf(".") + 1);
  const operation = named(model, name);
  if (operation) return { operation, labels: {} };
  throw new ApiError("UnknownOperationException", name === "" ? "" : `The operation ${name} is not known`);
}

function byAction(model: ServiceModel, request: WireRequest): RoutedCall {
  const form = formOf(request);
  const name = form.get("Action") ?? "";
  const operation = named(model, name);
  if (operation) return { operation, labels: {} };
  const version = form.get("Version") ?? "NO_VERSION_SPECIFIED";
  throw new ApiError("InvalidAction", `Could not find operation ${name} for version ${version}`);
}

interface PathRoute {
  readonly operation: OperationModel;
  readonly pattern: RegExp;
  readonly query: readonly (readonly [string, string])[];
}

function byPath(model: ServiceModel): Route {
  // Two operations may share a path: the one that asks more of the query string is tried first.
  const routes = Object.values(model.operations)
    .map(pathRoute)
    .sort((a, b) => b.query.length - a.query.length);
  return (request) => {
    const onPath = routes.filter(({ pattern }) => pattern.test(request.path));
    const found = onPath.find(
      ({ operation, query }) =>
        operation.http.method === request.method && query.every(([name, value]) => request.query.get(name) === value),
    );
    if (found) return { operation: found.operation, labels: { ...found.pattern.exec(request.path)?.groups } };
    // Facts 4.1: a GET operation sent as POST is answered so.
    if (onPath.length > 0) throw new ApiError("MethodNotAllowedException", "Method not allowed", { status: 405 });
    throw new ApiError("UnknownOperationException", "", { status: 404 });
  };
}

function pathRoute(operation: OperationModel): PathRoute {
  const [path = "", query = ""] = operation.http.requestUri.split("?");
  const pattern = path.replace(/\{(\w+)(\+?)\}/g, (_, name: string, isGreedy: string) =>
    isGreedy ? `(?<${name}>.+)` : `(?<${name}>[^/]+)`,
  );
  return { operation, pattern: new RegExp(`^${pattern}$`), query: [...new URLSearchParams(query)] };
}
