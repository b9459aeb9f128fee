/** Around every client: an answer is checked against its API model, and neither answer nor error brings a secret back. */
import type { $Schema } from "@smithy/types";
import { keepSecret, withoutSecrets, withoutSecretsDeep } from "../../../model/secrets.ts";
import { checkAnswer } from "./answer-check.ts";

/** What every SDK client has. */
interface Guardable {
  readonly middlewareStack: object;
}

/** Each client's stack is typed by its own commands; here it is used without them. */
interface Stack {
  readonly add: (
    middleware: Middleware,
    options: { readonly step: "initialize" | "deserialize"; readonly name: string },
  ) => void;
}

/** Headers in which tokens are sent. A signature in `authorization` is none: it is of one request. */
const TOKEN_HEADERS = /^(x-amz-security-token|x-amz-sso_bearer_token)$/i;

/** The same client. */
export function guarded<Client extends Guardable>(client: Client): Client {
  const stack = client.middlewareStack as Stack;
  stack.add(
    (next, context) => async (args: unknown) => {
      try {
        const result = await next(args);
        await checkAnswer(outputSchemaOf(context), result.output);
        return { ...result, output: withoutSecretsDeep(result.output) };
      } catch (error) {
        throw harmless(error);
      }
    },
    { step: "initialize", name: "guardAnswers" },
  );
  stack.add(
    (next, context) => (args: unknown) => {
      learn(args, context);
      return next(args);
    },
    { step: "deserialize", name: "learnSecrets" },
  );
  return client;
}

type Next = (args: unknown) => Promise<{ readonly output: unknown; readonly response: unknown }>;
type Middleware = (next: Next, context: Smithy) => Next;

/** The part of the SDK's context that is used. */
type Smithy = {
  readonly __smithy_context?: {
    readonly operationSchema?: readonly unknown[];
    readonly selectedHttpAuthScheme?: { readonly identity?: Identity };
  };
};
interface Identity {
  readonly secretAccessKey?: string;
  readonly sessionToken?: string;
  readonly token?: string;
}

/** An operation's schema is a tuple: kind, namespace, name, traits, input, output. */
const outputSchemaOf = (context: Smithy): $Schema =>
  (context.__smithy_context?.operationSchema?.[5] ?? "unit") as $Schema;

/** Whatever is secret in a request that is about to leave: nobody else could send it back. */
function learn(args: unknown, context: Smithy): void {
  const { request } = args as { readonly request?: { readonly headers?: Readonly<Record<string, string>> } };
  const identity = context.__smithy_context?.selectedHttpAuthScheme?.identity;
  keepSecret(identity?.secretAccessKey, identity?.sessionToken, identity?.token);
  for (const [name, value] of Object.entries(request?.headers ?? {})) if (TOKEN_HEADERS.test(name)) keepSecret(value);
}

/** The same error, so that its class and metadata stay. */
function harmless(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const metadata = (error as { $metadata?: { requestId?: unknown } }).$metadata;
  if (typeof metadata?.requestId === "string") metadata.requestId = withoutSecrets(metadata.requestId);
  return Object.assign(error, { name: withoutSecrets(error.name), message: withoutSecrets(error.message) });
}
