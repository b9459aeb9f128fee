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

/** As much of a `Response` as tests look at: a real one takes longer to make and to read than a lab takes to answer. */
export type LabAnswer = Pick<Response, "ok" | "status" | "headers" | "text" | "json">;

export async function labFetch(address: string, init: RequestInit = {}): Promise<LabAnswer> {
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
  const text = () => Buffer.from(response.body).toString();
  return {
    ok: response.statusCode >= 200 && response.statusCode < 300,
    status: response.statusCode,
    get headers() {
      return new Headers(response.headers);
    },
    text: async () => text(),
    json: async () => JSON.parse(text()) as unknown,
  };
}

const isText = (body: unknown): body is string | URLSearchParams | null | undefined =>
  body === undefined || body === null || typeof body === "string" || body instanceof URLSearchParams;
