/** `Fn::ForEach` of the transform AWS::LanguageExtensions: one resource written for many (Template Reference, "Fn::ForEach"). */
import { isObject, type JsonObject, resolve, type Surroundings } from "./intrinsic.ts";

const PREFIX = "Fn::ForEach::";
/** A stack has at most 500 resources (CloudFormation quotas). */
const MOST = 1000;
const DEEPEST = 8;
const DEEPEST_VALUE = 60;

export interface WrittenResource {
  readonly name: string;
  readonly body: unknown;
}

export interface Expanded {
  readonly resources: readonly WrittenResource[];
  /** Loops that could not be carried out, and why. */
  readonly open: readonly { readonly name: string; readonly why: string }[];
}

/** Every resource of the section; parameters are all that a loop may go over. */
export function expandedResources(section: JsonObject, around: Surroundings, depth = 0): Expanded {
  const resources: WrittenResource[] = [];
  const open: { name: string; why: string }[] = [];
  for (const [name, body] of Object.entries(section)) {
    // AWS::Include and macros put resources in its place (Template Reference, "Fn::Transform").
    if (name === "Fn::Transform") {
      open.push({ name, why: "what it brings is known at the deployment" });
      continue;
    }
    if (!name.startsWith(PREFIX)) {
      resources.push({ name, body });
      continue;
    }
    const loop = turnsOf(body, around);
    if ("why" in loop || depth >= DEEPEST) {
      open.push({ name, why: "why" in loop ? loop.why : "it is nested too deeply" });
      continue;
    }
    for (const turn of loop.turns) {
      const inner = expandedResources(turn, around, depth + 1);
      resources.push(...inner.resources);
      open.push(...inner.open);
      if (resources.length > MOST) return { resources, open: [...open, { name, why: "it makes too many resources" }] };
    }
  }
  return { resources, open };
}

function turnsOf(
  loop: unknown,
  around: Surroundings,
): { readonly turns: readonly JsonObject[] } | { readonly why: string } {
  const [variable, collection, fragment] = Array.isArray(loop) ? loop : [];
  if (typeof variable !== "string" || !isObject(fragment)) return { why: "the loop is not understood" };
  const over = resolve(collection, around);
  if (over.kind === "unknown") return { why: over.why };
  const items = over.kind === "list" ? over.items.flatMap((item) => (item.kind === "text" ? [item.text] : [])) : [];
  if (over.kind !== "list" || items.length !== over.items.length || items.length > MOST)
    return { why: "the collection is not known" };
  return { turns: items.map((item) => filledIn(fragment, variable, item)).filter(isObject) };
}

/** `${x}` is the item, `&{x}` the item without what no logical id may hold. */
function filledIn(value: unknown, variable: string, item: string, depth = 0): unknown {
  // No template of people is deeper, and `resolve` looks no further.
  if (depth > DEEPEST_VALUE) return null;
  const replaced = (text: string): string =>
    text.replaceAll(`\${${variable}}`, item).replaceAll(`&{${variable}}`, item.replace(/[^A-Za-z0-9]/g, ""));
  if (typeof value === "string") return replaced(value);
  if (Array.isArray(value)) return value.map((one) => filledIn(one, variable, item, depth + 1));
  if (!isObject(value)) return value;
  const [only] = Object.entries(value);
  if (Object.keys(value).length === 1 && only?.[0] === "Ref" && only[1] === variable) return item;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [replaced(key), filledIn(one, variable, item, depth + 1)]),
  );
}
