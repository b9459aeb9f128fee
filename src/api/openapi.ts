/** The OpenAPI 3.1 document of the routes, made from the same validators that check the requests. */
import * as z from "zod/mini";
import { publishedSchema } from "../app/published-schema.ts";
import { SESSION_COOKIE } from "./identity/cookies.ts";
import { fullPath } from "./paths.ts";
import type { AnswerSchema, PublishedSchema, Route } from "./route.ts";

type Json = Readonly<Record<string, unknown>>;

export function openApiDocument(routes: readonly Route[]): Json {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) {
    const path = fullPath(route);
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(route) };
  }
  const published = routes.flatMap(({ answer }) => (answer.kind === "published" ? [answer.name] : []));
  return {
    openapi: "3.1.0",
    info: {
      title: "idc-doctor",
      version: "1",
      description: "Diagnoses and repairs access through AWS IAM Identity Center. New members of answers may appear.",
    },
    paths,
    components: {
      securitySchemes: {
        token: { type: "http", scheme: "bearer" },
        session: { type: "apiKey", in: "cookie", name: SESSION_COOKIE },
      },
      schemas: {
        Problem: z.toJSONSchema(problem),
        ...Object.fromEntries([...new Set(published)].map((name) => [name, componentOf(name)])),
      },
    },
  };
}

/** What an error answers, as `problem.ts` writes it. */
const problem = z.object({
  type: z.string(),
  status: z.number(),
  title: z.string(),
  code: z.string(),
  detail: z.string(),
  next: z.optional(z.string()),
  candidates: z.optional(z.array(z.object({ id: z.string(), name: z.string() }))),
  current: z.optional(z.unknown()),
});

function operationOf(route: Route): Json {
  const { summary, needs, params, query, body, answer, status = 200, protocolErrors = [] } = route;
  return {
    summary,
    // Which role a caller needs; `anyone` is nobody's.
    "x-role": needs,
    "x-writes": route.writes,
    security: needs === "anyone" ? [] : [{ token: [] }, { session: [] }],
    parameters: [...parametersOf(params, "path"), ...parametersOf(query, "query")],
    ...(body && {
      requestBody: { required: true, content: { "application/json": { schema: schemaOf(body) } } },
    }),
    responses: {
      [status]: { description: "The answer", content: contentOf(answer) },
      ...Object.fromEntries(
        protocolErrors.map((one) => [
          one,
          { description: "An error as the protocol writes it", content: contentOf(answer) },
        ]),
      ),
      default: {
        description: "What went wrong, and the next step",
        content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
      },
    },
  };
}

function contentOf(answer: AnswerSchema): Json {
  switch (answer.kind) {
    case "published":
      return { "application/json": { schema: { $ref: `#/components/schemas/${answer.name}` } } };
    case "own":
      return { "application/json": { schema: schemaOf(answer.schema) } };
    case "other":
      return { [answer.mediaType]: {} };
  }
}

function schemaOf(schema: z.ZodMiniType): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
  return rest;
}

function parametersOf(schema: Route["params"], place: "path" | "query"): readonly Json[] {
  if (schema === undefined) return [];
  const { properties = {}, required = [] } = z.toJSONSchema(schema, { io: "input" });
  return Object.entries(properties).map(([name, one]) => ({
    name,
    in: place,
    required: required.includes(name),
    schema: one,
  }));
}

/** A schema of `docs/schemas/`, its references pointing into this document. */
function componentOf(name: PublishedSchema): unknown {
  const text = JSON.stringify(publishedSchema(name)).replaceAll('"#/$defs/', `"#/components/schemas/${name}/$defs/`);
  const { $schema: _, ...rest } = JSON.parse(text) as Record<string, unknown>;
  return rest;
}
