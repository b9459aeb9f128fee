/** The rules of a lab's EventBridge: each sends the recorded changes that it matches to the queues that are its targets. */
import { allowsService } from "../../authorization/resource-policy.ts";
import type { EventRecord } from "../../world/events.ts";
import type { World } from "../../world/world.ts";
import { madeQueue } from "../sqs/queues.ts";
import { eventBody } from "./event-body.ts";
import { type EventPattern, parsePattern } from "./pattern.ts";

export interface RuleAt {
  readonly accountId: string;
  readonly region: string;
  readonly name: string;
}

export interface Target {
  readonly Id: string;
  readonly Arn: string;
  readonly [member: string]: unknown;
}

export interface Rule extends RuleAt {
  readonly arn: string;
  readonly pattern: string;
  readonly description: string | undefined;
  readonly state: string;
  readonly tags: Map<string, string>;
  readonly targets: Map<string, Target>;
}

interface Known extends Rule {
  readonly takes: EventPattern;
}

/** In memory, as the queues are. */
const rulesOf = new WeakMap<World, Map<string, Known>>();

function rulesIn(world: World): Map<string, Known> {
  const found = rulesOf.get(world);
  if (found) return found;
  const rules = new Map<string, Known>();
  rulesOf.set(world, rules);
  world.trail.listen((event) => {
    for (const rule of rules.values()) send(event, rule, world);
  });
  return rules;
}

export const arnOfRule = ({ accountId, region, name }: RuleAt): string =>
  `arn:aws:events:${region}:${accountId}:rule/${name}`;

export const findRule = (world: World, at: RuleAt): Rule | undefined => rulesIn(world).get(arnOfRule(at));

export const ruleOfArn = (world: World, arn: string): Rule | undefined => rulesIn(world).get(arn);

/** A rule that is there keeps its targets and tags. @throws SyntaxError where the pattern is none */
export function putRule(world: World, rule: Omit<Rule, "arn" | "targets">): Rule {
  const arn = arnOfRule(rule);
  const before = rulesIn(world).get(arn);
  const { tags, targets } = before ?? { tags: rule.tags, targets: new Map<string, Target>() };
  const known = { ...rule, arn, tags, targets, takes: parsePattern(rule.pattern) };
  rulesIn(world).set(arn, known);
  return known;
}

export const deleteRule = (world: World, { arn }: Rule): void => void rulesIn(world).delete(arn);

/** The queue's own policy has to let the rule send (EventBridge User Guide, resource-based policies); targets of other kinds get nothing here. */
function send(event: EventRecord, rule: Known, world: World): void {
  const { accountId, region, state, targets, arn } = rule;
  if (state !== "ENABLED" || event.recipientAccountId !== accountId || event.region !== region) return;
  const body = eventBody(event, accountId);
  if (!rule.takes(JSON.parse(body))) return;
  for (const { Arn } of targets.values()) {
    const queue = madeQueue(world, Arn);
    const policy = queue?.attributes.get("Policy");
    if (!queue || policy === undefined) continue;
    const context = new Map([
      ["aws:sourcearn", [arn]],
      ["aws:sourceaccount", [accountId]],
      ["aws:securetransport", ["true"]],
    ]);
    const request = { action: "sqs:SendMessage", resource: Arn, context };
    if (allowsService(policy, "events.amazonaws.com", request)) queue.messages.send(body, Date.parse(event.at));
  }
}
