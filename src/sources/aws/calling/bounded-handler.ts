/** Every answer of an endpoint within bounds: time to its last byte, and size. The SDK's own handler waits for the headers only. */
import type { Readable } from "node:stream";
import type { NodeHttpHandler, NodeHttpHandlerOptions } from "@smithy/node-http-handler";

export interface AnswerBounds {
  /** From the call to the last byte of its answer. */
  readonly milliseconds: number;
  readonly bytes: number;
}

/** A page of 50 CloudTrail events of 256 KB each (AWS, CloudTrail quotas) fits. */
export const LARGEST_ANSWER_BYTES = 16 * 1024 * 1024;

const CONNECTION_MILLISECONDS = 3000;

/** What the SDK's clients take as their request handler. */
export type BoundedHandler = Pick<
  NodeHttpHandler,
  "handle" | "destroy" | "metadata" | "updateHttpClientConfig" | "httpHandlerConfigs"
>;

/** @param agents how connections are made: through a proxy, with other certificates */
export async function connectingHandler(
  agents: Pick<NodeHttpHandlerOptions, "httpAgent" | "httpsAgent">,
): Promise<BoundedHandler> {
  const { NodeHttpHandler } = await import("@smithy/node-http-handler");
  return new NodeHttpHandler({ connectionTimeout: CONNECTION_MILLISECONDS, ...agents });
}

/**
 * `inner`, with every answer within bounds.
 *
 * @param onSent is told of every request that was given to its connection.
 */
export function boundedHandler(
  bounds: AnswerBounds,
  inner: BoundedHandler,
  onSent: () => void = () => undefined,
): BoundedHandler {
  return withHandle(inner, (request, options) => {
    const answer = wholeAnswer(inner, request, { options, bounds });
    onSent();
    return answer;
  });
}

/** `inner`, which sends requests by another function. */
export const withHandle = (inner: BoundedHandler, handle: BoundedHandler["handle"]): BoundedHandler => ({
  metadata: inner.metadata,
  handle,
  destroy: () => inner.destroy(),
  updateHttpClientConfig: (key, value) => inner.updateHttpClientConfig(key, value),
  httpHandlerConfigs: () => inner.httpHandlerConfigs(),
});

type Handle = NodeHttpHandler["handle"];

interface Asked {
  readonly options: Parameters<Handle>[1];
  readonly bounds: AnswerBounds;
}

/** @throws TimeoutError, or AnswerTooLarge, which is not worth another attempt. */
async function wholeAnswer(
  inner: BoundedHandler,
  request: Parameters<Handle>[0],
  { options, bounds }: Asked,
): ReturnType<Handle> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), bounds.milliseconds);
  const given = options?.abortSignal as AbortSignal | undefined;
  const abortSignal = given === undefined ? late.signal : AbortSignal.any([given, late.signal]);
  try {
    const { response } = await inner.handle(request, { ...options, abortSignal });
    const body: unknown = response.body;
    // A lab in this process answers with the whole of it.
    if (!(body instanceof Uint8Array)) response.body = await wholeBody(body as Readable, bounds.bytes, abortSignal);
    return { response };
  } catch (error) {
    if (late.signal.aborted && given?.aborted !== true) throw timedOut(bounds);
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

/** Leaving the loop early destroys the stream, and with it the connection. */
async function wholeBody(body: Readable, most: number, signal: AbortSignal): Promise<Uint8Array> {
  const stop = (): void => void body.destroy(new Error("aborted"));
  signal.addEventListener("abort", stop, { once: true });
  if (signal.aborted) stop();
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of body as AsyncIterable<Uint8Array>) {
      size += chunk.length;
      if (size > most) throw tooLarge(most);
      chunks.push(chunk);
    }
  } finally {
    signal.removeEventListener("abort", stop);
  }
  return Buffer.concat(chunks);
}

const timedOut = ({ milliseconds }: AnswerBounds): Error =>
  Object.assign(new Error(`timed out: no complete answer within ${milliseconds / 1000} s`), { name: "TimeoutError" });

const tooLarge = (most: number): Error =>
  Object.assign(new Error(`the answer is larger than ${most / 1024 / 1024} MB`), { name: "AnswerTooLarge" });
