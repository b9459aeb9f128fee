/** The lab's HTTP server: one port for every service, faults on purpose, and the control routes. */
import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { type ActiveFault, activate, decide } from "../faults/decide.ts";
import { ApiError } from "../protocol/api-error.ts";
import type { CompiledService, WireAnswer, WireRequest } from "../protocol/service.ts";
import type { Call, LabCaller, Operations, ServiceId } from "../services/operation.ts";
import type { World } from "../world/world.ts";
import { type CallLog, createCallLog, withoutSecrets } from "./call-log.ts";
import { chooseService, signatureOf } from "./choose-service.ts";
import { faultAnswer } from "./fault-answer.ts";
import { refusalOf } from "./guard.ts";

/** The largest inputs are inline policies and SAML metadata, far below this. */
const MAXIMUM_BODY_BYTES = 4 * 1024 * 1024;
const CONTROL_BODY_BYTES = 512 * 1024 * 1024;
const BACKLOG = 1024;

/** A control route: gets the parsed body (JSON, or text where it is none) and answers a value for JSON, or a text. */
export type ControlRoute = (body: unknown, query: URLSearchParams) => unknown;

export interface LabServerOptions {
  readonly services: Readonly<
    Record<ServiceId, { readonly compiled: CompiledService; readonly operations: Operations }>
  >;
  /** The world may be replaced as a whole (reset, load), so it is asked for at every call. */
  readonly world: () => World;
  readonly callerOf: (accessKeyId: string | undefined) => LabCaller;
  readonly clock: () => Date;
  /** Runs before every operation: the world's asynchronous work comes to its due state. */
  readonly beforeCall: (now: Date) => void;
  /** Refuses a call before it is carried out: rate limits. @throws ApiError */
  readonly admit: (service: ServiceId, operation: string) => void;
  /** Keyed by method and path: `POST /_lab/reset`. */
  readonly control: Readonly<Record<string, ControlRoute>>;
  /** Milliseconds that every answer takes longer. */
  readonly latency: number;
  readonly onError: (error: unknown) => void;
}

export interface LabServer {
  readonly server: Server;
  readonly calls: CallLog;
  readonly faults: ActiveFault[];
}

export function createLabServer(options: LabServerOptions): LabServer {
  const calls = createCallLog();
  const faults: ActiveFault[] = [];
  const server = createServer((message, response) => {
    serve({ options, calls, faults }, message, response).catch((error: unknown) => {
      options.onError(error);
      if (!response.headersSent) sendJson(response, 500, { message: "The lab itself failed" });
    });
  });
  server.keepAliveTimeout = 65_000;
  return { server, calls, faults };
}

/** Listens on 127.0.0.1 and gives the port. Rejects with the system's error, `EADDRINUSE` among them. */
export function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen({ port, host: "127.0.0.1", backlog: BACKLOG }, () => {
      const address = server.address();
      resolve(typeof address === "object" && address ? address.port : port);
    });
  });
}

/** Stops accepting, ends open connections, resolves when all is closed. */
export function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

interface Serving {
  readonly options: LabServerOptions;
  readonly calls: CallLog;
  readonly faults: ActiveFault[];
}

async function serve(serving: Serving, message: IncomingMessage, response: ServerResponse): Promise<void> {
  const refusal = refusalOf(message.headers);
  if (refusal) return sendJson(response, 403, { message: refusal });
  const url = new URL(message.url ?? "/", "http://lab");
  const isControl = url.pathname.startsWith("/_lab/") || url.pathname === "/moto-api/reset";
  const body = await readBody(message, isControl ? CONTROL_BODY_BYTES : MAXIMUM_BODY_BYTES);
  if (body === undefined)
    return sendJson(response, 413, { __type: "RequestEntityTooLargeException", message: "Request body is too large" });
  if (isControl) return serveControl(serving, message.method ?? "GET", url, body, response);
  const request: WireRequest = {
    method: message.method ?? "GET",
    path: url.pathname,
    query: url.searchParams,
    headers: singleHeaders(message),
    body,
  };
  if (serving.options.latency > 0) await later(serving.options.latency);
  return serveOperation(serving, request, response);
}

async function serveOperation(serving: Serving, request: WireRequest, response: ServerResponse): Promise<void> {
  const { options, calls, faults } = serving;
  const requestId = randomUUID();
  const service = chooseService(request);
  if (!service) {
    const message = "No service of this lab is addressed by target header, signature scope, path or form";
    return sendJson(response, 404, { __type: "UnknownOperationException", message }, requestId);
  }
  const { compiled } = options.services[service];
  const signature = signatureOf(request);
  let operation = "unknown";
  let input: Record<string, unknown> = {};
  let answer: WireAnswer | "none" | "reset";
  let errorCode: string | undefined;
  try {
    const call = compiled.route(request);
    operation = call.operation.name;
    const now = options.clock();
    options.beforeCall(now);
    input = compiled.parse(call, request);
    const caller = options.callerOf(signature?.accessKeyId);
    const fault = decide(faults, { service, operation, accountId: accountIn(input) });
    if (fault?.kind === "delay") await later(fault.milliseconds ?? 1000);
    const isBefore = fault && fault.kind !== "delay" && fault.kind !== "hang-after";
    if (isBefore) answer = faultAnswer(fault, service, operation, caller);
    else {
      options.admit(service, operation);
      const surroundings: Call = {
        world: options.world(),
        caller,
        region: signature?.region ?? "us-east-1",
        requestId,
        now,
        bearerToken: request.headers["x-amz-sso_bearer_token"],
      };
      const output = carryOut(options.services[service].operations, operation, input, surroundings);
      answer = fault?.kind === "hang-after" ? "none" : compiled.renderOutput(call.operation, output, requestId);
    }
  } catch (error) {
    const known =
      error instanceof ApiError
        ? error
        : new ApiError("InternalServerException", "The lab itself failed", { status: 500 });
    if (known !== error) options.onError(error);
    errorCode = known.code;
    answer = compiled.renderError(known, requestId);
  }
  calls.add({
    service,
    operation,
    region: signature?.region ?? "us-east-1",
    accessKeyId: signature?.accessKeyId,
    input: withoutSecrets(input),
    status: typeof answer === "string" ? undefined : answer.status,
    errorCode,
    requestId,
    at: options.clock().toISOString(),
  });
  if (answer === "reset") response.destroy();
  else if (answer !== "none") send(response, answer);
}

function carryOut(operations: Operations, name: string, input: Record<string, unknown>, call: Call): unknown {
  const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
  if (!operation) throw new ApiError("UnknownOperationException", `${name} is not served by this lab`);
  return operation(input as never, call);
}

const accountIn = (input: Readonly<Record<string, unknown>>): string | undefined => {
  const account = input["TargetId"] ?? input["AccountId"] ?? input["accountId"];
  return typeof account === "string" ? account : undefined;
};

async function serveControl(
  serving: Serving,
  method: string,
  url: URL,
  body: string,
  response: ServerResponse,
): Promise<void> {
  const path = url.pathname === "/moto-api/reset" ? "/_lab/reset" : url.pathname;
  const routes = { ...ownControl(serving), ...serving.options.control };
  const route = routes[`${method} ${path}`];
  if (!route)
    return sendJson(response, 404, { message: `There is no ${method} ${path}`, routes: Object.keys(routes).sort() });
  try {
    const value = await route(bodyValue(body), url.searchParams);
    if (typeof value === "string")
      send(response, { status: 200, headers: { "content-type": "text/plain; charset=utf-8" }, body: value });
    else sendJson(response, 200, value ?? {});
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    sendJson(response, error.status ?? 400, { __type: error.code, message: error.message, ...error.fields });
  }
}

function ownControl({ calls, faults }: Serving): Readonly<Record<string, ControlRoute>> {
  return {
    "GET /_lab/calls": () => ({ calls: calls.all() }),
    "DELETE /_lab/calls": () => calls.clear(),
    "GET /_lab/faults": () => ({ faults }),
    "POST /_lab/faults": (body) => {
      const fault = activate(faultIn(body));
      faults.push(fault);
      return fault;
    },
    "DELETE /_lab/faults": (_body, query) => {
      const id = query.get("id");
      const kept = id === null ? [] : faults.filter((fault) => fault.id !== id);
      faults.splice(0, faults.length, ...kept);
      return { faults };
    },
  };
}

function faultIn(body: unknown): ActiveFault {
  const fault = body as Partial<ActiveFault> | null;
  if (typeof fault?.service === "string" && typeof fault.operation === "string" && typeof fault.kind === "string")
    return fault as ActiveFault;
  throw new ApiError("ValidationException", 'A fault needs "service", "operation" and "kind"');
}

function bodyValue(body: string): unknown {
  if (body === "") return undefined;
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}

function singleHeaders(message: IncomingMessage): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(message.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(", ") : value]),
  );
}

/** The body as text; undefined where it is larger than allowed. */
async function readBody(message: IncomingMessage, limit: number): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= limit) chunks.push(chunk);
  }
  return size <= limit ? Buffer.concat(chunks).toString("utf8") : undefined;
}

const later = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds).unref();
  });

function send(response: ServerResponse, { status, headers, body }: WireAnswer): void {
  response.writeHead(status, { ...headers, "content-length": Buffer.byteLength(body) });
  response.end(body);
}

function sendJson(response: ServerResponse, status: number, value: unknown, requestId: string = randomUUID()): void {
  const body = JSON.stringify(value);
  send(response, { status, headers: { "content-type": "application/json", "x-amzn-requestid": requestId }, body });
}
