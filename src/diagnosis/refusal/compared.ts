/** AWS's record beside the decision on the policies of now: where they disagree, that is said. */
import type { ActionDecision } from "../../model/action-decision.ts";
import type { DecisionCompared, RefusingStatement } from "./recorded-refusal.ts";

interface Recorded {
  readonly effect: "EXPLICIT_DENY" | "IMPLICIT_DENY";
  readonly refusedBy: readonly RefusingStatement[];
}

export function compareDecision({ effect, refusedBy }: Recorded, decision: ActionDecision): DecisionCompared {
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
  return isSame
    ? { agrees: true, words: `The policies of now decide the same: ${nowWords}.` }
    : { agrees: false, words: `Disagreement: ${then}; by the policies of now ${nowWords}${whatChanged(refusedBy)}.` };
}

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
