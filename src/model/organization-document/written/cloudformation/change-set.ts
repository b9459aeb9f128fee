/** A CloudFormation change set, as `aws cloudformation describe-change-set` prints it, as changes of access: untrusted input. */
import * as z from "zod/mini";
import { describeIssue } from "../../load.ts";
import type { Attributes, PlannedChange, ReadPlannedChanges } from "../planned-change.ts";
import { isObject } from "./intrinsic.ts";
import { identified, isKnownRemoval } from "./physical-id.ts";
import { plannedProperties } from "./planned-properties.ts";
import { type Resolved, textOf, unknown } from "./resolved.ts";
import { type AccessResource, accessResourceOf, isNearAccess } from "./resource-types.ts";
import { holdsOthers, NOTHING_KNOWN } from "./template.ts";

const text = z.string().check(z.maxLength(4096));
const resourceChange = z.object({
  Action: text,
  LogicalResourceId: text,
  PhysicalResourceId: z.optional(z.nullable(text)),
  ResourceType: text,
  Replacement: z.optional(z.nullable(text)),
  PolicyAction: z.optional(z.nullable(text)),
  BeforeContext: z.optional(z.nullable(z.string())),
  AfterContext: z.optional(z.nullable(z.string())),
});
const changeSet = z.object({
  Status: z.optional(text),
  StatusReason: z.optional(z.nullable(text)),
  ExecutionStatus: z.optional(text),
  NextToken: z.optional(z.nullable(z.string())),
  Changes: z.array(z.object({ ResourceChange: z.optional(resourceChange) })),
});
type ResourceChange = z.infer<typeof resourceChange>;

/** The changes of a parsed change set. Never throws. */
export function changesOfChangeSet(value: unknown): ReadPlannedChanges {
  const checked = changeSet.safeParse(value, { reportInput: true });
  if (!checked.success) return { kind: "invalid", problems: checked.error.issues.flatMap(describeIssue) };
  const refused = refusalOf(checked.data);
  if (refused) return { kind: "invalid", problems: [refused] };
  const rows = checked.data.Changes.flatMap(({ ResourceChange: row }) => (row ? [row] : []));
  const changes = rows.flatMap(changeOf);
  return { kind: "ok", plan: { source: "cloudformation-change-set", changes, limits: [] } };
}

/** What may not be executed as it stands (API_DescribeChangeSet: Status, ExecutionStatus). */
function refusalOf({ Status, StatusReason, ExecutionStatus, NextToken, Changes }: z.infer<typeof changeSet>) {
  // AWS fails a change set in which nothing differs; then it is none of an error.
  const isEmpty =
    Changes.length === 0 && /didn't contain changes|No updates are to be performed/.test(StatusReason ?? "");
  if (Status === "FAILED" && !isEmpty)
    return {
      path: "Status",
      message: `is FAILED, so the change set is not complete${StatusReason ? `: ${StatusReason}` : ""}`,
    };
  if (Status !== undefined && Status !== "CREATE_COMPLETE" && Status !== "FAILED")
    return { path: "Status", message: `is ${Status}: only a change set that is CREATE_COMPLETE has all its changes` };
  if (ExecutionStatus === "OBSOLETE")
    return {
      path: "ExecutionStatus",
      message: "is OBSOLETE: the stack was changed since, so CloudFormation will not execute it",
    };
  if (ExecutionStatus !== undefined && /^EXECUTE_/.test(ExecutionStatus))
    return {
      path: "ExecutionStatus",
      message: `is ${ExecutionStatus}: it was executed already, so look at the organization as it is`,
    };
  if (NextToken) return { path: "NextToken", message: "is there: this is one page, and the other changes are missing" };
  return undefined;
}

function changeOf(row: ResourceChange): readonly PlannedChange[] {
  const { Action, LogicalResourceId: address, ResourceType: type, Replacement } = row;
  const resource = accessResourceOf(type);
  if (holdsOthers(type))
    return [{ ...NOTHING_KNOWN, address, type, doubt: "its changes are in a change set of its own" }];
  if (!resource) return isNearAccess(type) ? [{ ...NOTHING_KNOWN, address, type }] : [];
  const before = Action === "Modify" || Action === "Remove" ? beforeOf(row, resource) : undefined;
  const base = { ...NOTHING_KNOWN, address, type: resource.type };
  if (Action === "Remove") return removal(row, resource, before);
  if (!["Add", "Modify", "Import"].includes(Action))
    return [{ ...base, doubt: `CloudFormation calls what happens to it ${Action}` }];
  // An assignment, a membership or an entitlement has no part that changes in place (Template Reference, "Update requires").
  const isWhole = Object.keys(resource.attributes).length === 0;
  const isReplaced = Action === "Modify" && (isWhole || Replacement === "True" || Replacement === "Conditional");
  const isKept = row.PolicyAction === "ReplaceAndRetain";
  const isOldKnown = !isReplaced || isKept || isKnownRemoval(resource.type, before ?? {});
  return [
    ...(isOldKnown ? [] : removal(row, resource, before)),
    {
      ...base,
      before: isKept ? undefined : before,
      isReplaced,
      ...(Action === "Add" ? {} : { isDeclared: true as const }),
      ...plannedProperties(resource, contextOf(row.AfterContext)),
    },
  ];
}

function removal(
  row: ResourceChange,
  resource: AccessResource,
  before: Attributes | undefined,
): readonly PlannedChange[] {
  if (row.PolicyAction === "Retain") return [];
  const isKnown = before !== undefined && isKnownRemoval(resource.type, before);
  const why = "the change set does not say what it deletes: describe it with --include-property-values";
  return [
    {
      ...NOTHING_KNOWN,
      address: row.LogicalResourceId,
      type: resource.type,
      before,
      after: undefined,
      ...(isKnown ? {} : { doubt: why }),
    },
  ];
}

const beforeOf = (row: ResourceChange, resource: AccessResource): Attributes => ({
  ...identified(resource.type, row.PhysicalResourceId ?? ""),
  ...plannedProperties(resource, contextOf(row.BeforeContext)).after,
});

/** What stands for a value that the execution makes (seen in change sets of the CDK and LocalStack's recordings of AWS). */
const LATER = "{{changeSet:KNOWN_AFTER_APPLY}}";

/** `{"Properties": {…}}` as JSON in a text; absent without `IncludePropertyValues`. */
function contextOf(context: string | null | undefined): Resolved {
  if (!context) return unknown("the change set was described without --include-property-values");
  try {
    const parsed: unknown = JSON.parse(context);
    return knownValue(isObject(parsed) ? (parsed["Properties"] ?? {}) : {}, 0);
  } catch {
    return unknown("its properties are no JSON");
  }
}

const DEEPEST = 20;

function knownValue(value: unknown, depth: number): Resolved {
  if (depth > DEEPEST) return unknown("it is nested too deeply");
  if (value === LATER) return unknown("it is known once the change set is executed");
  if (typeof value === "string") return value.includes("{{") ? unknown("it is read at the deployment") : textOf(value);
  if (typeof value === "number" || typeof value === "boolean") return textOf(String(value));
  if (Array.isArray(value)) return { kind: "list", items: value.map((item) => knownValue(item, depth + 1)) };
  if (!isObject(value)) return { kind: "absent" };
  return {
    kind: "map",
    entries: new Map(Object.entries(value).map(([key, one]) => [key, knownValue(one, depth + 1)])),
  };
}
