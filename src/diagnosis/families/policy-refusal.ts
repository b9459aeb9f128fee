/** What the causes behind a refused action share: which layer it was, how certain that is, and what it depends on. */
import type { NamedText } from "../../facts/grant/additional-facts.ts";
import { isConsoleAction } from "../../facts/grant/console-sign-in.ts";
import type { GrantFacts } from "../../facts/grant/grant-facts.ts";
import type { ActionDecision, LayerDecision, NamedStatement, PolicyLayerName } from "../../model/action-decision.ts";
import type { EvidenceId } from "../../model/evidence.ts";
import { evidenceOf, knownValue } from "../../model/reading.ts";
import { decide } from "../../policy/evaluate.ts";
import { layerEvidence } from "../action/action-decision.ts";
import { type NearMiss, nearMissOf, sparedPrincipals } from "../action/exemptions.ts";
import { misspeltAction } from "../action/known-actions.ts";
import { layersOf, requestOf, roleArnOf, roleArnStartOf } from "../action/policy-layers.ts";
import type { Found } from "../cause.ts";
import { listed } from "../path/names.ts";
import type { WalkedGrant } from "../path/walked-grant.ts";

export interface PolicyRefusal extends Found {
  readonly decision: ActionDecision;
  readonly refusedBy: LayerDecision;
}

/** The refusal of the asked action by one layer: a certain one, or one that only a policy of the resource could lift. */
export function refusalBy({ decision, facts }: WalkedGrant, layer: PolicyLayerName): PolicyRefusal | undefined {
  // A cause of its own tells of the console, which is refused without any action being (facts N1).
  if (decision && isConsoleAction(decision.action) && layer === "resource control policy") return undefined;
  const refusedBy = decision?.refusedBy ?? (decision && liftable(decision));
  if (!decision || refusedBy?.layer !== layer) return undefined;
  const confidence = decision.resourcePolicy === null ? "proved" : "likely";
  return { decision, refusedBy, confidence, evidence: layerEvidence(facts, layer) };
}

const liftable = ({ resourcePolicy, layers }: ActionDecision): LayerDecision | undefined =>
  resourcePolicy === null ? undefined : layers.find(({ answer }) => answer === "deny");

/** What the causes say about that remaining gap. */
export const gapNote = ({ resourcePolicy }: Pick<ActionDecision, "resourcePolicy">): string =>
  resourcePolicy === null
    ? ""
    : ` The resource's own policy was not read: if ${resourcePolicy} allows this role, the call succeeds.`;

/** That the action's name is likely misspelt: then the refusal says nothing about the one that was meant. */
export function nameNote({ action }: Pick<ActionDecision, "action">): string {
  const misspelt = misspeltAction(action);
  return misspelt === undefined ? "" : ` ${misspelt}`;
}

/** Which condition keys the deciding statements read. */
export function keysNote({ statements }: LayerDecision): string {
  const keys = [...new Set(statements.flatMap((one) => one.keys))];
  return keys.length === 0 ? "" : ` It depends on ${listed(keys)}.`;
}

/** What AWS calls these policies in its own refusals (facts N14), where the name is another one. */
export function arnNote({ statements }: LayerDecision): string {
  const arns = statements.flatMap(({ policy, policyArn }) => (policyArn && policyArn !== policy ? [policyArn] : []));
  return [...new Set(arns)].map((arn) => ` (${arn})`).join("");
}

/** The exemption that is meant for the grant's role and does not match it; undefined where the statements have none. */
export function missedExemption(
  { facts }: WalkedGrant,
  { statements, layer }: Pick<LayerDecision, "statements" | "layer">,
): NearMiss | undefined {
  const layers = knownValue(facts.additional.layers);
  const read = layers && (layer === "service control policy" ? layers.serviceControl : layers.resourceControl);
  const spared = sparedPrincipals((read && knownValue(read)) ?? [], statements);
  const start = roleArnStartOf(facts);
  const roleArn = roleArnOf(facts) ?? (start && `${start}${"0".repeat(16)}`);
  return roleArn === undefined ? undefined : nearMissOf(spared, roleArn);
}

/** Whom a control policy's refusal binds: everybody only where no condition spares anybody; a pattern that misses the role is shown. */
export function reachNote(grant: WalkedGrant, { refusedBy }: PolicyRefusal, account: string): string {
  if (refusedBy.statements.every(({ keys }) => keys.length === 0))
    return ` It binds everybody in ${account}, so no change of the permission set helps.`;
  const missed = missedExemption(grant, refusedBy);
  if (missed)
    return ` It exempts ${missed.pattern}, which seems meant for this role but does not match it: ${missed.why}. ${missed.corrected} would match.`;
  return " Its conditions exempt others; a change of the permission set's policies does not help.";
}

/** Why the role's own policies refuse: exactly one of these. */
export type IdentityRefusal =
  | (PolicyRefusal & {
      readonly kind: "attribute";
      readonly statement: NamedStatement;
      readonly keys: readonly string[];
    })
  | (PolicyRefusal & { readonly kind: "differs"; readonly accountId: string; readonly policies: readonly string[] })
  | (PolicyRefusal & { readonly kind: "no policy" | "not allowed" });

/** Why the role's own policies refuse the asked action; undefined where they do not. */
export function identityRefusal(grant: WalkedGrant): IdentityRefusal | undefined {
  const refusal = refusalBy(grant, "identity-based policy");
  if (!refusal) return undefined;
  if (hasNoPolicy(grant.facts)) return { ...refusal, kind: "no policy" };
  const attribute = attributeRefusal(refusal);
  if (attribute) return attribute;
  return otherAccountAllows(grant, refusal) ?? { ...refusal, kind: "not allowed" };
}

const TAG = /^aws:PrincipalTag\//i;

/** A denial that reads the session's tags, or an allowance that only they keep from counting (facts C10). */
function attributeRefusal(refusal: PolicyRefusal): IdentityRefusal | undefined {
  const { isExplicit, statements, nearMisses } = refusal.refusedBy;
  const statement = isExplicit
    ? statements.find(({ keys }) => keys.some((key) => TAG.test(key)))
    : nearMisses.find(({ keys }) => keys.every((key) => TAG.test(key)));
  return statement && { ...refusal, kind: "attribute", statement, keys: statement.keys.filter((key) => TAG.test(key)) };
}

/** With the texts that another account of the set has under the same names, the action would be allowed (facts C12). */
function otherAccountAllows({ facts }: WalkedGrant, refusal: PolicyRefusal): IdentityRefusal | undefined {
  const { action: asked } = facts.question;
  const layers = knownValue(facts.additional.layers);
  const elsewhere = layers && knownValue(layers.elsewhere);
  const here = layers && knownValue(layers.identity);
  if (!asked || !elsewhere || !here || !layers) return undefined;
  const texts = new Map(elsewhere.identity.map(({ name, text }) => [nameAndPath(name), text]));
  const there: readonly NamedText[] = here.map((one) => ({
    ...one,
    text: texts.get(nameAndPath(one.name)) ?? one.text,
  }));
  const policies = here.flatMap(({ name, text }, at) => (there[at]?.text === text ? [] : [name]));
  const identity = layersOf(facts, asked).find(({ layer }) => layer === "identity-based policy");
  if (!identity || policies.length === 0) return undefined;
  const { answer } = decide(requestOf(facts, asked), [
    { ...identity, policies: { kind: "levels", levels: [{ target: null, policies: there }] } },
  ]);
  if (answer !== "allow") return undefined;
  const evidence = [...refusal.evidence, ...evidenceOf(layers.elsewhere)];
  return { ...refusal, kind: "differs", accountId: elsewhere.accountId, policies, evidence };
}

/** `policy/team/Deploy` of a customer managed policy's ARN; other names as they are. */
const nameAndPath = (name: string): string => /^arn:[\w-]+:iam::\d{12}:(policy\/.+)$/.exec(name)?.[1] ?? name;

/** The policies of the role: read from itself or from the set, whichever of the two was read. */
interface Content {
  readonly isEmpty: boolean;
  readonly evidence: readonly EvidenceId[];
}

/** From the role itself, else from the set where the account has its present content (facts C9). */
function contentOf({ additional, freshness }: GrantFacts): Content | undefined {
  const layers = knownValue(additional.layers);
  if (layers?.identity.state === "known")
    return { isEmpty: layers.identity.value.length === 0, evidence: evidenceOf(layers.identity) };
  const role = knownValue(additional.iam)?.role;
  if (role?.state === "known" && role.value)
    return {
      isEmpty: role.value.attachedPolicyArns.length === 0 && Object.keys(role.value.inlinePolicies).length === 0,
      evidence: evidenceOf(role),
    };
  const { content } = additional;
  if (content.state !== "known" || knownValue(freshness) !== "latest") return undefined;
  const { managedPolicyArns, customerManagedPolicies, inlinePolicy } = content.value;
  return {
    isEmpty: managedPolicyArns.length === 0 && customerManagedPolicies.length === 0 && inlinePolicy === "",
    evidence: evidenceOf(content),
  };
}

/** Whether the role is known to have no policy that could allow anything. */
export const hasNoPolicy = (facts: GrantFacts): boolean => contentOf(facts)?.isEmpty === true;

export const emptinessEvidence = (facts: GrantFacts): readonly EvidenceId[] => contentOf(facts)?.evidence ?? [];
