/** The statements of AWS's record that denied, with their text as it was, and whether they have changed since. */
import type { RecordedPolicy, RefusalFacts, RefusalRecord } from "../../facts/refusal-record.ts";
import { failureInWords, type Reading } from "../../model/reading.ts";
import { ABSENT, type RequestContext, valued } from "../../policy/context.ts";
import { parsePolicy, type Statement } from "../../policy/document.ts";
import { statementApplies } from "../../policy/statement.ts";
import type { RefusingStatement } from "./recorded-refusal.ts";

/** Facts AT18, in the words of AWS's sentences. */
const LAYERS: Readonly<Record<string, string>> = {
  IDENTITY_BASED_POLICY: "identity-based policy",
  RESOURCE_BASED_POLICY: "resource-based policy",
  PERMISSIONS_BOUNDARY: "permissions boundary",
  SESSION_POLICY: "session policy",
  SERVICE_CONTROL_POLICY: "service control policy",
  RESOURCE_CONTROL_POLICY: "resource control policy",
  VPC_ENDPOINT_POLICY: "VPC endpoint policy",
};

export const layerOfType = (type: string): string => LAYERS[type] ?? type;

/** Each once, although several evaluations may name it. */
export function refusingStatements(facts: RefusalFacts, record: RefusalRecord): readonly RefusingStatement[] {
  const found = new Map<string, RefusingStatement>();
  for (const { action, resource, effect, matched } of record.evaluations) {
    if (effect !== "EXPLICIT_DENY") continue;
    for (const { uri, statements } of matched)
      for (const { sid } of statements.filter((one) => one.effect === "DENY"))
        found.set(`${uri} ${sid}`, refusingStatement(facts, record, { uri, sid, action, resource }));
  }
  return [...found.values()];
}

interface Denied {
  readonly uri: string;
  readonly sid: string;
  readonly action: string;
  readonly resource: string;
}

function refusingStatement(facts: RefusalFacts, record: RefusalRecord, denied: Denied): RefusingStatement {
  const policy = record.policies.find(({ uri }) => uri === denied.uri);
  const text = facts.texts.get(denied.uri);
  const then =
    text?.state === "known" && text.value !== null ? statementAsItWas(text.value, record, denied) : undefined;
  return {
    layer: layerOfType(policy?.type ?? "policy"),
    policy: policyName(denied.uri, policy),
    attachedTo: policy?.attachedTo ?? [],
    sid: denied.sid,
    statement: then?.json ?? null,
    ...since(then, facts.now.get(denied.uri), text),
  };
}

/** An inline policy has an opaque id (facts AT18). */
function policyName(uri: string, policy: RecordedPolicy | undefined): string {
  if (policy?.isInline !== true) return uri;
  const [holder] = policy.attachedTo;
  return holder === undefined ? "an inline policy" : `inline policy of ${holder.slice(holder.lastIndexOf("/") + 1)}`;
}

interface WrittenStatement {
  readonly parsed: Statement;
  readonly json: string;
}

/** The statements of a policy with their own JSON; none where the text is no policy. */
function statementsIn(text: string): readonly WrittenStatement[] {
  const read = parsePolicy(text);
  if (read.kind !== "ok") return [];
  const { Statement: raw } = JSON.parse(text) as { readonly Statement: unknown };
  const all: readonly unknown[] = Array.isArray(raw) ? raw : [raw];
  return read.policy.statements.map((parsed) => ({ parsed, json: JSON.stringify(all[parsed.index]) }));
}

/** By its name; where AWS made the name up, the one Deny without a name that applies to the request as it was. */
function statementAsItWas(text: string, record: RefusalRecord, denied: Denied): WrittenStatement | undefined {
  const all = statementsIn(text).filter(({ parsed }) => parsed.effect === "Deny");
  const named = all.find(({ parsed }) => parsed.sid === denied.sid);
  if (named) return named;
  const context = recordedContext(record.requestContext);
  const unnamed = all.filter(({ parsed }) => parsed.sid === undefined);
  const request = { action: denied.action, resource: denied.resource || undefined, principals: [], context };
  const applying = unnamed.filter(({ parsed }) => statementApplies(parsed, request).state === "yes");
  const candidates = applying.length > 0 ? applying : unnamed;
  return candidates.length === 1 ? candidates[0] : undefined;
}

/** The request as AWS recorded it: a key that is not there was not in it. */
export function recordedContext(requestContext: RefusalRecord["requestContext"]): RequestContext {
  const values = new Map(Object.entries(contextTexts(requestContext)).map(([key, all]) => [key.toLowerCase(), all]));
  return (key) => {
    const found = values.get(key.toLowerCase());
    return found ? valued(...found) : ABSENT;
  };
}

/** Condition keys of the record that have texts, numbers or truths as their values. */
export function contextTexts(
  requestContext: RefusalRecord["requestContext"],
): Readonly<Record<string, readonly string[]>> {
  const texts = (value: unknown): readonly string[] =>
    (Array.isArray(value) ? value : [value]).filter((one) => /^(string|number|boolean)$/.test(typeof one)).map(String);
  return Object.fromEntries(
    Object.entries(requestContext).flatMap(([key, value]) => {
      const all = texts(value);
      return key.includes(":") && all.length > 0 ? [[key, all]] : [];
    }),
  );
}

type Since = Pick<RefusingStatement, "since" | "now" | "reason">;
const unknownSince = (reason: string): Since => ({ since: "unknown", now: null, reason });

function since(
  then: WrittenStatement | undefined,
  now: Reading<readonly string[] | null> | undefined,
  text: Reading<string | null> | undefined,
): Since {
  if (!then) return unknownSince(text ? whyNot(text, "AWS does not give its text") : "its text was not read");
  if (now?.state !== "known") return unknownSince(now ? whyNot(now, "") : "the policy of now was not read");
  if (now.value === null) return { since: "policy removed", now: null, reason: null };
  const candidates = now.value.flatMap(statementsIn);
  if (candidates.some((one) => isSame(one.parsed, then.parsed))) return { since: "unchanged", now: null, reason: null };
  const { sid } = then.parsed;
  const renamed = sid === undefined ? undefined : candidates.find(({ parsed }) => parsed.sid === sid);
  return renamed
    ? { since: "changed", now: renamed.json, reason: null }
    : { since: "removed", now: null, reason: null };
}

function whyNot(reading: Reading<unknown>, otherwise: string): string {
  switch (reading.state) {
    case "unknown":
      return failureInWords(reading.failure);
    case "unread":
      return reading.reason;
    case "known":
      return otherwise;
  }
}

/** The same in meaning: order, and a text in place of a list of one, do not count. */
const isSame = (one: Statement, other: Statement): boolean => meaningOf(one) === meaningOf(other);

function meaningOf({ sid, effect, actions, resources, principals, conditions }: Statement): string {
  const sorted = (patterns: Statement["principals"], change: (text: string) => string = (text) => text) =>
    patterns && [patterns.isNegated, [...patterns.patterns].map(change).sort()];
  return JSON.stringify([
    sid,
    effect,
    // Actions are compared whatever their case (IAM User Guide, "Action").
    sorted(actions, (text) => text.toLowerCase()),
    sorted(resources),
    sorted(principals),
    conditions
      .map(({ operator, key, values }) => JSON.stringify([operator, key.toLowerCase(), [...values].sort()]))
      .sort(),
  ]);
}
