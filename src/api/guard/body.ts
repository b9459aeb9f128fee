/** The body of a request: JSON, bounded in size while it is read. */
import { RefusedRequest } from "../problem.ts";

/** A pasted CloudTrail file is the largest thing that anybody sends. */
const LARGEST_BODY_BYTES = 4 * 1024 * 1024;

/** Undefined: there is none. @throws RefusedRequest */
export async function jsonBody(request: Request): Promise<unknown> {
  const bytes = await boundedBytes(request);
  if (bytes.length === 0) return undefined;
  const [mediaType = ""] = (request.headers.get("content-type") ?? "").split(";");
  // A form of another site can send text/plain without asking first.
  if (mediaType.trim().toLowerCase() !== "application/json")
    throw new RefusedRequest({
      status: 415,
      code: "bad-input",
      detail: "The body has to be JSON",
      next: "Send Content-Type: application/json",
    });
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)) as unknown;
  } catch {
    throw new RefusedRequest({ status: 400, code: "bad-input", detail: "The body is not JSON" });
  }
}

async function boundedBytes({ body, headers }: Request): Promise<Uint8Array> {
  if (Number(headers.get("content-length") ?? 0) > LARGEST_BODY_BYTES) throw tooLarge();
  if (body === null) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body as unknown as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > LARGEST_BODY_BYTES) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

const tooLarge = (): RefusedRequest =>
  new RefusedRequest({
    status: 413,
    code: "too-large",
    detail: `The body holds more than ${LARGEST_BODY_BYTES / 1024 / 1024} MB`,
  });
