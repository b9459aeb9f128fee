/** Conditions on the network in policies for the console, which hold for everybody who comes through the access portal (facts N1). */
import type { NamedStatement } from "../../model/action-decision.ts";
import { type Condition, parsePolicy } from "../../policy/document.ts";

/** Sign-In User Guide, "Supported condition keys": network-based, all actions. */
const NETWORK_KEYS = /^aws:(?:sourceip|vpcsourceip|sourcevpc|sourcevpce|sourcevpcarn|requestedregion)$/i;

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The policy with what its denials say of the network left out; a text that is none stays as it is. */
export function withoutNetwork(text: string): string {
  if (parsePolicy(text).kind !== "ok") return text;
  const policy = JSON.parse(text) as Json;
  const Statement = [policy["Statement"]].flat().map((one) => (isObject(one) ? spared(one) : one));
  return JSON.stringify({ ...policy, Statement });
}

function spared(statement: Json): Json {
  const { Condition: block } = statement;
  if (statement["Effect"] !== "Deny" || !isObject(block)) return statement;
  const kept = Object.entries(block).flatMap(([operator, keys]) => {
    const left = Object.entries(isObject(keys) ? keys : {}).filter(([key]) => !NETWORK_KEYS.test(key));
    return left.length === 0 ? [] : [[operator, Object.fromEntries(left)] as const];
  });
  return { ...statement, Condition: Object.fromEntries(kept) };
}

/** The conditions on the network that a statement of the policy has as it is written. */
export function networkConditions(text: string, { statement }: NamedStatement): readonly Condition[] {
  const parsed = parsePolicy(text);
  const found = parsed.kind === "ok" ? parsed.policy.statements[statement - 1] : undefined;
  return (found?.conditions ?? []).filter(({ key }) => NETWORK_KEYS.test(key));
}

/** `NotIpAddress`, `StringNotEqualsIfExists`: the statement denies everywhere but in the networks that it names. */
export const deniesElsewhere = ({ operator, key }: Condition): boolean =>
  /(?:^|:)(?:NotIp|StringNot|ArnNot)/.test(operator) && key.toLowerCase() !== "aws:requestedregion";
