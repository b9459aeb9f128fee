/** The lab as the request handler of an AWS SDK client in the same process: the same answers without a connection. */
import { setImmediate as nextTurn } from "node:timers/promises";
import { answerTo, labFailed } from "./answer.ts";
import type { CallAnswer } from "./serve-call.ts";
import type { Serving } from "./serving.ts";

/** A request as the SDK's clients hand it over. */
export interface ClientRequest {
  readonly method: string;
  readonly path: string;
  readonly query?: Readonly<Record<string, string | readonly string[] | null>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

export interface ClientResponse {
  readonly statusCode: number;
  readonly headers: Record<string, string>;
  readonly body: Uint8Array;
}

/** What the AWS SDK for JavaScript takes as `requestHandler`. */
export interface InProcessHandler {
  readonly metadata: { readonly handlerProtocol: string };
  /** Rejects as the SDK's own handler does: AbortError, or TimeoutError with ECONNRESET where the lab cuts the connection. */
  readonly handle: (
    request: ClientRequest,
    options?: { readonly abortSignal?: unknown },
  ) => Promise<{ readonly response: ClientResponse }>;
  readonly destroy: () => void;
  readonly updateHttpClientConfig: () => void;
  readonly httpHandlerConfigs: () => Record<string, never>;
}

export function inProcessHandler(serving: Serving): InProcessHandler {
  return {
    metadata: { handlerProtocol: "http/1.1" },
    handle: async (request, options) => {
      const signal = options?.abortSignal instanceof AbortSignal ? options.abortSignal : undefined;
      if (signal?.aborted) throw aborted();
      // Other calls come between, as they do on a network.
      await nextTurn();
      const answer = await answered(serving, request);
      if (signal?.aborted) throw aborted();
      if (answer === "none") return never(signal);
      if (answer === "reset" || "torn" in answer) throw cut();
      const { status, headers, body } = answer;
      return { response: { statusCode: status, headers: { ...headers }, body: Buffer.from(body) } };
    },
    destroy: () => undefined,
    updateHttpClientConfig: () => undefined,
    httpHandlerConfigs: () => ({}),
  };
}

async function answered(serving: Serving, request: ClientRequest): Promise<CallAnswer> {
  const { body = "" } = request;
  const bytes =
    typeof body === "string" ? Buffer.from(body) : Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  try {
    return await answerTo(serving, {
      method: request.method,
      target: `${request.path}${queryOf(request)}`,
      headers: Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value])),
      body: async (limit) => (bytes.length > limit ? undefined : bytes.toString()),
    });
  } catch (error) {
    serving.options.onError(error);
    return labFailed();
  }
}

/** A value of null is a name alone. */
function queryOf({ query = {} }: ClientRequest): string {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map((one) =>
      one === null ? encodeURIComponent(name) : `${encodeURIComponent(name)}=${encodeURIComponent(one)}`,
    ),
  );
  return pairs.length === 0 ? "" : `?${pairs.join("&")}`;
}

const aborted = (): Error => Object.assign(new Error("Request aborted"), { name: "AbortError" });

const cut = (): Error => Object.assign(new Error("socket hang up"), { name: "TimeoutError", code: "ECONNRESET" });

/** The lab accepts the request and never answers: only the client ends that. */
const never = (signal: AbortSignal | undefined): Promise<never> =>
  new Promise((_, reject) => signal?.addEventListener("abort", () => reject(aborted()), { once: true }));
