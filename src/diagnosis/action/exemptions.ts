/** Whom a denying statement spares: roles named in its conditions, and a pattern that misses this role by a detail. */
import type { PolicyLevel } from "../../facts/grant/additional-facts.ts";
import type { NamedStatement } from "../../model/action-decision.ts";
import { contextOf, valued } from "../../policy/context.ts";
import { type Condition, parsePolicy, type Statement } from "../../policy/document.ts";
import { matches } from "../../policy/matcher.ts";
import { fill } from "../../policy/pattern.ts";

export interface NearMiss {
  /** As the policy writes it. */
  readonly pattern: string;
  /** The pattern that would match the role. */
  readonly corrected: string;
  /** Half a sentence: what keeps the pattern from matching. */
  readonly why: string;
}

const NEGATED = /^(?:ForA\w+Values?:)?(?:String|Arn)Not(?:Like|Equals)\w*$/;

/** Patterns of the principals that the statements spare. */
export function sparedPrincipals(
  levels: readonly PolicyLevel[],
  statements: readonly NamedStatement[],
): readonly string[] {
  return statements.flatMap((named) => {
    const text = levels.flatMap(({ policies }) => policies).find(({ name }) => name === named.policy)?.text;
    const parsed = text === undefined ? undefined : parsePolicy(text);
    const found: Statement | undefined =
      parsed?.kind === "ok" ? parsed.policy.statements[named.statement - 1] : undefined;
    return (found?.conditions ?? []).filter(isOfPrincipal).flatMap(({ values }) => values);
  });
}

const isOfPrincipal = ({ key, operator }: Condition): boolean =>
  NEGATED.test(operator) && PRINCIPAL_KEYS.has(key.toLowerCase());

/** The second one is who signs in to the console, before authentication (facts N19). */
const PRINCIPAL_KEYS: ReadonlySet<string> = new Set(["aws:principalarn", "signin:principalarn"]);

/** The first pattern that is meant for the role, by its own name, and misses it. */
export function nearMissOf(patterns: readonly string[], roleArn: string): NearMiss | undefined {
  for (const pattern of patterns) {
    const found = CORRECTIONS.map(({ correct, why }) => ({ pattern, corrected: correct(pattern), why })).find(
      ({ corrected }) => corrected !== pattern && covers(corrected, roleArn),
    );
    if (found) return found;
  }
  return undefined;
}

/** Reserved roles of us-east-1 have no Region in their path, those of other Regions have one (facts C1). */
const CORRECTIONS: readonly { readonly correct: (pattern: string) => string; readonly why: string }[] = [
  {
    correct: (pattern) => pattern.replace(/\/sso\.amazonaws\.com\/(?:\*|[a-z0-9-]+)\/AWS/, "/sso.amazonaws.com/AWS"),
    why: "it requires a Region in the path, which the role's ARN does not have",
  },
  {
    correct: (pattern) => pattern.replace("/sso.amazonaws.com/AWS", "/sso.amazonaws.com/*/AWS"),
    why: "it has no place for the Region in the role's path",
  },
  {
    correct: (pattern) => pattern.replace(/:role\/AWS/, ":role/aws-reserved/sso.amazonaws.com*/AWS"),
    why: "it lacks the path of the role",
  },
  {
    correct: (pattern) => (/AWSReservedSSO_[\w+=,.@-]+$/.test(pattern) ? `${pattern}_*` : pattern),
    why: "it lacks the suffix of the role's name",
  },
];

function covers(pattern: string, arn: string): boolean {
  // A pattern for every role is no sign that this one is meant.
  if (!/AWSReservedSSO_[^*?]/.test(pattern)) return false;
  const filled = fill(pattern, contextOf({ arn: valued(arn) }), { hasWildcards: true, hasVariables: false });
  return filled.state === "known" && matches(filled.units, arn);
}
