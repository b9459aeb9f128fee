/** Whether a request is allowed, and if not by which layer (IAM User Guide: policy evaluation logic). */
import type { AccessRequest, RequestContext } from "./access-request.ts";
import { conditionsHold } from "./conditions.ts";
import { isWildcard, literalOf, matches, matchesAnyCase, type Pattern, patternOf, substituted } from "./matching.ts";
import type { Patterns, Policy, Statement } from "./policy.ts";

/** Everything that bears on a request. */
export interface Layers {
  /** From the root down to the account; each level must allow. Empty: service control policies do not apply. */
  readonly serviceControl: readonly (readonly Policy[])[];
  /** Of the resource's account; only their denials count, because AWS's own full access stays attached. */
  readonly resourceControl: readonly Policy[];
  readonly identity: readonly Policy[];
  /** Undefined: no boundary. */
  readonly boundary: readonly Policy[] | undefined;
  /** Of the policy of a resource in the caller's account; undefined: it has none. */
  readonly resource?: ResourceAnswer | undefined;
  /** Undefined: the session was made without one. */
  readonly session?: readonly Policy[] | undefined;
}

/**
 * No implicit denial of identity policies or of a boundary limits what a session is allowed itself; what its role is allowed a
 * boundary limits. To name the account, or its root, leaves it to the account's identity policies.
 */
export type ResourceAnswer = "denies" | "allows the session" | "allows the role" | "leaves it";

export type Layer = "service-control" | "resource-control" | "resource" | "boundary" | "session" | "identity";

export type Decision =
  | { readonly kind: "allowed" }
  | {
      readonly kind: "denied";
      readonly layer: Layer;
      readonly isExplicit: boolean;
      /** The policy that denied, where one did. */
      readonly policy: string | undefined;
      readonly policyArn: string | undefined;
      readonly sid: string | undefined;
    };

type Found = { readonly policy: Policy; readonly statement: Statement };

export function evaluate(request: AccessRequest, layers: Layers): Decision {
  const { serviceControl, resourceControl, identity, boundary, session } = layers;
  // STS API Reference: no permissions are required, and no policy can take it away.
  if (request.action.toLowerCase() === "sts:getcalleridentity") return { kind: "allowed" };
  const inOrder: readonly (readonly [Layer, readonly Policy[]])[] = [
    ["service-control", serviceControl.flat()],
    ["resource-control", resourceControl],
    ["boundary", boundary ?? []],
    ["session", session ?? []],
    ["identity", identity],
  ];
  for (const [layer, policies] of inOrder) {
    const denial = find(policies, "Deny", request);
    if (denial) return denied(layer, denial);
  }
  const { resource } = layers;
  if (resource === "denies") return denied("resource", "by its own policy");
  if (serviceControl.some((level) => !find(level, "Allow", request))) return denied("service-control");
  if (resource === "allows the session") return { kind: "allowed" };
  if (boundary && !find(boundary, "Allow", request)) return denied("boundary");
  if (session && !find(session, "Allow", request)) return denied("session");
  return resource === "allows the role" || find(identity, "Allow", request) ? { kind: "allowed" } : denied("identity");
}

const denied = (layer: Layer, found?: Found | "by its own policy"): Decision => ({
  kind: "denied",
  layer,
  isExplicit: found !== undefined,
  policy: typeof found === "object" ? found.policy.name : undefined,
  policyArn: typeof found === "object" ? found.policy.arn : undefined,
  sid: typeof found === "object" ? found.statement.sid : undefined,
});

function find(policies: readonly Policy[], effect: Statement["effect"], request: AccessRequest): Found | undefined {
  for (const policy of policies) {
    const statement = policy.statements.find((one) => one.effect === effect && applies(one, request));
    if (statement) return { policy, statement };
  }
  return undefined;
}

/** The statements of a policy that are about a request, with their places. */
export const statementsThatApply = (
  { statements }: Policy,
  request: AccessRequest,
): readonly { readonly statement: Statement; readonly index: number }[] =>
  statements.flatMap((statement, index) => (applies(statement, request) ? [{ statement, index }] : []));

const applies = (statement: Statement, request: AccessRequest): boolean =>
  takesAction(statement, request.action) &&
  takesResource(statement, request) &&
  conditionsHold(statement, request.context);

/** Whether a statement is about the resource. IAM refuses one that names none: it allows nothing, and what it denies stays denied. */
export function takesResource(statement: Statement, request: AccessRequest): boolean {
  const { resources, effect } = statement;
  if (resources === undefined) return effect === "Deny";
  return takesOneOf(resources, statement, {
    resource: onWhat(request),
    isListOfBuckets: isListOfBuckets(request),
    context: request.context,
  });
}

/** Whether a statement is about an action; upper and lower case are one (IAM User Guide: Action). */
export const takesAction = ({ actions }: Pick<Statement, "actions">, action: string): boolean =>
  passes(actions, (text) => matchesAnyCase(patternOf(text), action));

const passes = ({ isNegated, patterns }: Patterns, test: (pattern: string) => boolean): boolean =>
  patterns.some(test) !== isNegated;

interface Target {
  readonly resource: string;
  readonly isListOfBuckets: boolean;
  /** Whether taking a resource too many only denies. */
  readonly isKeptSafe?: boolean;
  readonly context: RequestContext;
}

/**
 * AWS says that a variable cannot stand in front of an ARN's fifth colon, not what becomes of one that does: it keeps an
 * allowance from holding and a denial from being escaped.
 */
function takesOneOf({ isNegated, patterns }: Patterns, statement: Statement, target: Target): boolean {
  const isKeptSafe = (statement.effect === "Deny") !== isNegated;
  return (
    patterns.some((text) => {
      const widest = statement.hasVariables ? withWildcardsInFront(text) : text;
      return takesPattern(widest, statement, { ...target, isKeptSafe }) && (widest === text || isKeptSafe);
    }) !== isNegated
  );
}

/** The ARN with `*` for variables within its first five fields. */
function withWildcardsInFront(text: string): string {
  const [front = ""] = /^arn:(?:\$\{[^{}]*\}|[^:])*(?::(?:\$\{[^{}]*\}|[^:])*){0,3}/.exec(text) ?? [];
  return front.replaceAll(/\$\{(?!\s*[*?$]\s*\})[^{}]*\}/g, "*") + text.slice(front.length);
}

/** Resources are compared to the letter; an incomplete ARN is filled up with `*` (IAM User Guide: incomplete ARNs). */
function takesPattern(text: string, { hasVariables }: Statement, target: Target): boolean {
  const { resource, isListOfBuckets, context, isKeptSafe } = target;
  const whole = completeArn(text);
  const pattern = hasVariables ? substituted(whole, context) : patternOf(whole);
  if (pattern === undefined) return false;
  if (isListOfBuckets && isKeptSafe !== true && isTooNarrow(pattern, resource)) return false;
  if (resource !== "*") return matches(pattern, resource);
  // A list operation has no resource: only `*` covers it. AWS does not say whether a variable's asterisk does.
  return isWildcard(pattern) || (isKeptSafe === true && /^\*+$/.test(literalOf(pattern)));
}

/** Whether a pattern for all buckets fits the asterisk alone, as `?` does: AWS does not say whether it covers them. */
const isTooNarrow = (pattern: Pattern, resource: string): boolean =>
  !matches(pattern, resource.replace(/\*$/, "bucket-of-many-characters"));

/** S3 authorizes the list of buckets on all of them, in the caller's partition (S3 User Guide: policy actions). */
function onWhat({ action, resource, context }: AccessRequest): string {
  if (!isListOfBuckets({ action })) return resource;
  const [, partition = "aws"] = context.get("aws:principalarn")?.[0]?.split(":") ?? [];
  return `arn:${partition}:s3:::*`;
}

const isListOfBuckets = ({ action }: Pick<AccessRequest, "action">): boolean => /^s3:listallmybuckets$/i.test(action);

const ARN_PARTS = 6;

/** The colons of a key in a variable are none of the ARN's. */
function completeArn(text: string): string {
  if (!text.startsWith("arn:")) return text;
  const missing = ARN_PARTS - text.replaceAll(/\$\{[^{}]*\}/g, "").split(":").length;
  return missing > 0 ? text + ":*".repeat(missing) : text;
}
