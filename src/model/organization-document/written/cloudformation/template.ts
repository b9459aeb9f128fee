/** A CloudFormation template as changes of access: what is to be. What it says of deletions is nothing. */
import type { PlannedChange, ReadPlannedChanges } from "../planned-change.ts";
import { expandedResources, type WrittenResource } from "./for-each.ts";
import { conditionNamed, isObject, type JsonObject, resolve, type Surroundings } from "./intrinsic.ts";
import { plannedProperties } from "./planned-properties.ts";
import { type Resolved, textOf, unknown } from "./resolved.ts";
import { type AccessResource, accessResourceOf, isNearAccess } from "./resource-types.ts";

/** Values of parameters, by name, as a deployment would give them. */
export type GivenParameters = Readonly<Record<string, string>>;

/** The changes of a parsed template. Never throws. */
export function changesOfTemplate(template: JsonObject, given: GivenParameters = {}): ReadPlannedChanges {
  const section = sectionOf(template, "Resources");
  const written = sectionOf(template, "Parameters");
  const strange = Object.keys(given).find((name) => !Object.hasOwn(written, name));
  if (strange !== undefined)
    return {
      kind: "invalid",
      problems: [{ path: "Parameters", message: `has no parameter ${strange}, which was given` }],
    };
  const { parameters, defaults } = parametersOf(written, given);
  const around: Surroundings = {
    parameters,
    mappings: sectionOf(template, "Mappings"),
    conditions: sectionOf(template, "Conditions"),
    judged: new Map(),
    resources: new Map(),
  };
  const { resources, open } = expandedResources(section, around);
  const types = new Map(resources.map(({ name, body }) => [name, typeOf(body)]));
  const known: Surroundings = {
    ...around,
    judged: new Map(),
    resources: new Map<string, AccessResource | undefined>(
      [...types].map(([name, type]) => [name, accessResourceOf(type)]),
    ),
  };
  const changes = [
    ...resources.flatMap((resource) => changeOf(resource, known)),
    ...open.map(({ name, why }) => ({ ...NOTHING_KNOWN, address: name, type: "Fn::ForEach", doubt: why })),
  ];
  const isOurs = (type: string): boolean =>
    accessResourceOf(type) !== undefined || isNearAccess(type) || holdsOthers(type);
  if (open.length === 0 && ![...types.values()].some(isOurs))
    return { kind: "invalid", problems: [{ path: "Resources", message: FOREIGN }] };
  return {
    kind: "ok",
    plan: { source: "cloudformation-template", changes, limits: limitsOf(template, [...types.values()], defaults) },
  };
}

const FOREIGN =
  "has nothing of IAM Identity Center, the identity store or account access manager, so there is nothing to look at";

export const sectionOf = (template: JsonObject, name: string): JsonObject => {
  const section = Object.hasOwn(template, name) ? template[name] : undefined;
  return isObject(section) ? section : {};
};

export const typeOf = (body: unknown): string => {
  const type = isObject(body) ? body["Type"] : undefined;
  return typeof type === "string" ? type : "";
};

export const NOTHING_KNOWN = {
  before: undefined,
  after: {},
  isReplaced: false,
  isDeletedFirst: false,
  emails: [],
  references: {},
} as const;

/** Stacks and modules of their own, whose resources are elsewhere. */
export const holdsOthers = (type: string): boolean =>
  type === "AWS::CloudFormation::Stack" || type.endsWith("::MODULE");

function changeOf({ name, body }: WrittenResource, around: Surroundings): readonly PlannedChange[] {
  const type = typeOf(body);
  const resource = accessResourceOf(type);
  const condition = isObject(body) && typeof body["Condition"] === "string" ? body["Condition"] : undefined;
  const holds = condition === undefined ? true : conditionNamed(condition, around);
  if (holds === false) return [];
  const unsure = typeof holds === "object" ? `condition ${condition}: ${holds.why}` : undefined;
  if (holdsOthers(type))
    return [{ ...NOTHING_KNOWN, address: name, type, doubt: "its resources are in another template" }];
  if (!resource) return isNearAccess(type) ? [{ ...NOTHING_KNOWN, address: name, type }] : [];
  const properties = resolve(isObject(body) ? (body["Properties"] ?? {}) : {}, around);
  return [
    {
      ...NOTHING_KNOWN,
      address: name,
      type: resource.type,
      isDeclared: true,
      ...plannedProperties(resource, properties),
      ...(unsure === undefined ? {} : { doubt: unsure }),
    },
  ];
}

interface Parameters {
  readonly parameters: ReadonlyMap<string, Resolved>;
  /** Those whose default is taken: a deployment may give others. */
  readonly defaults: readonly string[];
}

function parametersOf(section: JsonObject, given: GivenParameters): Parameters {
  const own = (name: string): string | undefined => (Object.hasOwn(given, name) ? given[name] : undefined);
  const rows = Object.entries(section).map(
    ([name, parameter]) => [name, parameterValue(name, parameter, own(name))] as const,
  );
  return {
    parameters: new Map(rows),
    defaults: rows.flatMap(([name, value]) => (value.kind === "unknown" || own(name) !== undefined ? [] : [name])),
  };
}

function parameterValue(name: string, parameter: unknown, given: string | undefined): Resolved {
  const { Default: preset, Type: type = "String" } = isObject(parameter) ? parameter : {};
  const value = given ?? preset;
  if (value === undefined) return unknown(`parameter ${name} has no default`);
  // Its default is the name of a parameter of Systems Manager, not the value (User Guide, "SSM parameter types").
  if (String(type).startsWith("AWS::SSM::")) return unknown(`parameter ${name} is read from Systems Manager`);
  const text = String(value);
  if (!/List/.test(String(type))) return resolveLiteral(text);
  return { kind: "list", items: text.split(",").map((item) => textOf(item.trim())) };
}

const resolveLiteral = (text: string): Resolved =>
  resolve(text, { parameters: new Map(), mappings: {}, conditions: {}, judged: new Map(), resources: new Map() });

/** Transforms that make no resources of access (User Guide, "Transforms"). */
const HARMLESS = [
  "AWS::LanguageExtensions",
  "AWS::Serverless-2016-10-31",
  "AWS::CodeDeployBlueGreen",
  "AWS::SecretsManager-2020-07-23",
  "AWS::SecretsManager-2024-09-16",
];

function limitsOf(template: JsonObject, types: readonly string[], defaults: readonly string[]): readonly string[] {
  const transform = template["Transform"];
  const macros = (Array.isArray(transform) ? transform : [transform])
    .map((one) => (isObject(one) ? String(one["Name"]) : one === undefined ? "" : String(one)))
    .filter((name) => name !== "" && !HARMLESS.includes(name));
  const custom = types.some((type) => /^(?:Custom::|AWS::CloudFormation::(?:CustomResource|StackSet)$)/.test(type));
  return [
    "deletions: a template says what is to be there, and not what the deployed stack has besides. A change set has them",
    ...(defaults.length > 0
      ? [
          `values given at the deployment: ${defaults.join(", ")} ${defaults.length === 1 ? "is" : "are"} taken at the default`,
        ]
      : []),
    ...macros.map((name) => `what the macro ${name} makes of the template`),
    ...(custom ? ["custom resources and stack sets of the template"] : []),
  ];
}
