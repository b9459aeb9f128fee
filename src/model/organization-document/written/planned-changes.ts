/** Reads what somebody else's tool says that it will change: a Terraform plan, a CloudFormation template or change set. */
import { changesOfChangeSet } from "./cloudformation/change-set.ts";
import { isObject, type JsonObject } from "./cloudformation/intrinsic.ts";
import { changesOfTemplate, type GivenParameters } from "./cloudformation/template.ts";
import { templateValue } from "./cloudformation/template-text.ts";
import type { PlanSource, ReadPlannedChanges } from "./planned-change.ts";
import { parseTerraformPlan } from "./terraform-plan.ts";

/** What a text looks like; undefined: like none of them. */
export type ReadByForm = ReadPlannedChanges & { readonly form: PlanSource | undefined };

interface Reading {
  /** Whether resources alone, without their template, are one. */
  readonly takesFragments?: boolean | undefined;
  /** Of a template: values of its parameters. */
  readonly parameters?: GivenParameters | undefined;
}

/** The changes of a text, with the kind of plan that it was read as. Never throws. */
export function parsePlannedChanges(text: string, { takesFragments = false, parameters }: Reading = {}): ReadByForm {
  const read = templateValue(text);
  if (read.kind === "invalid") return { ...read, form: undefined };
  const whole = isObject(read.value) ? read.value : {};
  const value = takesFragments ? (templateAround(whole) ?? whole) : whole;
  const has = (name: string): boolean => Object.hasOwn(value, name);
  if (has("Changes") && !has("Resources")) return { ...changesOfChangeSet(value), form: "cloudformation-change-set" };
  const template = templateIn(value);
  if (template) return { ...changesOfTemplate(template, parameters), form: "cloudformation-template" };
  const elsewhere = ELSEWHERE.find(({ fits }) => fits(value));
  if (elsewhere) return { ...none(elsewhere.words), form: undefined };
  if (has("format_version") || has("resource_changes") || has("serial")) return asTerraform(text);
  return { ...none(NO_PLAN), form: undefined };
}

const asTerraform = (text: string): ReadByForm => ({ ...parseTerraformPlan(text), form: "terraform" });

const none = (message: string): ReadPlannedChanges => ({ kind: "invalid", problems: [{ path: "", message }] });

const NO_PLAN =
  "is neither a Terraform plan (resource_changes), nor a CloudFormation template (Resources) or change set (Changes)";

/** The template itself, or what `aws cloudformation get-template` prints of it. */
function templateIn(value: JsonObject): JsonObject | undefined {
  const body = value["TemplateBody"];
  if (isObject(body)) return templateIn(body);
  if (typeof body === "string") {
    const inner = templateValue(body);
    return inner.kind === "ok" && isObject(inner.value) && !Object.hasOwn(inner.value, "TemplateBody")
      ? templateIn(inner.value)
      : undefined;
  }
  return isObject(value["Resources"]) && isCloudFormation(value) ? value : undefined;
}

/** A template around resources that somebody took out of theirs. */
function templateAround(value: JsonObject): JsonObject | undefined {
  const isResource = (one: unknown): boolean => isObject(one) && /^AWS::\w+::\w+$/.test(String(one["Type"]));
  if (isResource(value)) return { Resources: { Resource: value } };
  const bodies = Object.values(value);
  return bodies.length > 0 && bodies.every(isResource) ? { Resources: value } : undefined;
}

/** Every resource has a type of CloudFormation's, except loops. */
const isCloudFormation = ({ AWSTemplateFormatVersion, Resources }: JsonObject): boolean =>
  AWSTemplateFormatVersion !== undefined ||
  Object.entries(isObject(Resources) ? Resources : {}).some(
    ([name, body]) => name.startsWith("Fn::ForEach::") || (isObject(body) && /::/.test(String(body["Type"]))),
  );

/** Files of other tools that are taken for templates. */
const ELSEWHERE: readonly { readonly fits: (value: JsonObject) => boolean; readonly words: string }[] = [
  {
    fits: (value) => /schema\.management\.azure\.com/.test(String(value["$schema"])),
    words: "is a template of Azure Resource Manager, not of CloudFormation",
  },
  {
    fits: (value) => value["apiVersion"] !== undefined && value["kind"] !== undefined,
    words: "is a manifest of Kubernetes, not a CloudFormation template",
  },
  {
    fits: (value) => value["StackResources"] !== undefined || value["StackResourceSummaries"] !== undefined,
    words: "lists what a stack has deployed. Give its template, or a change set",
  },
  {
    fits: (value) => value["Stacks"] !== undefined || value["StackSummaries"] !== undefined,
    words: "describes stacks. Give the template of one, or a change set",
  },
  {
    fits: (value) => value["artifacts"] !== undefined && value["version"] !== undefined,
    words: "is a manifest of the CDK. Give the template beside it: cdk.out/<stack>.template.json",
  },
  {
    fits: (value) => value["service"] !== undefined && value["provider"] !== undefined,
    words: "is a configuration of the Serverless Framework. Give the template that it makes",
  },
];
