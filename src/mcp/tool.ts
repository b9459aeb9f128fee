/** What a tool declares. From the table of these follow the list that an assistant sees, the checks of what it sends, and who may call. */
import type { CallToolResult, InputRequiredResult, ServerContext } from "@modelcontextprotocol/server";
import * as z from "zod/mini";
import { organizationNamed, type ServedOrganization, type Team } from "../app/team/team.ts";
import { AccessError } from "../model/errors.ts";
import { type Identity, mayAct, type Role } from "../model/roles.ts";
import type { Approvals } from "./approvals.ts";

/** What one connection or one request works with. */
export interface McpParts {
  readonly team: Team;
  readonly who: Identity;
  /** Without it there is no tool that writes. */
  readonly allowsApply: boolean;
  readonly approvals: Approvals;
}

export interface ToolCall<I> extends McpParts {
  readonly input: I;
  /** @throws AccessError where it is not said and there are several, and without this role in it */
  readonly organization: (needs: Role) => ServedOrganization;
  readonly context: ServerContext;
}

type ObjectSchema = z.ZodMiniObject<z.core.$ZodLooseShape, z.core.$ZodObjectConfig>;

interface ToolMeaning {
  readonly name: string;
  readonly title: string;
  /** For the assistant: when to call it, and what the answer is good for. */
  readonly description: string;
  /** Whether it can change anything at AWS. */
  readonly writes: boolean;
}

interface ToolParts<I extends ObjectSchema, O extends ObjectSchema> extends ToolMeaning {
  readonly input: I;
  readonly output: O;
  /** The structured result, or what has to be answered first. @throws AccessError */
  readonly handle: (call: ToolCall<z.output<I>>) => Promise<z.input<O> | InputRequiredResult>;
}

export interface Tool extends ToolMeaning {
  readonly input: ObjectSchema;
  readonly output: ObjectSchema;
  readonly run: (
    input: unknown,
    parts: McpParts,
    context: ServerContext,
  ) => Promise<Readonly<Record<string, unknown>> | InputRequiredResult>;
}

/** A tool with its types checked where it is written, and forgotten in the table. */
export function tool<I extends ObjectSchema, O extends ObjectSchema>({ handle, ...meaning }: ToolParts<I, O>): Tool {
  return {
    ...meaning,
    run: async (input, parts, context) =>
      (await handle({
        ...parts,
        input: input as z.output<I>,
        organization: (needs) =>
          organizationFor((input as { readonly organization?: string }).organization, needs, parts),
        context,
      })) as Readonly<Record<string, unknown>>,
  };
}

/** The same words whether there is such an organization or not. */
function organizationFor(asked: string | undefined, needs: Role, { team, who }: McpParts): ServedOrganization {
  const seen = [...team.organizations.keys()].filter((name) => mayAct(who, "viewer", name));
  const [only, ...others] = seen;
  if (asked === undefined && (only === undefined || others.length > 0))
    throw new AccessError(
      "bad-input",
      only === undefined ? "You may see no organization" : "Several organizations are served",
      {
        next: "Say which one with organization",
        candidates: seen.map((name) => ({ id: name, name: "" })),
      },
    );
  const name = asked ?? only ?? "";
  if (!mayAct(who, needs, name))
    throw new AccessError("refused", `This needs the role ${needs} in ${name}`, {
      next: "Ask an administrator of the server for the role",
    });
  return organizationNamed(team, name);
}

/** A word of a question, as a person writes it. */
export const words = z.string().check(z.minLength(1), z.maxLength(512));

const described = <S extends z.ZodMiniType>(schema: S, description: string): S => schema.check(z.describe(description));

/** Members that several tools have, with what they mean. */
export const members = {
  organization: z.optional(described(words, "Organization, where several are served")),
  user: described(words, "userName, e-mail address, display name or id"),
  account: described(words, "Account id, name or e-mail address"),
  permissionSet: described(words, "Name or ARN of a permission set"),
  limit: z.optional(described(z.int().check(z.gte(1), z.lte(200)), "How many rows at most (default 25)")),
  offset: z.optional(described(z.int().check(z.gte(0)), "Rows to skip, to read on behind an earlier answer")),
  described,
} as const;

const ROWS_UNLESS_SAID = 25;

/** The rows that were asked for, and how many follow them. */
export function paged<T>(
  rows: readonly T[],
  {
    limit = ROWS_UNLESS_SAID,
    offset = 0,
  }: { readonly limit?: number | undefined; readonly offset?: number | undefined },
): { readonly shown: T[]; readonly following: number } {
  const shown = rows.slice(offset, offset + limit);
  return { shown, following: Math.max(0, rows.length - offset - shown.length) };
}

export type ToolResult = CallToolResult | InputRequiredResult;
