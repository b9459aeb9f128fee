/** Requests for tests of the kernel without a server. */
import type { CompiledService } from "../service.ts";
import type { WireRequest } from "../wire.ts";

const PREFIX = "https://lab";

/** A JSON 1.1 request for an operation. */
export const jsonRequest = (target: string, body: unknown): WireRequest => ({
  method: "POST",
  path: "/",
  query: new URLSearchParams(),
  headers: { "x-amz-target": target },
  body: typeof body === "string" ? body : JSON.stringify(body),
});

/** A Query request. */
export const formRequest = (form: string | Record<string, string>): WireRequest => ({
  method: "POST",
  path: "/",
  query: new URLSearchParams(),
  headers: {},
  body: new URLSearchParams(form).toString(),
});

/** A REST request. */
export function restRequest(method: string, target: string, headers: Record<string, string> = {}): WireRequest {
  const { pathname, searchParams } = new URL(PREFIX + target);
  return { method, path: pathname, query: searchParams, headers, body: "" };
}

/** The input as a handler gets it. @throws ApiError */
export function checkedInput(service: CompiledService, request: WireRequest): Record<string, unknown> {
  const call = service.route(request);
  const input = service.parse(call, request);
  service.validate(call.operation, input);
  return input;
}

/** The error that a request meets. */
export function errorOf(service: CompiledService, request: WireRequest): unknown {
  try {
    checkedInput(service, request);
  } catch (error) {
    return error;
  }
  return undefined;
}
