/** Whether a statement applies to a request: its action, its resource, its principal and its conditions together. */
import { conditionHolds } from "./condition.ts";
import type { RequestContext } from "./context.ts";
import type { Patterns, Statement } from "./document.ts";
import { fill, matches, matchesEverything, variablesIn } from "./pattern.ts";
import { all, no, opposite, some, type Truth, truthOf, unknown, YES } from "./truth.ts";

export interface AccessRequest {
  /** `s3:GetObject` */
  readonly action: string;
  /** ARN; `*` for an action that has no resource; undefined: it was not said which. */
  readonly resource: string | undefined;
  /** The ARNs by which a policy can name who asks: account, role, session. */
  readonly principals: readonly string[];
  readonly context: RequestContext;
}

/** Yes, no (with the keys that another value of would change it), or unknown (with what would have to be known). */
export function statementApplies(statement: Statement, request: AccessRequest, hasVariables: boolean): Truth {
  const action = actionMatches(statement.actions, request);
  if (action.state === "no") return action;
  return all([
    action,
    resourceMatches(statement.resources, request, hasVariables),
    principalMatches(statement.principals, request),
    ...statement.conditions.map((condition) => conditionHolds(condition, request.context, hasVariables)),
  ]);
}

/** The condition keys and variables that a statement reads. */
export const keysRead = ({ conditions, resources }: Statement): readonly string[] => [
  ...new Set([
    ...conditions.flatMap(({ key, values }) => [key, ...values.flatMap(variablesIn)]),
    ...(resources?.patterns.flatMap(variablesIn) ?? []),
  ]),
];

const isOrIsNot = ({ isNegated }: Patterns, truth: Truth): Truth => (isNegated ? opposite(truth) : truth);

/** Actions are compared whatever their case (IAM User Guide, "Action"). */
function actionMatches(actions: Patterns, { action, context }: AccessRequest): Truth {
  const units = actions.patterns.map((pattern) =>
    fill(pattern.toLowerCase(), context, { hasWildcards: true, hasVariables: false }),
  );
  const isNamed = units.some((one) => one.state === "known" && matches(one.units, action.toLowerCase()));
  return isOrIsNot(actions, truthOf(isNamed));
}

/** A statement without resources stands for any. */
function resourceMatches(resources: Patterns | undefined, request: AccessRequest, hasVariables: boolean): Truth {
  if (!resources) return YES;
  const each = resources.patterns.map((pattern) => patternMatches(pattern, resources.isNegated, request, hasVariables));
  const truth = isOrIsNot(resources, some(each));
  const variables = hasVariables ? resources.patterns.flatMap(variablesIn) : [];
  return truth.state === "no" ? no(...variables) : truth;
}

/** Resources are compared to the letter. A request without a resource is covered by `*` alone. */
function patternMatches(
  pattern: string,
  isNegated: boolean,
  { resource, context }: AccessRequest,
  hasVariables: boolean,
): Truth {
  const filled = fill(pattern, context, { hasWildcards: true, hasVariables });
  if (filled.state === "unknown") return unknown(...filled.keys);
  // A variable without a value matches nothing; what "all but that" then means AWS does not say.
  if (filled.state === "absent") return isNegated ? unknown(...variablesIn(pattern)) : no(...variablesIn(pattern));
  if (matchesEverything(filled.units)) return YES;
  if (resource === undefined) return unknown("the resource");
  return truthOf(resource !== "*" && matches(filled.units, resource));
}

/** A principal is named whole or by `*`; an account stands for everybody in it (IAM User Guide, "Principal"). */
function principalMatches(principals: Patterns | undefined, { principals: own }: AccessRequest): Truth {
  if (!principals) return YES;
  return isOrIsNot(
    principals,
    truthOf(principals.patterns.some((pattern) => pattern === "*" || own.includes(pattern))),
  );
}
