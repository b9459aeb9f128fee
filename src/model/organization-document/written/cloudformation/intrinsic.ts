/** Intrinsic functions of CloudFormation, resolved as far as a template alone allows. Pure, bounded, and never guessing. */
import { hasPlace, inWords, placeOf, type Resolved, textOf, unknown } from "./resolved.ts";
import type { AccessResource } from "./resource-types.ts";

export type JsonObject = Readonly<Record<string, unknown>>;

/** What functions refer to. */
export interface Surroundings {
  readonly parameters: ReadonlyMap<string, Resolved>;
  readonly mappings: JsonObject;
  readonly conditions: JsonObject;
  /** What named conditions came to, so that each is looked at once; filled on the way. */
  readonly judged: Map<string, Holds>;
  /** Logical id → what it is, as far as it matters for access; every resource of the template has an entry. */
  readonly resources: ReadonlyMap<string, AccessResource | undefined>;
}

/** Functions within functions: no template of people is deeper, and a condition may refer to itself. */
const DEEPEST = 40;
/** Characters; ids and ARNs are shorter. */
const LONGEST = 8192;

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);
const own = (object: JsonObject, key: string): unknown => (Object.hasOwn(object, key) ? object[key] : undefined);

/** The value of any expression of a template. */
export function resolve(value: unknown, around: Surroundings, depth = 0): Resolved {
  if (depth > DEEPEST) return unknown("it is nested too deeply");
  if (typeof value === "string") return literal(value);
  if (typeof value === "number" || typeof value === "boolean") return textOf(String(value));
  if (Array.isArray(value)) return { kind: "list", items: value.map((item) => resolve(item, around, depth + 1)) };
  if (!isObject(value)) return { kind: "absent" };
  const entries = Object.entries(value);
  const [only] = entries;
  if (only && entries.length === 1 && /^(?:Ref|Fn::.*)$/.test(only[0])) {
    const known = FUNCTIONS[only[0]];
    return known ? known(only[1], around, depth + 1) : unknown(`${only[0]} is not known before the deployment`);
  }
  return { kind: "map", entries: new Map(entries.map(([key, one]) => [key, resolve(one, around, depth + 1)])) };
}

/** `{{resolve:ssm:…}}` is filled in at the deployment (User Guide, "Dynamic references"). */
function literal(text: string): Resolved {
  if (text.length > LONGEST) return unknown("it is too long");
  if (text.includes("{{resolve:")) return unknown("a dynamic reference is read at the deployment");
  return hasPlace(text) ? unknown("it holds characters of the private use area") : textOf(text);
}

type IntrinsicFunction = (argument: unknown, around: Surroundings, depth: number) => Resolved;

const FUNCTIONS: Readonly<Record<string, IntrinsicFunction>> = {
  Ref: (name, around) => reference(String(name), around),
  "Fn::GetAtt": (argument, around) => attribute(argument, around),
  "Fn::Sub": (argument, around, depth) => substituted(argument, around, depth),
  "Fn::Join": (argument, around, depth) => joined(argument, around, depth),
  "Fn::Split": (argument, around, depth) => split(argument, around, depth),
  "Fn::Select": (argument, around, depth) => selected(argument, around, depth),
  "Fn::FindInMap": (argument, around, depth) => foundInMap(argument, around, depth),
  "Fn::If": (argument, around, depth) => chosen(argument, around, depth),
  "Fn::ImportValue": () => unknown("it is an export of another stack"),
};

/** The pseudo parameter that every id here is written with; the organization says what it is. */
export const PARTITION = placeOf("AWS", "Partition");

function reference(name: string, { parameters, resources }: Surroundings): Resolved {
  if (name === "AWS::NoValue") return { kind: "absent" };
  if (name === "AWS::Partition") return textOf(PARTITION);
  if (name.startsWith("AWS::")) return unknown(`${name} is known at the deployment`);
  const parameter = parameters.get(name);
  if (parameter) return parameter;
  if (!resources.has(name)) return unknown(`${name} is neither a parameter nor a resource of the template`);
  const resource = resources.get(name);
  if (!resource) return unknown(`${name} is created by the deployment`);
  return textOf(resource.identifier.map((part) => placeOf(name, part)).join("|"));
}

function attribute(argument: unknown, { resources }: Surroundings): Resolved {
  const words = (typeof argument === "string" ? argument : listOf(argument).join(".")).split(".");
  const [name = "", ...rest] = words;
  if (!resources.has(name)) return unknown(`${name} is no resource of the template`);
  const attributes = resources.get(name)?.attributes ?? {};
  const known = own(attributes, rest.join("."));
  return typeof known === "string"
    ? textOf(placeOf(name, known))
    : unknown(`${words.join(".")} is known once ${name} is deployed`);
}

/** Text, list and map version (User Guide, "Fn::Sub"); `${!x}` stands for itself. */
function substituted(argument: unknown, around: Surroundings, depth: number): Resolved {
  const [template, variables] = listOf(argument);
  if (typeof template !== "string" || template.length > LONGEST) return unknown("Fn::Sub is not understood");
  const names = isObject(variables) ? variables : {};
  const reasons: string[] = [];
  const text = template.replace(/\$\{(!?)([^{}]{1,255})\}/g, (_whole, literally: string, word: string) => {
    const name = word.trim();
    if (literally) return `\${${word}}`;
    const value = Object.hasOwn(names, name)
      ? resolve(names[name], around, depth)
      : name.includes(".")
        ? attribute(name, around)
        : reference(name, around);
    if (value.kind === "text") return value.text;
    reasons.push(value.kind === "unknown" ? value.why : `${name} is no text`);
    return "";
  });
  const [why] = reasons;
  if (why !== undefined) return unknown(why);
  return text.length > LONGEST || text.includes("{{resolve:") ? unknown("it is read at the deployment") : textOf(text);
}

/** The items of a list, each of them a text. */
function textsOf(value: Resolved): readonly string[] | { readonly why: string } {
  if (value.kind === "unknown") return value;
  if (value.kind !== "list") return { why: "it is no list" };
  const texts: string[] = [];
  for (const item of value.items) {
    if (item.kind === "unknown") return item;
    if (item.kind === "text") texts.push(item.text);
    else if (item.kind !== "absent") return { why: "it is no list of texts" };
  }
  return texts;
}

function joined(argument: unknown, around: Surroundings, depth: number): Resolved {
  const [delimiter, list] = listOf(argument);
  const texts = textsOf(resolve(list, around, depth));
  if ("why" in texts) return unknown(texts.why);
  const text = texts.join(String(delimiter));
  return text.length > LONGEST ? unknown("it is too long") : textOf(text);
}

function split(argument: unknown, around: Surroundings, depth: number): Resolved {
  const [delimiter, source] = listOf(argument);
  const value = resolve(source, around, depth);
  if (value.kind !== "text") return value.kind === "unknown" ? value : unknown("Fn::Split has no text");
  return { kind: "list", items: value.text.split(String(delimiter)).map(textOf) };
}

function selected(argument: unknown, around: Surroundings, depth: number): Resolved {
  const [index, list] = listOf(argument);
  const [at, value] = [resolve(index, around, depth), resolve(list, around, depth)];
  if (value.kind === "unknown") return value;
  if (at.kind !== "text" || value.kind !== "list") return unknown("Fn::Select is not understood");
  return value.items[Number(at.text)] ?? unknown("Fn::Select has no such item");
}

function foundInMap(argument: unknown, around: Surroundings, depth: number): Resolved {
  const keys = listOf(argument)
    .slice(0, 3)
    .map((key) => resolve(key, around, depth));
  let value: unknown = around.mappings;
  for (const key of keys) {
    if (key.kind !== "text") return key.kind === "unknown" ? key : unknown("Fn::FindInMap is not understood");
    value = isObject(value) ? own(value, key.text) : undefined;
  }
  // There are no functions in mappings (User Guide, "Mappings").
  if (typeof value === "object" && !Array.isArray(value)) return unknown("Fn::FindInMap finds no value");
  return value === undefined ? unknown("Fn::FindInMap finds nothing") : resolve(value, around, depth);
}

function chosen(argument: unknown, around: Surroundings, depth: number): Resolved {
  const [name, yes, no] = listOf(argument);
  const holds = conditionNamed(String(name), around, depth);
  if (typeof holds === "object") return unknown(holds.why);
  return resolve(holds ? yes : no, around, depth);
}

export type Holds = boolean | { readonly why: string };

/** Whether a named condition holds. */
export function conditionNamed(name: string, around: Surroundings, depth = 0): Holds {
  const before = around.judged.get(name);
  if (before !== undefined) return before;
  const condition = own(around.conditions, name);
  if (condition === undefined) return { why: `there is no condition ${name}` };
  around.judged.set(name, { why: `condition ${name} refers to itself` });
  const found = holds(condition, around, depth + 1);
  around.judged.set(name, found);
  return found;
}

/** Three-valued: an unknown part decides nothing that the others decide. */
function holds(condition: unknown, around: Surroundings, depth: number): Holds {
  if (depth > DEEPEST || !isObject(condition)) return { why: "the condition is not understood" };
  const [[name, argument] = ["", undefined]] = Object.entries(condition);
  const parts = () => listOf(argument).map((part) => holds(part, around, depth + 1));
  switch (name) {
    case "Condition":
      return conditionNamed(String(argument), around, depth);
    case "Fn::Not": {
      const [part = { why: "the condition is not understood" }] = parts();
      return typeof part === "object" ? part : !part;
    }
    case "Fn::And":
      return parts().find((part) => part === false) ?? parts().find((part) => part !== true) ?? true;
    case "Fn::Or":
      return parts().find((part) => part === true) ?? parts().find((part) => part !== false) ?? false;
    case "Fn::Equals":
      return areEqual(listOf(argument), around, depth);
    default:
      return { why: `${name} is not known before the deployment` };
  }
}

function areEqual(sides: readonly unknown[], around: Surroundings, depth: number): Holds {
  const [left, right] = sides.map((side) => resolve(side, around, depth));
  for (const side of [left, right]) if (side?.kind === "unknown") return { why: side.why };
  if (left?.kind !== "text" || right?.kind !== "text") return { why: "the condition compares no texts" };
  if (left.text !== right.text && (hasPlace(left.text) || hasPlace(right.text)))
    return { why: `${inWords(left.text)} is known at the deployment` };
  return left.text === right.text;
}
