/** Whether a request is allowed, and if not by which layer (IAM User Guide: policy evaluation logic). */
import { conditionsHold } from "./conditions.ts";
import { matches, substituted } from "./matching.ts";
import type { Patterns, Policy, Statement } from "./policy.ts";

/** Values by condition key in lower case. */
export type RequestContext = ReadonlyMap<string, readonly string[]>;

export interface AccessRequest {
  /** `sso:ListInstances` */
  readonly action: string;
  readonly resource: string;
  readonly context: RequestContext;
}

/** Everything that bears on a request. */
export interface Layers {
  /** From the root down to the account; each level must allow. Empty: service control policies do not apply. */
  readonly serviceControl: readonly (readonly Policy[])[];
  /** Of the resource's account; only their denials count, because AWS's own full access stays attached. */
  readonly resourceControl: readonly Policy[];
  readonly identity: readonly Policy[];
  /** Undefined: no boundary. */
  readonly boundary: readonly Policy[] | undefined;
}

export type Layer = "service-control" | "resource-control" | "boundary" | "identity";

export type Decision =
  | { readonly kind: "allowed" }
  | {
      readonly kind: "denied";
      readonly layer: Layer;
      readonly isExplicit: boolean;
      /** The policy that denied, where one did. */
      readonly policy: string | undefined;
      readonly sid: string | undefined;
    };

type Found = { readonly policy: Policy; readonly statement: Statement };

export function evaluate(request: AccessRequest, layers: Layers): Decision {
  const { serviceControl, resourceControl, identity, boundary } = layers;
  const inOrder: readonly (readonly [Layer, readonly Policy[]])[] = [
    ["service-control", serviceControl.flat()],
    ["resource-control", resourceControl],
    ["boundary", boundary ?? []],
    ["identity", identity],
  ];
  for (const [layer, policies] of inOrder) {
    const denial = find(policies, "Deny", request);
    if (denial) return denied(layer, denial);
  }
  if (serviceControl.some((level) => !find(level, "Allow", request))) return denied("service-control");
  if (boundary && !find(boundary, "Allow", request)) return denied("boundary");
  return find(identity, "Allow", request) ? { kind: "allowed" } : denied("identity");
}

const denied = (layer: Layer, found?: Found): Decision => ({
  kind: "denied",
  layer,
  isExplicit: found !== undefined,
  policy: found?.policy.name,
  sid: found?.statement.sid,
});

function find(policies: readonly Policy[], effect: Statement["effect"], request: AccessRequest): Found | undefined {
  for (const policy of policies) {
    const statement = policy.statements.find((one) => one.effect === effect && applies(one, request));
    if (statement) return { policy, statement };
  }
  return undefined;
}

function applies({ actions, resources, conditions }: Statement, { action, resource, context }: AccessRequest): boolean {
  // Actions are compared whatever their case, resources to the letter (IAM User Guide).
  return (
    passes(actions, (pattern) => matches(pattern, action, "i")) &&
    (resources === undefined || passes(resources, (pattern) => matchesResource(pattern, resource, context))) &&
    conditionsHold(conditions, context)
  );
}

const passes = ({ isNegated, patterns }: Patterns, test: (pattern: string) => boolean): boolean =>
  patterns.some(test) !== isNegated;

function matchesResource(pattern: string, resource: string, context: RequestContext): boolean {
  const text = substituted(pattern, context);
  // A list operation has no resource: only `*` covers it.
  return text !== undefined && (resource === "*" ? text === "*" : matches(text, resource));
}
