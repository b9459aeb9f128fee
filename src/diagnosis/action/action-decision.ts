/** The decision on the action that a question asks about, and its sentence. */

import { isConsoleAction } from "../../facts/grant/console-sign-in.ts";
import type { ActionAsked, GrantFacts } from "../../facts/grant/grant-facts.ts";
import type { ActionDecision, Decision, LayerDecision, NamedStatement } from "../../model/action-decision.ts";
import type { EvidenceId } from "../../model/evidence.ts";
import { evidenceOf, knownValue, type ReadFailure, type Reading } from "../../model/reading.ts";
import { decide } from "../../policy/evaluate.ts";
import { listed } from "../path/names.ts";
import { actionName } from "./action-name.ts";
import { decideConsole } from "./console-decision.ts";
import { misspeltAction } from "./known-actions.ts";
import { layersOf, requestOf, serviceControl } from "./policy-layers.ts";
import { resourcePolicyThatMayAllow } from "./resource-policies.ts";
import { neededResourcePolicy, needsNoPermission } from "./services.ts";

/** Undefined where the question asks about no action. */
export function decideAction(facts: GrantFacts): ActionDecision | undefined {
  const { action: asked } = facts.question;
  if (!asked) return undefined;
  const about = {
    account: facts.accountId,
    permissionSet: knownValue(facts.permissionSet)?.name ?? null,
    action: asked.action,
    resource: asked.resource ?? null,
    region: asked.region ?? null,
  };
  if (isConsoleAction(asked.action)) {
    const decision = decideConsole(facts, asked);
    return { ...about, ...decision, summary: `${asked.action} (the console) ${consoleOutcome(decision)}` };
  }
  const resourcePolicy = resourcePolicyThatMayAllow({ ...asked, accountId: facts.accountId });
  const decision = decide(requestOf(facts, asked), layersOf(facts, asked), resourcePolicy);
  const remark = misspeltAction(asked.action);
  const afterwards = remark === undefined ? "" : `. ${remark.replace(/[.]$/, "")}`;
  return { ...about, ...decision, summary: `${actionName(asked)} ${outcome(decision, asked.action)}${afterwards}` };
}

function consoleOutcome({ answer, refusedBy, layers }: Decision): string {
  if (refusedBy) return refusalWords(refusedBy);
  if (answer === "unknown") {
    const missing = [...new Set(layers.flatMap((one) => one.missing))];
    return `could not be decided: it depends on ${listed(missing.map(withHint))}`;
  }
  return layers.every((one) => one.answer === "does not apply")
    ? "is not refused: no policy for it is in force"
    : "is not refused by a policy that is in force";
}

/** The statements of service control policies that deny the sign-in itself (facts C7 (i), inferred); none where nothing was asked. */
export function signInDenials(facts: GrantFacts): readonly NamedStatement[] {
  if (facts.additional.layers.state !== "known") return [];
  const asked: ActionAsked = { action: "sts:AssumeRoleWithSAML", resource: undefined, region: undefined };
  const { refusedBy } = decide(requestOf(facts, asked), [serviceControl(facts)]);
  return refusedBy?.statements ?? [];
}

/** `statement "NoS3" of Guardrails (p-a1b2c3d4)` */
export const statementName = ({ policy, sid, statement }: NamedStatement): string =>
  `statement ${sid === null ? statement : `"${sid}"`} of ${policy}`;

function outcome({ answer, refusedBy, resourcePolicy, layers }: Decision, action: string): string {
  if (needsNoPermission(action)) return "is always allowed: AWS requires no permission for it";
  if (refusedBy) return refusalWords(refusedBy);
  if (resourcePolicy !== null) {
    const closed = layers.find((layer) => layer.answer === "deny")?.layer;
    const open = layers.flatMap((one) => one.missing);
    const also = open.length > 0 ? `; it depends on ${listed([...new Set(open)].map(withHint))}, too` : "";
    return `could not be decided: no ${closed} allows it, but ${resourcePolicy}, which was not read, may${also}`;
  }
  if (answer === "unknown") {
    const missing = [...new Set(layers.flatMap((one) => one.missing))];
    return `could not be decided: it depends on ${listed(missing.map(withHint))}`;
  }
  const granting = layers.find(({ layer }) => layer === "identity-based policy")?.statements ?? [];
  const needed = neededResourcePolicy(action);
  return needed === undefined
    ? `is allowed by ${listed(granting.map(statementName))}, and no other layer refuses it`
    : `is allowed by ${listed(granting.map(statementName))}, but ${needed} must allow it, too, and was not read`;
}

/** `is denied by a service control policy: statement "NoS3" of Guardrails (p-a1b2c3d4)` */
export function refusalWords({ layer, isExplicit, statements, target }: LayerDecision): string {
  const kind = `${layer === "identity-based policy" ? "an" : "a"} ${layer}`;
  if (isExplicit) return `is denied by ${kind}: ${listed(statements.map(statementName))}`;
  return `is denied, because no ${layer}${target === null ? "" : ` of ${target}`} allows it`;
}

/** Which flag tells what is not known. */
const HINTS: Readonly<Record<string, string>> = {
  "the resource": "--resource",
  "aws:requestedregion": "--action-region",
  "aws:principalarn": "--audit-role",
};

const withHint = (missing: string): string => {
  const flag = HINTS[missing.toLowerCase()] ?? (CONDITION_KEY.test(missing) ? "--context" : undefined);
  return flag === undefined ? missing : `${missing} (give ${flag})`;
};

/** `aws:SourceVpc`; other things that are missing are phrases. */
const CONDITION_KEY = /^[\w.-]+:\S+$/;

/** What was read of the layers, and of the attributes that they compare. */
export const layerReadings = (facts: GrantFacts): readonly Reading<unknown>[] => [
  ...ofEveryAction(facts),
  ...consoleReadings(facts),
];

/** Unread unless the question is about the console. */
const consoleReadings = ({ additional: { consoleSignIn } }: GrantFacts): readonly Reading<unknown>[] =>
  consoleSignIn.state === "known"
    ? [consoleSignIn.value.ofAccount, consoleSignIn.value.ofOrganization, consoleSignIn.value.policy]
    : [consoleSignIn];

const ofEveryAction = ({ additional: { layers, attributes } }: GrantFacts): readonly Reading<unknown>[] =>
  layers.state === "known"
    ? [
        layers.value.serviceControl,
        layers.value.resourceControl,
        layers.value.boundary,
        layers.value.identity,
        attributes,
      ]
    : [layers, attributes];

/** What could not be read of the layers: it counts only where it leaves the decision open. */
export const layerFailures = (facts: GrantFacts): readonly ReadFailure[] =>
  layerReadings(facts).flatMap((reading) => (reading.state === "unknown" ? [reading.failure] : []));

/** The calls that show the policies of one layer. */
export function layerEvidence(facts: GrantFacts, layer: LayerDecision["layer"]): readonly EvidenceId[] {
  const { layers } = facts.additional;
  if (layer === "sign-in policy") return consoleReadings(facts).flatMap(evidenceOf);
  if (layers.state !== "known") return [];
  switch (layer) {
    case "service control policy":
      return evidenceOf(layers.value.serviceControl);
    case "resource control policy":
      return evidenceOf(layers.value.resourceControl);
    case "permissions boundary":
      return evidenceOf(layers.value.boundary);
    case "identity-based policy":
      return evidenceOf(layers.value.identity);
  }
}
