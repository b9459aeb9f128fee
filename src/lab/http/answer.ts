/** What the lab answers to a request, however it came: over HTTP, or from a client in the same process. */
import { randomUUID } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { ApiError } from "../protocol/api-error.ts";
import type { WireAnswer, WireRequest } from "../protocol/wire.ts";
import type { Site } from "../services/site.ts";
import { isControlPath, serveControl } from "./control.ts";
import { refusalOf } from "./guard.ts";
import { roundTrip } from "./latency.ts";
import { type CallAnswer, serveCall } from "./serve-call.ts";
import type { Serving } from "./serving.ts";
import { jsonRefusal, labUrlOf, singleHeaders, urlOf } from "./transport.ts";

/** The largest inputs are inline policies and SAML metadata, far below this. */
const MAXIMUM_BODY_BYTES = 4 * 1024 * 1024;
/** Organization documents of large companies. */
const CONTROL_BODY_BYTES = 512 * 1024 * 1024;

/** A request whose body is still to be read. */
export interface Received {
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  readonly headers: IncomingHttpHeaders;
  /** The body as text; undefined where it has more bytes than `limit`. */
  readonly body: (limit: number) => Promise<string | undefined>;
}

/** The answer, given when what it acknowledges is kept. Rejects where the body cannot be read or the lab itself fails. */
export async function answerTo(serving: Serving, received: Received): Promise<CallAnswer> {
  const url = urlOf(received.target);
  if (!url) return jsonRefusal(400, "InvalidRequestException", "The request target is not a URL");
  const { method } = received;
  const addressed = {
    method,
    path: url.pathname,
    query: url.searchParams,
    headers: singleHeaders(received.headers),
    body: "",
  };
  const isControl = isControlPath(url.pathname);
  const isPage = serving.options.sites.some(({ takes }) => takes(addressed));
  const refusal = refusalOf(received.headers, isControl ? "control" : isPage ? "page" : "api");
  if (refusal) return jsonRefusal(403, "ForbiddenException", refusal);
  const body = await received.body(isControl ? CONTROL_BODY_BYTES : MAXIMUM_BODY_BYTES);
  if (body === undefined) return jsonRefusal(413, "RequestEntityTooLargeException", "Request body is too large");
  if (isControl)
    return whenKept(serving, await serveControl(serving, { method, url, body, labUrl: labUrlOf(addressed) }));
  const request = { ...addressed, body };
  const site = serving.options.sites.find(({ takes }) => takes(request));
  return roundTrip(serving.nextLatency(), async () => {
    if (site) return whenKept(serving, visited(serving, site, request));
    const answer = await serveCall(serving, request);
    return typeof answer === "string" || "torn" in answer ? answer : whenKept(serving, answer);
  });
}

/** An answer acknowledges what was changed: it waits until that is kept. */
async function whenKept({ options }: Serving, answer: WireAnswer): Promise<WireAnswer> {
  try {
    await options.kept();
  } catch (error) {
    options.onError(error);
    return jsonRefusal(500, "InternalServerException", notKept(error));
  }
  return answer;
}

/** A full disk, most of the time: nothing that was acknowledged is lost, and nothing more is acknowledged. */
function notKept(error: unknown): string {
  const { code } = error as { readonly code?: unknown };
  return `The change could not be written to the data directory (${typeof code === "string" ? code : "unknown error"}). What was acknowledged before is kept; free space there and start the lab again`;
}

function visited({ options }: Serving, site: Site, request: WireRequest): WireAnswer {
  const now = options.clock();
  options.beforeCall(now);
  const requestId = randomUUID();
  try {
    return site.answer(request, { world: options.world(), now, requestId, labUrl: labUrlOf(request) });
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return jsonRefusal(error.status ?? 400, error.code, error.message, requestId);
  }
}

/** What the client hears when the lab itself fails. */
export const labFailed = (): WireAnswer => jsonRefusal(500, "InternalServerException", "The lab itself failed");
