import { type Decision, evaluate, type Layers } from "../evaluate.ts";
import { policyOf } from "../policy.ts";

export type Json = Record<string, unknown>;
export const policy = (name: string, ...statements: Json[]) =>
  policyOf(name, JSON.stringify({ Version: "2012-10-17", Statement: statements }));
export const allow = (more: Json = {}): Json => ({ Effect: "Allow", Action: "*", Resource: "*", ...more });
export const deny = (more: Json = {}): Json => ({ ...allow(more), Effect: "Deny" });

/** A policy variable, in AWS's own braces. */
export const variable = (name: string): string => `$\{${name}}`;

export const NONE: Layers = { serviceControl: [], resourceControl: [], identity: [], boundary: undefined };

export function decide(
  layers: Partial<Layers>,
  action = "sso:ListInstances",
  resource = "*",
  context: Record<string, string[]> = {},
): Decision {
  const keys = new Map(Object.entries(context).map(([key, values]) => [key.toLowerCase(), values]));
  return evaluate({ action, resource, context: keys }, { ...NONE, ...layers });
}

export const word = (decision: Decision): string =>
  decision.kind === "allowed" ? "allowed" : `${decision.isExplicit ? "explicit" : "implicit"} ${decision.layer}`;

export const full = policy("full", allow());
