/** AWS's record, and the policy that its message names, beside the decision on the policies of now: where they disagree, that is said. */
import type { ActionDecision, LayerDecision } from "../../model/action-decision.ts";
import type { DecisionCompared, RefusingStatement } from "./recorded-refusal.ts";

interface Recorded {
  readonly effect: "EXPLICIT_DENY" | "IMPLICIT_DENY";
  readonly refusedBy: readonly RefusingStatement[];
  /** ARN of the policy that the pasted message names. */
  readonly named: string | null;
}

export function compareDecision({ effect, refusedBy, named }: Recorded, decision: ActionDecision): DecisionCompared {
  const { answer, refusedBy: now, layers } = decision;
  const then = thenWords(effect, refusedBy);
  if (answer === "unknown") {
    const missing = [...new Set(layers.flatMap((one) => one.missing))].join(", ");
    return { agrees: null, words: `Not compared with the policies of now: that depends on ${missing}.` };
  }
  if (answer === "allow" || now === null)
    return {
      agrees: false,
      words: `Disagreement: ${then}, and by the policies of now the action is allowed${whatChanged(refusedBy)}.`,
    };
  const nowWords = now.isExplicit ? `${article(now.layer)} ${now.layer} denies it` : `no ${now.layer} allows it`;
  const isSame =
    effect === "IMPLICIT_DENY" ? !now.isExplicit : now.isExplicit && refusedBy.some(({ layer }) => layer === now.layer);
  if (!isSame)
    return {
      agrees: false,
      words: `Disagreement: ${then}; by the policies of now ${nowWords}${whatChanged(refusedBy)}.`,
    };
  const other = otherPolicies({ refusedBy, named, now });
  return other === undefined
    ? { agrees: true, words: `The policies of now decide the same: ${nowWords}${byWhich(now)}.` }
    : { agrees: false, words: `Disagreement: ${other}${whatChanged(refusedBy)}.` };
}

/** The policy that a pasted message names beside the decision on the policies of now, where AWS's record is not there. */
export function compareNamed(named: string, { answer, refusedBy: now, layers }: ActionDecision): DecisionCompared {
  if (answer === "unknown") {
    const missing = [...new Set(layers.flatMap((one) => one.missing))].join(", ");
    return { agrees: null, words: `Not compared with the policies of now: that depends on ${missing}.` };
  }
  const begin = `Disagreement: the message names ${named}, and by the policies of now`;
  if (answer === "allow" || now === null) return { agrees: false, words: `${begin} the action is allowed.` };
  if (!now.isExplicit) return { agrees: false, words: `${begin} no ${now.layer} allows it.` };
  if (now.statements.some(({ policyArn }) => policyArn === named))
    return {
      agrees: true,
      words: `The policies of now decide the same: ${article(now.layer)} ${now.layer} denies it (${named}).`,
    };
  const policies = [...new Set(now.statements.map(({ policy, policyArn }) => policyArn ?? policy))];
  return { agrees: false, words: `${begin} ${policies.join(", ")} ${policies.length === 1 ? "denies" : "deny"} it.` };
}

/** By their ARNs; inline policies have none on either side (facts AT18). */
function otherPolicies({
  refusedBy,
  named,
  now,
}: Pick<Recorded, "refusedBy" | "named"> & { readonly now: LayerDecision }): string | undefined {
  const ofLayer = refusedBy.filter(({ layer }) => layer === now.layer).map(({ policy }) => policy);
  const then = arns(ofLayer);
  if (named !== null && then.length > 0 && !arns(refusedBy.map(({ policy }) => policy)).includes(named))
    return `the message names ${named}, and AWS's record ${then.join(", ")}`;
  const today = now.statements.map(({ policyArn }) => policyArn);
  // An inline policy of the record may be one that denies now.
  if (then.length === 0 || then.length < new Set(ofLayer).size || then.some((arn) => today.includes(arn)))
    return undefined;
  const policies = [...new Set(now.statements.map(({ policy, policyArn }) => policyArn ?? policy))];
  return `AWS's record names ${then.join(", ")}, and of the policies of now ${policies.join(", ")} ${policies.length === 1 ? "denies" : "deny"} it`;
}

const arns = (names: readonly string[]): readonly string[] => [
  ...new Set(names.filter((name) => name.startsWith("arn:"))),
];

const byWhich = ({ statements }: LayerDecision): string => {
  const named = arns(statements.map(({ policyArn }) => policyArn ?? ""));
  return named.length === 0 ? "" : ` (${named.join(", ")})`;
};

function thenWords(effect: Recorded["effect"], refusedBy: Recorded["refusedBy"]): string {
  if (effect === "IMPLICIT_DENY") return "nothing allowed the action when it was refused";
  const layers = [...new Set(refusedBy.map(({ layer }) => layer))];
  return `a statement of ${layers.map((layer) => `${article(layer)} ${layer}`).join(" and of ")} denied the action when it was refused`;
}

function whatChanged(refusedBy: readonly RefusingStatement[]): string {
  const changed = refusedBy.filter(({ since }) => !["unchanged", "unknown"].includes(since));
  return changed.length === 0
    ? ""
    : ` (changed since: ${changed.map(({ sid, policy }) => `"${sid}" of ${policy}`).join(", ")})`;
}

const article = (noun: string): string => (/^[aeiou]/i.test(noun) ? "an" : "a");
