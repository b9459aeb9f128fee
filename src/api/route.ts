/** What a route declares. From one table of these follow the router, the OpenAPI document, the documentation and the test of roles. */
import * as z from "zod/mini";
import type { Team } from "../app/team/team.ts";
import type { McpEndpoint } from "../mcp/endpoint.ts";
import { AccessError } from "../model/errors.ts";
import { describeIssue, describeProblems } from "../model/organization-document/load.ts";
import type { Identity, Role } from "../model/roles.ts";
import type { SignIn } from "./identity/sign-in.ts";

/** Names of the JSON schemas in `docs/schemas/`: answers that the commands give as well. */
export type PublishedSchema =
  | "causes"
  | "cause"
  | "diagnosis"
  | "effective-access"
  | "explanation"
  | "matrix"
  | "plan"
  | "snapshot-diff";

export type AnswerSchema =
  | { readonly kind: "published"; readonly name: PublishedSchema }
  | { readonly kind: "own"; readonly schema: z.ZodMiniType }
  /** Anything but JSON: its media type. */
  | { readonly kind: "other"; readonly mediaType: string };

/** `anyone`: without sign-in, because it says nothing about an organization. */
export type Needed = Role | "anyone";

/** One request, with its identity known and its role held against the route's. */
export interface Call<P, Q, B> {
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  readonly who: Identity;
  readonly team: Team;
  readonly signIn: SignIn;
  readonly mcp: McpEndpoint;
  /** Aborted when the client has gone or the server stops. Made when it is asked for: most answers are short. */
  readonly ending: () => AbortSignal;
  readonly request: Request;
}

interface RouteMeaning {
  readonly method: "GET" | "POST";
  /** As OpenAPI writes it: `/organizations/{organization}/why`. */
  readonly path: string;
  /** A verb first, for the documentation. */
  readonly summary: string;
  readonly needs: Needed;
  /** Whether it changes anything, at AWS or in the store. */
  readonly writes: boolean;
  /** Whether it calls AWS or computes long: fewer of them at once. */
  readonly isCostly?: boolean;
  /** Whether people come to it by a link of another site. */
  readonly isPage?: boolean;
  readonly answer: AnswerSchema;
  /** Of an answer without error; 200 unless said. */
  readonly status?: 200 | 202 | 201;
  /** Statuses of errors that are messages of the protocol spoken here, not problem details. */
  readonly protocolErrors?: readonly number[];
}

interface RouteParts<P extends ObjectSchema, Q extends ObjectSchema, B extends z.ZodMiniType> extends RouteMeaning {
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  /** JSON, or a whole response. @throws AccessError */
  readonly handle: (call: Call<z.output<P>, z.output<Q>, z.output<B>>) => Promise<unknown>;
}

type ObjectSchema = z.ZodMiniObject<z.core.$ZodLooseShape, z.core.$ZodObjectConfig>;

/** What a request holds before it is checked. */
export type UncheckedCall = Call<unknown, unknown, unknown>;

export interface Route extends RouteMeaning {
  readonly params: ObjectSchema | undefined;
  readonly query: ObjectSchema | undefined;
  readonly body: z.ZodMiniType | undefined;
  /** Checks, then handles. @throws AccessError `bad-input` with the path of every bad field */
  readonly run: (call: UncheckedCall) => Promise<unknown>;
}

const NOTHING = z.strictObject({});

/** A route with its types checked where it is written, and forgotten in the table. */
export function route<
  P extends ObjectSchema = typeof NOTHING,
  Q extends ObjectSchema = typeof NOTHING,
  B extends z.ZodMiniType = z.ZodMiniUndefined,
>({ params, query, body, handle, ...meaning }: RouteParts<P, Q, B>): Route {
  return {
    ...meaning,
    params,
    query,
    body,
    run: async (call) =>
      handle({
        ...call,
        params: checked(params ?? NOTHING, call.params, "path") as z.output<P>,
        query: checked(query ?? NOTHING, call.query, "query") as z.output<Q>,
        body: (body === undefined ? undefined : checked(body, call.body, "body")) as z.output<B>,
      }),
  };
}

/** @throws AccessError `bad-input` */
function checked(schema: z.ZodMiniType, value: unknown, where: "path" | "query" | "body"): unknown {
  const result = schema.safeParse(value, { reportInput: true });
  if (result.success) return result.data;
  const problems = result.error.issues.flatMap(describeIssue);
  throw new AccessError("bad-input", `The ${where} of the request cannot be used:\n${describeProblems(problems)}`, {
    next: "GET /openapi.json describes every request",
  });
}

/** A word of a question, as a person writes it. */
export const words = z.string().check(z.minLength(1), z.maxLength(512));

/** The organization that a path names; every route with it is about that one alone. */
export const organization = { organization: z.string().check(z.regex(/^[A-Za-z0-9][\w.-]{0,63}$/)) };
