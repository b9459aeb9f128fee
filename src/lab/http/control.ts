/** The lab's own routes under `/_lab/`: those of the server itself (calls, faults) and those that it is given. */
import { FAULT_KINDS, type Fault } from "../../model/organization-document/document.ts";
import { ApiError } from "../protocol/api-error.ts";
import { isNestedTooDeeply } from "../protocol/nesting.ts";
import { tooDeep } from "../protocol/refusal.ts";
import type { WireAnswer } from "../protocol/wire.ts";
import { type Latency, latencies } from "./latency.ts";
import type { ControlRoute, Serving } from "./serving.ts";
import { jsonAnswer } from "./transport.ts";

interface ControlRequest {
  readonly method: string;
  readonly url: URL;
  readonly body: string;
  /** The lab's address as the client wrote it. */
  readonly labUrl: string;
}

/** Suites written for moto reset it by this path. */
const MOTO_RESET = "/moto-api/reset";

/** Whether a path is the lab's own rather than a service's. */
export const isControlPath = (path: string): boolean => path.startsWith("/_lab/") || path === MOTO_RESET;

/** The answer of a control route. Rejects with what the route throws, except for ApiError, which is answered. */
export async function serveControl(
  serving: Serving,
  { method, url, body, labUrl }: ControlRequest,
): Promise<WireAnswer> {
  const path = url.pathname === MOTO_RESET ? "/_lab/reset" : url.pathname;
  const routes = { ...ownRoutes(serving), ...serving.options.control };
  const route = routes[`${method} ${path}`];
  if (!route) return jsonAnswer(404, { message: `There is no ${method} ${path}`, routes: Object.keys(routes).sort() });
  try {
    const value = await route(bodyValue(body), url.searchParams, labUrl);
    if (typeof value !== "string") return jsonAnswer(200, value ?? {});
    return { status: 200, headers: { "content-type": "text/plain; charset=utf-8" }, body: value };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return jsonAnswer(error.status ?? 400, { __type: error.code, message: error.message, ...error.fields });
  }
}

/** Organization documents hold policies, whose own nesting IAM limits. */
const DEEPEST = 100;

function bodyValue(body: string): unknown {
  if (body === "") return undefined;
  if (isNestedTooDeeply(body, DEEPEST)) throw tooDeep();
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}

function ownRoutes(serving: Serving): Readonly<Record<string, ControlRoute>> {
  const { calls, options } = serving;
  const { faults } = options;
  return {
    "PUT /_lab/latency": (body) => {
      serving.nextLatency = latencies(latencyOf(body));
      return { status: "ok" };
    },
    "GET /_lab/calls": () => ({ calls: calls.all() }),
    "DELETE /_lab/calls": () => calls.clear(),
    "GET /_lab/faults": () => ({ faults: faults.all() }),
    "POST /_lab/faults": (body) => faults.add(faultOf(body)),
    "DELETE /_lab/faults": (_body, query) => {
      const id = query.get("id");
      if (id === null) faults.replace([]);
      else faults.remove(id);
      return { faults: faults.all() };
    },
  };
}

/** `{"milliseconds": 80}` or `{"p50": 20, "p99": 200}`. @throws ApiError */
function latencyOf(body: unknown): Latency {
  const { milliseconds, p50, p99 } = (typeof body === "object" && body !== null ? body : {}) as Record<string, unknown>;
  const isTime = (value: unknown): value is number => typeof value === "number" && value >= 0 && value <= 3_600_000;
  if (isTime(milliseconds)) return milliseconds;
  if (isTime(p50) && isTime(p99) && p50 <= p99) return { p50, p99 };
  throw new ApiError("ValidationException", 'A latency is {"milliseconds": 80} or {"p50": 20, "p99": 200}');
}

const TEXTS = ["id", "service", "operation", "accountId"] as const;
const COUNTS = { after: 0, every: 1, times: 0, milliseconds: 0 } as const;

/** The fault in a body. @throws ApiError that says what is wrong with it. */
function faultOf(body: unknown): Fault {
  const fault: Readonly<Record<string, unknown>> = typeof body === "object" && body !== null ? { ...body } : {};
  const refuse = (message: string): never => {
    throw new ApiError("ValidationException", message);
  };
  if (typeof fault["service"] !== "string" || typeof fault["operation"] !== "string")
    refuse('A fault needs "service" and "operation"; use "*" for all');
  if (!FAULT_KINDS.some((kind) => kind === fault["kind"])) refuse(`"kind" must be one of ${FAULT_KINDS.join(", ")}`);
  for (const name of TEXTS)
    if (fault[name] !== undefined && typeof fault[name] !== "string") refuse(`"${name}" must be a string`);
  for (const [name, least] of Object.entries(COUNTS)) {
    const count = fault[name];
    if (count !== undefined && !(Number.isInteger(count) && (count as number) >= least))
      refuse(`"${name}" must be a whole number of at least ${least}`);
  }
  return fault as unknown as Fault;
}
