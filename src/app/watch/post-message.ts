/** One POST to somebody's webhook: bounded in time and size, through the proxy of the environment, and honest about what is not known. */
import type { IncomingMessage, RequestOptions } from "node:http";
import { withoutSecrets } from "../../model/secrets.ts";
import { agentsFrom } from "../../sources/aws/calling/agents.ts";

export interface Message {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export type Posted =
  | { readonly kind: "answered"; readonly status: number; readonly retryAfterSeconds: number | undefined }
  /** No byte of it has left: it may be sent again. */
  | { readonly kind: "not-sent"; readonly reason: string }
  /** It was sent, and no answer came: whether it was taken nobody knows. */
  | { readonly kind: "unknown"; readonly reason: string };

const TIMEOUT_MILLISECONDS = 15_000;

/** Redirects are not followed: a signed message goes where it was addressed. What has begun is not broken off: whether it arrived would not be known. Never rejects. */
export async function postMessage(message: Message): Promise<Posted> {
  const url = new URL(message.url);
  try {
    const { httpAgent, httpsAgent } = await agentsFrom(process.env);
    const agent = url.protocol === "https:" ? httpsAgent : httpAgent;
    try {
      return await posted(url, message, { agent, signal: AbortSignal.timeout(TIMEOUT_MILLISECONDS) });
    } finally {
      agent.destroy();
    }
  } catch (error) {
    return { kind: "not-sent", reason: reasonOf(error) };
  }
}

async function posted(
  url: URL,
  { headers, body }: Message,
  options: Pick<RequestOptions, "agent" | "signal">,
): Promise<Posted> {
  const { request } = await (url.protocol === "https:" ? import("node:https") : import("node:http"));
  return new Promise((resolve) => {
    let isSent = false;
    const sending = request(url, {
      ...options,
      method: "POST",
      headers: { ...headers, "content-length": String(Buffer.byteLength(body)) },
    });
    sending.on("socket", (socket) => {
      // From here on bytes may have left; before, nobody has read anything.
      const connected = url.protocol === "https:" ? "secureConnect" : "connect";
      if (socket.connecting) socket.once(connected, () => (isSent = true));
      else isSent = true;
    });
    sending.on("response", (response) => resolve(answerOf(response)));
    sending.on("error", (error) => resolve({ kind: isSent ? "unknown" : "not-sent", reason: reasonOf(error) }));
    sending.end(body);
  });
}

/** What the answer says beside its status is of no use here, and is not waited for. */
function answerOf(response: IncomingMessage): Posted {
  const { statusCode: status = 0, headers } = response;
  response.destroy();
  const seconds = Number(headers["retry-after"]);
  return {
    kind: "answered",
    status,
    retryAfterSeconds: Number.isFinite(seconds) && seconds >= 0 ? seconds : undefined,
  };
}

const reasonOf = (error: unknown): string =>
  withoutSecrets(error instanceof Error ? error.message || error.name : String(error));
