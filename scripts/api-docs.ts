/** Writes `docs/api.md` from the table of routes. `--check` compares only. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod/mini";
import { fullPath } from "../src/api/paths.ts";
import type { Route } from "../src/api/route.ts";
import { routes } from "../src/api/routes/index.ts";

const FILE = join(import.meta.dirname, "../docs/api.md");

const INTRODUCTION = `# HTTP API

\`idc-doctor serve\` answers over HTTP what the commands answer, for a team: questions, findings, plans that one person proposes
and another one approves. [serve.md](serve.md) says how to run it. Written by \`npm run generate\` from the routes;
\`GET /openapi.json\` is the same as an OpenAPI 3.1 document with every schema.

- A program signs in with \`Authorization: Bearer <token>\` (\`idc-doctor serve token <name>\` makes one), a person at
  \`/auth/login\`. A server on loopback without sign-in takes whoever connects for the person at this machine.
- Roles are \`viewer\`, \`operator\` and \`approver\`, each for one organization or for all; each may do what the ones before it
  may. Without sign-in the answer is 401, without the role 403.
- Whatever changes something needs \`Content-Type: application/json\` and, without a token, the header \`X-Idc-Doctor: 1\`:
  pages of other sites cannot send it.
- An error is \`application/problem+json\`: \`status\`, a stable \`code\`, \`detail\`, often \`next\` (what to do) and \`candidates\`.
- Events of a job are server-sent events with numbers; \`Last-Event-ID\` goes on behind that number, \`event: end\` is the last.

| request | role | does |
|---|---|---|`;

const rowOf = (route: Route): string =>
  `| [\`${route.method} ${fullPath(route)}\`](#${anchorOf(route)}) | ${route.needs === "anyone" ? "none" : route.needs} | ${route.summary} |`;

const headingOf = (route: Route): string => `${route.method} ${fullPath(route)}`;

/** As GitHub makes it of a heading. */
const anchorOf = (route: Route): string =>
  headingOf(route)
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, "")
    .replaceAll(" ", "-");

interface Member {
  readonly name: string;
  readonly isRequired: boolean;
  readonly words: string;
}

function membersOf(schema: z.ZodMiniType | undefined): readonly Member[] {
  if (schema === undefined) return [];
  const { properties = {}, required = [] } = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
  return Object.entries(properties).map(([name, one]) => ({
    name,
    isRequired: required.includes(name),
    words: typeof one === "object" ? typeWords(one) : "anything",
  }));
}

type JsonSchema = z.core.JSONSchema.BaseSchema;

function typeWords({ type, enum: values, items, properties }: JsonSchema): string {
  if (values) return values.map((value) => `\`${String(value)}\``).join(" or ");
  if (type === "array")
    return `list of ${typeof items === "object" && !Array.isArray(items) ? typeWords(items) : "anything"}`;
  if (properties)
    return `object of ${Object.keys(properties)
      .map((name) => `\`${name}\``)
      .join(", ")}`;
  return String(type ?? "anything");
}

function sectionOf(route: Route): readonly string[] {
  const rows = [
    ...membersOf(route.query).map((member) => ["query", member] as const),
    ...bodiesOf(route).flatMap((body) => membersOf(body).map((member) => ["body", member] as const)),
  ];
  return [
    `## ${headingOf(route)}`,
    "",
    `${route.summary}.${route.needs === "anyone" ? "" : ` Role: ${route.needs}.`} Answers ${answerWords(route)}.`,
    "",
    ...(rows.length === 0
      ? []
      : [
          "| in | name | type | |",
          "|---|---|---|---|",
          ...rows.map(
            ([place, { name, words, isRequired }]) =>
              `| ${place} | \`${name}\` | ${words} | ${isRequired ? "required" : ""} |`,
          ),
          "",
        ]),
  ];
}

/** A body may have one of several forms. */
const bodiesOf = ({ body }: Route): readonly z.ZodMiniType[] =>
  body === undefined ? [] : body instanceof z.ZodMiniUnion ? (body.def.options as readonly z.ZodMiniType[]) : [body];

function answerWords({ answer, status = 200 }: Route): string {
  if (answer.kind === "other") return `${status} with \`${answer.mediaType}\``;
  return answer.kind === "own" ? `${status} with JSON` : `${status} with [${answer.name}](schemas/${answer.name}.json)`;
}

const text = [INTRODUCTION, ...routes.map(rowOf), "", ...routes.flatMap(sectionOf)].join("\n");

if (!process.argv.includes("--check")) writeFileSync(FILE, text);
else if (!existsSync(FILE) || readFileSync(FILE, "utf8") !== text) {
  process.stderr.write("docs/api.md is not what the routes say; run `npm run generate`\n");
  process.exitCode = 1;
}
