/** `fetch` for labs that this process runs: the same requests and answers, without a connection. Anything else is fetched as ever. */
import type { Lab } from "../../src/lab/index.ts";

const handlers = new Map<string, Lab["requestHandler"]>();

/** Gives what forgets the lab again. */
export function registerLab({ url, requestHandler }: Pick<Lab, "url" | "requestHandler">): () => void {
  handlers.set(url, requestHandler);
  return () => void handlers.delete(url);
}

/** What answers for the lab at an address; undefined: no lab of this process. */
export const handlerAt = (url: string): Lab["requestHandler"] | undefined => handlers.get(url);

export async function labFetch(address: string, init: RequestInit = {}): Promise<Response> {
  const url = new URL(address);
  const handler = handlers.get(url.origin);
  const { method = "GET", headers, body } = init;
  if (!handler || !isText(body)) return fetch(address, init);
  const { response } = await handler.handle({
    method,
    path: `${url.pathname}${url.search}`,
    headers: { host: url.host, ...(headers as Record<string, string>) },
    body: body instanceof URLSearchParams ? body.toString() : (body ?? ""),
  });
  const { statusCode: status, headers: given, body: bytes } = response;
  return new Response(status === 204 ? null : new Uint8Array(bytes), { status, headers: given });
}

const isText = (body: unknown): body is string | URLSearchParams | null | undefined =>
  body === undefined || body === null || typeof body === "string" || body instanceof URLSearchParams;
