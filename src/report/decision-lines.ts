/** The decision on an action as people read it: one row for each layer, with the statements that decide. */
import type { ActionDecision, LayerDecision, NamedStatement } from "../model/action-decision.ts";
import { plain } from "./sanitize.ts";

/** Layer, answer, and what decided or what would have to be known; plain text. */
export const decisionRows = ({
  layers,
  resourcePolicy,
}: ActionDecision): readonly (readonly [string, string, string])[] => [
  ...layers.map((layer) => [layer.layer, layer.answer, plain(reasonOf(layer))] as const),
  ...(resourcePolicy === null
    ? []
    : [["resource-based policy", "unknown", plain(`depends on ${resourcePolicy}`)] as const]),
];

/** How many statements are named; the JSON has all. */
const STATEMENTS_SHOWN = 3;

function reasonOf({ answer, isExplicit, target, statements, missing, nearMisses }: LayerDecision): string {
  switch (answer) {
    case "does not apply":
      return "";
    case "unknown":
      return `depends on ${missing.join(", ")}`;
    case "allow":
      return statements.length === 0 ? "" : some(statements);
    case "deny": {
      if (isExplicit) return some(statements);
      const near = nearMisses.map((one) => `${statementWords(one)} would match except for ${one.keys.join(", ")}`);
      return [
        `no statement${target === null ? "" : ` at ${target}`} allows it`,
        ...near.slice(0, STATEMENTS_SHOWN),
      ].join("; ");
    }
  }
}

function some(statements: readonly NamedStatement[]): string {
  const more = statements.length - STATEMENTS_SHOWN;
  const shown = statements.slice(0, STATEMENTS_SHOWN).map(statementWords).join(", ");
  return more > 0 ? `${shown} and ${more} more` : shown;
}

const statementWords = ({ policy, policyArn, sid, statement, effect }: NamedStatement): string =>
  `${effect} ${sid === null ? statement : `"${sid}"`} of ${policy}${policyArn && policyArn !== policy ? `, ${policyArn}` : ""}`;
