/** Inputs and outputs as CloudTrail writes them down: members in lower camel case, secrets hidden. */
import { models } from "../../models/index.ts";
import { type CompiledShape, type CompileShape, shapeCompiler } from "../../protocol/shape.ts";
import type { ServiceId } from "../operation.ts";
import { type HiddenTexts, hiddenTexts, isSecretMember, withoutSecrets } from "./hidden.ts";

/** Documents, of which the models say nothing: in the store they are attributes of people, elsewhere policies. */
const HAS_PERSONAL_DOCUMENTS: ReadonlySet<ServiceId> = new Set(["identitystore"]);

const compilers = new Map<ServiceId, CompileShape>();

function compilerOf(service: ServiceId): CompileShape {
  const known = compilers.get(service);
  if (known) return known;
  const compile = shapeCompiler(models[service]);
  compilers.set(service, compile);
  return compile;
}

export type Direction = "input" | "output";

interface Writing {
  readonly hide: HiddenTexts["hide"];
  readonly hidesDocuments: boolean;
}

/** The operation's input or output as an event shows it; null where there is nothing. */
export function eventJson(
  { service, operation }: { readonly service: ServiceId; readonly operation: string },
  direction: Direction,
  value: unknown,
  { hide }: HiddenTexts = hiddenTexts(),
): Readonly<Record<string, unknown>> | null {
  const reference = models[service].operations[operation]?.[direction];
  if (!reference || typeof value !== "object" || value === null) return null;
  const writing = { hide, hidesDocuments: HAS_PERSONAL_DOCUMENTS.has(service) };
  const written = writtenValue(compilerOf(service)(reference), value, writing) as Record<string, unknown>;
  return Object.keys(written).length === 0 ? null : written;
}

function writtenValue(shape: CompiledShape, value: unknown, writing: Writing): unknown {
  if (shape.sensitive === true || (shape.document === true && writing.hidesDocuments)) return writing.hide(value);
  if (value instanceof Date) return dateText(value);
  if (typeof value === "string") return withoutSecrets(value);
  const element = (item: unknown) => (shape.element ? writtenValue(shape.element, item, writing) : item);
  if (Array.isArray(value)) return value.map(element);
  if (typeof value !== "object" || value === null) return value;
  if (shape.type !== "structure" || shape.members.length === 0)
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, element(item)]));
  return writtenMembers(shape, value as Readonly<Record<string, unknown>>, writing);
}

const writtenMembers = (shape: CompiledShape, given: Readonly<Record<string, unknown>>, writing: Writing) =>
  Object.fromEntries(
    shape.members.flatMap(({ name, path, shape: inner }) => {
      const item = given[name];
      if (item === undefined) return [];
      // A structure of such a name describes a kind of grant, and holds no secret itself.
      const isSecret = isSecretMember(path) && inner.type !== "structure";
      return [[path, isSecret ? writing.hide(item) : writtenValue(inner, item, writing)]];
    }),
  );

/** `Apr 25, 2023 12:48:16 AM` (facts 5.3). */
function dateText(date: Date): string {
  const day = date.toLocaleDateString("en-US", { month: "short", day: "numeric", year: "numeric", timeZone: "UTC" });
  const time = date.toLocaleTimeString("en-US", { timeZone: "UTC" });
  return `${day} ${time}`;
}
