/** Inputs and outputs as CloudTrail writes them down: members in lower camel case, secrets hidden. */
import { models } from "../../models/index.ts";
import { type CompiledShape, type CompileShape, shapeCompiler } from "../../protocol/shape.ts";
import type { ServiceId } from "../operation.ts";

/** CloudTrail's own text in place of what it does not show (facts 5.4, 5.5). */
export const HIDDEN = "HIDDEN_DUE_TO_SECURITY_REASONS";

/** Secrets that the models do not mark. */
const SECRET =
  /^(secretAccessKey|sessionToken|accessToken|refreshToken|clientSecret|idToken|deviceCode|userCode|code|codeVerifier|assertion|sAMLAssertion|password)$/i;

const compilers = new Map<ServiceId, CompileShape>();

function compilerOf(service: ServiceId): CompileShape {
  const known = compilers.get(service);
  if (known) return known;
  const compile = shapeCompiler(models[service]);
  compilers.set(service, compile);
  return compile;
}

export type Direction = "input" | "output";

/** The operation's input or output as an event shows it; null where there is nothing. */
export function eventJson(
  service: ServiceId,
  operation: string,
  direction: Direction,
  value: unknown,
): Readonly<Record<string, unknown>> | null {
  const reference = models[service].operations[operation]?.[direction];
  if (!reference || typeof value !== "object" || value === null) return null;
  const written = writtenValue(compilerOf(service)(reference), value) as Record<string, unknown>;
  return Object.keys(written).length === 0 ? null : written;
}

function writtenValue(shape: CompiledShape, value: unknown): unknown {
  if (shape.sensitive === true) return HIDDEN;
  if (value instanceof Date) return dateText(value);
  if (Array.isArray(value)) return value.map((item) => (shape.element ? writtenValue(shape.element, item) : item));
  if (typeof value !== "object" || value === null) return value;
  if (shape.type !== "structure" || shape.members.length === 0)
    return Object.fromEntries(
      Object.entries(value).map(([name, item]) => [name, shape.element ? writtenValue(shape.element, item) : item]),
    );
  const given = value as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    shape.members.flatMap(({ name, path, shape: inner }) => {
      const item = given[name];
      if (item === undefined) return [];
      return [[path, SECRET.test(path) ? HIDDEN : writtenValue(inner, item)]];
    }),
  );
}

/** `Apr 25, 2023 12:48:16 AM` (facts 5.3). */
function dateText(date: Date): string {
  const day = date.toLocaleDateString("en-US", { month: "short", day: "numeric", year: "numeric", timeZone: "UTC" });
  const time = date.toLocaleTimeString("en-US", { timeZone: "UTC" });
  return `${day} ${time}`;
}
