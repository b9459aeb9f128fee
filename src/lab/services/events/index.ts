/** events: rules of the default event bus and their targets, as much as Terraform and CloudFormation ask for the rule of deploy/. */
import { ApiError } from "../../protocol/api-error.ts";
import type { Call, Operations } from "../operation.ts";
import { deleteRule, findRule, putRule, type Rule, ruleOfArn, type Target } from "./rules.ts";

interface OnBus {
  readonly EventBusName?: string;
}

interface Named extends OnBus {
  readonly Name: string;
}

interface OfRule extends OnBus {
  readonly Rule: string;
}

interface Tag {
  readonly Key: string;
  readonly Value: string;
}

const DEFAULT_BUS = "default";

/** API reference of PutTargets: a rule has five targets at most. */
const MOST_TARGETS = 5;

const atOf = (name: string, { caller, region }: Call) => ({ accountId: caller.accountId, region, name });

function onDefaultBus({ EventBusName = DEFAULT_BUS }: OnBus): void {
  if (EventBusName !== DEFAULT_BUS && !EventBusName.endsWith(`:event-bus/${DEFAULT_BUS}`))
    throw new ApiError("ResourceNotFoundException", `Event bus ${EventBusName} does not exist.`);
}

const noRule = (name: string): ApiError =>
  new ApiError("ResourceNotFoundException", `Rule ${name} does not exist on EventBus ${DEFAULT_BUS}.`);

function ruleNamed(name: string, bus: OnBus, call: Call): Rule {
  onDefaultBus(bus);
  const rule = findRule(call.world, atOf(name, call));
  if (!rule) throw noRule(name);
  return rule;
}

function ruleTagged(arn: string, { world, caller }: Call): Rule {
  const rule = ruleOfArn(world, arn);
  if (rule?.accountId === caller.accountId) return rule;
  throw noRule(arn.slice(arn.lastIndexOf("/") + 1));
}

interface RuleInput extends Named {
  readonly EventPattern?: string;
  readonly ScheduleExpression?: string;
  readonly State?: string;
  readonly Description?: string;
  readonly Tags?: readonly Tag[];
}

const ruleOperations: Operations = {
  PutRule: (input: RuleInput, call: Call) => {
    onDefaultBus(input);
    const { Name, EventPattern, ScheduleExpression, State = "ENABLED", Description, Tags = [] } = input;
    if (EventPattern === undefined || ScheduleExpression !== undefined)
      throw new ApiError("ValidationException", "The lab takes rules with an EventPattern, and no schedules.");
    const tags = new Map(Tags.map(({ Key, Value }) => [Key, Value]));
    const rule = { ...atOf(Name, call), pattern: EventPattern, description: Description, state: State, tags };
    try {
      return { RuleArn: putRule(call.world, rule).arn };
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      const words = `Event pattern is not valid. Reason: ${error.message}`;
      throw new ApiError("InvalidEventPatternException", words);
    }
  },

  DescribeRule: (input: Named, call: Call) => {
    const { name, arn, pattern, state, description, accountId } = ruleNamed(input.Name, input, call);
    return {
      Name: name,
      Arn: arn,
      EventPattern: pattern,
      State: state,
      ...(description !== undefined && { Description: description }),
      EventBusName: DEFAULT_BUS,
      CreatedBy: accountId,
    };
  },

  /** Of a rule that is not there it says nothing (API reference: idempotent). */
  DeleteRule: (input: Named, call: Call) => {
    onDefaultBus(input);
    const rule = findRule(call.world, atOf(input.Name, call));
    if (rule && rule.targets.size > 0)
      throw new ApiError("ValidationException", "Rule can't be deleted since it has targets.");
    if (rule) deleteRule(call.world, rule);
    return {};
  },

  ListTagsForResource: ({ ResourceARN }: { readonly ResourceARN: string }, call: Call) => ({
    Tags: [...ruleTagged(ResourceARN, call).tags].map(([Key, Value]) => ({ Key, Value })),
  }),

  TagResource: ({ ResourceARN, Tags }: { readonly ResourceARN: string; readonly Tags: readonly Tag[] }, call: Call) => {
    const { tags } = ruleTagged(ResourceARN, call);
    for (const { Key, Value } of Tags) tags.set(Key, Value);
    return {};
  },

  UntagResource: (input: { readonly ResourceARN: string; readonly TagKeys: readonly string[] }, call: Call) => {
    const { tags } = ruleTagged(input.ResourceARN, call);
    for (const key of input.TagKeys) tags.delete(key);
    return {};
  },
};

const targetOperations: Operations = {
  PutTargets: (input: OfRule & { readonly Targets: readonly Target[] }, call: Call) => {
    const { targets } = ruleNamed(input.Rule, input, call);
    if (new Set([...targets.keys(), ...input.Targets.map(({ Id }) => Id)]).size > MOST_TARGETS)
      throw new ApiError("LimitExceededException", "The requested resource exceeds the maximum number allowed.");
    for (const target of input.Targets) targets.set(target.Id, target);
    return { FailedEntryCount: 0, FailedEntries: [] };
  },

  ListTargetsByRule: (input: OfRule, call: Call) => ({
    Targets: [...ruleNamed(input.Rule, input, call).targets.values()],
  }),

  RemoveTargets: (input: OfRule & { readonly Ids: readonly string[] }, call: Call) => {
    const { targets } = ruleNamed(input.Rule, input, call);
    const missing = input.Ids.filter((id) => !targets.delete(id));
    return {
      FailedEntryCount: missing.length,
      FailedEntries: missing.map((TargetId) => ({ TargetId, ErrorCode: "ResourceNotFoundException" })),
    };
  },
};

export const events: Operations = { ...ruleOperations, ...targetOperations };
