/** AWS calls of a history by plain HTTP: nothing of the product is used, and a refusal is a value, because histories hold refused calls too. */
import { signedBy } from "../agreement/truth-of-action.ts";
import { type LabAnswer, labFetch } from "../support/lab-fetch.ts";

export type Fields = Readonly<Record<string, unknown>>;

export type Answer =
  | { readonly kind: "done"; readonly output: Fields }
  | { readonly kind: "refused"; readonly code: string; readonly message: string };

const TARGETS = {
  "sso-admin": { prefix: "SWBExternalService", signingName: "sso" },
  identitystore: { prefix: "AWSIdentityStore", signingName: "identitystore" },
  organizations: { prefix: "AWSOrganizationsV20161128", signingName: "organizations" },
} as const;

export interface Api {
  /** A call of a JSON service with a key of the account; the management account's unless said otherwise. */
  readonly call: (service: keyof typeof TARGETS, operation: string, input: Fields, account?: string) => Promise<Answer>;
  /** A call of IAM of an account. */
  readonly iam: (account: string, fields: Readonly<Record<string, string>>) => Promise<Answer>;
  /** A call of account access manager, by its path. */
  readonly accountAccess: (method: string, path: string, body?: unknown) => Promise<Answer>;
  readonly scim: (method: string, path: string, body?: unknown) => Promise<Answer>;
  /** A control route of the lab. @throws Error where it does not answer 2xx. */
  readonly control: (method: string, path: string, body?: unknown) => Promise<Fields>;
}

export function createApi(labUrl: string, management: string): Api {
  let scimToken: Promise<{ readonly endpoint: string; readonly accessToken: string }> | undefined;
  const control: Api["control"] = async (method, path, body) => {
    const answer = await labFetch(`${labUrl}${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as Fields;
  };
  return {
    control,
    call: async (service, operation, input, account = management) => {
      const { prefix, signingName } = TARGETS[service];
      const answer = await labFetch(`${labUrl}/`, {
        method: "POST",
        headers: {
          "content-type": "application/x-amz-json-1.1",
          "x-amz-target": `${prefix}.${operation}`,
          authorization: signedBy(account, signingName),
        },
        body: JSON.stringify(input),
      });
      return answerOf(answer);
    },
    iam: async (account, fields) => {
      const answer = await labFetch(`${labUrl}/`, {
        method: "POST",
        headers: { authorization: signedBy(account, "iam") },
        body: new URLSearchParams({ Version: "2010-05-08", ...fields }),
      });
      const text = await answer.text();
      if (answer.ok) return { kind: "done", output: { text } };
      return { kind: "refused", code: /<Code>([^<]+)/.exec(text)?.[1] ?? `HTTP ${answer.status}`, message: text };
    },
    accountAccess: async (method, path, body) => {
      const answer = await labFetch(`${labUrl}${path}`, {
        method,
        headers: { authorization: signedBy(management, "account-access"), "content-type": "application/json" },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return answerOf(answer);
    },
    scim: async (method, path, body) => {
      scimToken ??= control("POST", "/_lab/scim/tokens") as unknown as NonNullable<typeof scimToken>;
      const { endpoint, accessToken } = await scimToken;
      const answer = await labFetch(`${endpoint}${path}`, {
        method,
        headers: { authorization: `Bearer ${accessToken}`, "content-type": "application/scim+json" },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return answerOf(answer);
    },
  };
}

async function answerOf(answer: LabAnswer): Promise<Answer> {
  const text = await answer.text();
  const output = (text === "" ? {} : JSON.parse(text)) as Fields;
  if (answer.ok) return { kind: "done", output };
  const code = answer.headers.get("x-amzn-errortype") ?? String(output["__type"] ?? `HTTP ${answer.status}`);
  return { kind: "refused", code, message: text };
}
