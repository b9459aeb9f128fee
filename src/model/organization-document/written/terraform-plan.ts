/** Reads what `terraform show -json` prints of a plan: untrusted input, of which only changes to access are kept. */
import * as z from "zod/mini";
import { describeIssue, parseUntrustedText } from "../load.ts";
import { type Attributes, ENTITLEMENT, type PlannedChange, type ReadPlannedChanges } from "./planned-change.ts";

const object = z.record(z.string(), z.unknown());
const resourceChange = z.object({
  address: z.string().check(z.maxLength(4096)),
  module_address: z.optional(z.string()),
  mode: z.optional(z.string()),
  type: z.string(),
  name: z.string(),
  change: z.object({
    actions: z.array(z.string()).check(z.minLength(1)),
    before: z.optional(z.nullable(object)),
    after: z.optional(z.nullable(object)),
  }),
});
const configured = z.object({
  address: z.string(),
  expressions: z.optional(object),
});
interface ConfiguredModule {
  readonly resources?: z.infer<typeof configured>[] | undefined;
  readonly module_calls?: Record<string, { readonly module?: ConfiguredModule | undefined }> | undefined;
}
const configuredModule: z.ZodMiniType<ConfiguredModule> = z.object({
  resources: z.optional(z.array(configured)),
  module_calls: z.optional(
    z.record(
      z.string(),
      z.lazy(() => z.object({ module: z.optional(configuredModule) })),
    ),
  ),
});
const plan = z.object({
  format_version: z.string(),
  /** True where `terraform plan` failed part-way: the changes are not all there. */
  errored: z.optional(z.boolean()),
  planned_values: z.optional(z.unknown()),
  resource_changes: z.optional(z.array(resourceChange)),
  configuration: z.optional(z.object({ root_module: z.optional(configuredModule) })),
});
type ResourceChange = z.infer<typeof resourceChange>;

/** The changes of a plan, format version 1 (Terraform docs, "JSON Output Format"). Never throws. */
export function parseTerraformPlan(text: string): ReadPlannedChanges {
  const read = parseUntrustedText(text);
  if (read.kind === "invalid") return read;
  if (isState(read.value)) return invalid("resource_changes", STATE);
  const checked = plan.safeParse(read.value, { reportInput: true });
  if (!checked.success) return { kind: "invalid", problems: checked.error.issues.flatMap(describeIssue) };
  const { format_version, errored, planned_values, resource_changes, configuration } = checked.data;
  if (!format_version.startsWith("1.")) return invalid("format_version", "only version 1 is supported");
  if (errored === true) return invalid("errored", ERRORED);
  if (!resource_changes && !planned_values) return invalid("resource_changes", "is missing: this is not a plan");
  const expressions = new Map(expressionsIn(configuration?.root_module ?? {}));
  const changes = (resource_changes ?? [])
    .filter(({ mode, change: { actions } }) => mode !== "data" && actions.some((action) => CHANGING.includes(action)))
    .map((row) => plannedChange(row, expressions.get(configuredAddress(row)) ?? {}));
  return { kind: "ok", plan: { source: "terraform", changes, limits: [] } };
}

/** The expressions of every resource, by its address without the keys of `count` and `for_each`; modules in modules included. */
function expressionsIn(
  { resources = [], module_calls = {} }: ConfiguredModule,
  prefix = "",
): readonly (readonly [string, Readonly<Record<string, unknown>>])[] {
  return [
    ...resources.map(({ address, expressions = {} }) => [`${prefix}${address}`, expressions] as const),
    ...Object.entries(module_calls).flatMap(([name, { module = {} }]) =>
      expressionsIn(module, `${prefix}module.${name}.`),
    ),
  ];
}

/** `module.team["a"].aws_x.y[0]` is configured as `module.team.aws_x.y`. */
const configuredAddress = ({ module_address, type, name }: ResourceChange): string => {
  const module = module_address?.replace(/\[(?:\d+|"(?:[^"\\]|\\.)*")\]/g, "");
  return `${module ? `${module}.` : ""}${type}.${name}`;
};

const STATE = "is missing: this is a state (the output of terraform show -json without a plan file), not a plan";
const ERRORED = "is true: terraform plan failed, so the plan is not complete";

const invalid = (path: string, message: string): ReadPlannedChanges => ({
  kind: "invalid",
  problems: [{ path, message }],
});

/** `terraform show -json` without a plan file, and a raw `terraform.tfstate` (Terraform docs, "JSON Output Format"). */
const isState = (value: unknown): boolean => {
  const parsed = z.record(z.string(), z.unknown()).safeParse(value);
  if (!parsed.success || "resource_changes" in parsed.data || "planned_values" in parsed.data) return false;
  return "values" in parsed.data || ("resources" in parsed.data && "serial" in parsed.data);
};

/** `forget` leaves the thing where it is, as `no-op` and `read` do. */
const CHANGING = ["create", "update", "delete"];

function plannedChange(
  { address, module_address, type, change: { actions, before, after } }: ResourceChange,
  expressions: Readonly<Record<string, unknown>>,
): PlannedChange {
  const wasThere = actions.includes("delete") || actions.includes("update");
  const isThere = actions.includes("create") || actions.includes("update");
  return {
    address,
    type,
    before: wasThere && before ? texts(flat(type, before)) : undefined,
    after: isThere && after ? texts(flat(type, after)) : undefined,
    isReplaced: actions.includes("create") && actions.includes("delete"),
    isDeletedFirst: actions.includes("create") && actions[0] === "delete",
    emails: emailsOf(after),
    references: Object.fromEntries(
      Object.entries(flat(type, expressions)).map(([key, value]) => [key, referencesOf(value, module_address)]),
    ),
  };
}

/**
 * The attributes of an entitlement without their blocks: no two of them have the same name.
 *
 * They are in blocks within blocks, each of them once (terraform-provider-aws, accountaccess; CDK, CfnEntitlement).
 */
function flat(type: string, row: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  if (type !== ENTITLEMENT) return row;
  const leaves = (value: unknown, key: string): readonly (readonly [string, unknown])[] => {
    if (Array.isArray(value)) return value.flatMap((item) => leaves(item, key));
    const parsed = object.safeParse(value);
    if (!parsed.success || "references" in parsed.data) return [[key, value]];
    return Object.entries(parsed.data).flatMap(([name, item]) => leaves(item, name));
  };
  return Object.fromEntries(leaves(row, ""));
}

const texts = (row: Readonly<Record<string, unknown>>): Attributes =>
  Object.fromEntries(
    Object.entries(row).flatMap(([key, value]) => (typeof value === "string" ? [[key, value] as const] : [])),
  );

/** In a module they are written as seen from there. */
function referencesOf(expression: unknown, module: string | undefined): readonly string[] {
  const parsed = z.object({ references: z.array(z.string()) }).safeParse(expression);
  return parsed.success ? parsed.data.references.map((one) => (module ? `${module}.${one}` : one)) : [];
}

function emailsOf(after: unknown): readonly string[] {
  const parsed = z.object({ emails: z.array(z.object({ value: z.string() })) }).safeParse(after);
  return parsed.success ? parsed.data.emails.map(({ value }) => value) : [];
}
