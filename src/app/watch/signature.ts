/** Signs a message as the Standard Webhooks specification says (standardwebhooks.com), so that receivers verify it with its libraries. */
import { createHmac } from "node:crypto";

export interface Signed {
  readonly id: string;
  readonly at: Date;
  readonly body: string;
}

/** `webhook-id` is the same in every attempt: a receiver that has seen it drops the message. */
export function webhookHeaders(signed: Signed, secret: string | undefined): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(signed.at.getTime() / 1000));
  const headers = { "webhook-id": signed.id, "webhook-timestamp": timestamp };
  if (secret === undefined) return headers;
  const content = `${signed.id}.${timestamp}.${signed.body}`;
  const signature = createHmac("sha256", keyOf(secret)).update(content).digest("base64");
  return { ...headers, "webhook-signature": `v1,${signature}` };
}

const PREFIX = "whsec_";

/** The specification writes a secret as `whsec_` and base64; any other text is the key itself. */
const keyOf = (secret: string): Buffer =>
  secret.startsWith(PREFIX) ? Buffer.from(secret.slice(PREFIX.length), "base64") : Buffer.from(secret, "utf8");
