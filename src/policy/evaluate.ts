/** Whether a request passes every layer of policies, and which statements decide (IAM User Guide, "Policy evaluation logic"). */
import type { Decision, LayerDecision, NamedStatement, PolicyLayerName } from "../model/action-decision.ts";
import { parsePolicy, type Statement } from "./document.ts";
import { type DocumentKind, documentProblems } from "./grammar.ts";
import { type AccessRequest, keysRead, statementApplies } from "./statement.ts";
import type { Truth } from "./truth.ts";

export interface PolicyText {
  readonly name: string;
  readonly arn?: string | undefined;
  /** JSON. */
  readonly text: string;
}

/** Policies of which one must allow. */
export interface PolicyLevel {
  /** The root, unit or account that they are attached to; null where there is only one level. */
  readonly target: string | null;
  readonly policies: readonly PolicyText[];
}

export type LayerPolicies =
  /** Every level must allow. */
  | { readonly kind: "levels"; readonly levels: readonly PolicyLevel[] }
  /** The layer refuses nobody here. */
  | { readonly kind: "does not apply" }
  /** What was not read, as a noun. */
  | { readonly kind: "unread"; readonly what: string };

export interface PolicyLayer {
  readonly layer: PolicyLayerName;
  readonly policies: LayerPolicies;
  /** What no statement denies is allowed: nothing has to allow it. */
  readonly onlyDenies?: true;
}

/**
 * A denial by a statement is told before one for want of an allowance, both in the order of the layers. A denial is
 * certain even where another layer is unknown; an allowance only where no layer is.
 *
 * @param resourcePolicy the resource's own policy, not read, where it could allow by itself
 */
export function decide(request: AccessRequest, layers: readonly PolicyLayer[], resourcePolicy?: string): Decision {
  const decisions = layers.map((layer) => decideLayer(request, layer));
  const refusals = decisions.filter(({ answer }) => answer === "deny");
  const refusedBy = refusals.find(({ isExplicit }) => isExplicit) ?? refusals[0] ?? null;
  if (resourcePolicy !== undefined && refusedBy && refusals.every(mayBeLifted))
    return { answer: "unknown", refusedBy: null, resourcePolicy, layers: decisions };
  const isOpen = decisions.some(({ answer }) => answer === "unknown");
  const answer = refusedBy ? "deny" : isOpen ? "unknown" : "allow";
  return { answer, refusedBy, resourcePolicy: null, layers: decisions };
}

/**
 * A resource's policy that names the role counts although no identity-based policy allows, one that names the session
 * although no boundary does, too (IAM User Guide, "How AWS enforcement code logic evaluates requests", "Resource-based policies").
 */
const mayBeLifted = ({ isExplicit, layer }: LayerDecision): boolean =>
  !isExplicit && (layer === "identity-based policy" || layer === "permissions boundary");

function decideLayer(request: AccessRequest, { layer, policies, onlyDenies }: PolicyLayer): LayerDecision {
  const base = { layer, isExplicit: false, target: null, statements: [], missing: [], nearMisses: [] };
  switch (policies.kind) {
    case "does not apply":
      return { ...base, answer: "does not apply" };
    case "unread":
      return { ...base, answer: "unknown", missing: [policies.what] };
    case "levels":
      return {
        ...base,
        ...(onlyDenies
          ? decideDenials(rowsOfLevels(policies.levels, request, layer))
          : decideLevels(policies.levels, request, layer)),
      };
  }
}

const rowsOfLevels = (levels: readonly PolicyLevel[], request: AccessRequest, layer: PolicyLayerName): readonly Row[] =>
  levels.flatMap(({ policies }) => policies.flatMap((policy) => rowsOf(policy, request, layer)));

function decideDenials(rows: readonly Row[]): Judged {
  const denials = rows.filter(isRow("Deny", "yes"));
  if (denials.length > 0) return { answer: "deny", isExplicit: true, statements: denials.map(named) };
  const open = rows.filter(isRow("Deny", "unknown"));
  if (open.length === 0) return { answer: "allow" };
  return { answer: "unknown", missing: [...new Set(open.flatMap(({ truth }) => truth.keys))] };
}

type Judged = Pick<LayerDecision, "answer"> & Partial<LayerDecision>;

function decideLevels(levels: readonly PolicyLevel[], request: AccessRequest, layer: PolicyLayerName): Judged {
  const read = levels.map((level) => ({
    ...level,
    rows: level.policies.flatMap((policy) => rowsOf(policy, request, layer)),
  }));
  const rows = read.flatMap((level) => level.rows);
  const denials = rows.filter(isRow("Deny", "yes"));
  if (denials.length > 0) return { answer: "deny", isExplicit: true, statements: denials.map(named) };
  const closed = read.find((level) => !level.rows.some(mayAllow));
  if (closed) return { answer: "deny", target: closed.target, nearMisses: closed.rows.flatMap(nearMiss) };
  const open = [
    ...rows.filter(isRow("Deny", "unknown")),
    ...read.flatMap((level) =>
      level.rows.some(isRow("Allow", "yes")) ? [] : level.rows.filter(isRow("Allow", "unknown")),
    ),
  ];
  if (open.length > 0) return { answer: "unknown", missing: [...new Set(open.flatMap(({ truth }) => truth.keys))] };
  return { answer: "allow", statements: read.flatMap((level) => level.rows.filter(isRow("Allow", "yes")).map(named)) };
}

/** A statement with what became of it; a policy that cannot be read could allow and deny. */
interface Row {
  readonly policy: string;
  readonly arn: string | undefined;
  readonly statement: Pick<Statement, "sid" | "index" | "effect">;
  readonly keys: readonly string[];
  readonly truth: Truth;
}

function rowsOf({ name, arn, text }: PolicyText, request: AccessRequest, layer: PolicyLayerName): readonly Row[] {
  const parsed = parsePolicy(text);
  const [problem] = parsed.kind === "ok" ? documentProblems(text, KINDS[layer]) : parsed.problems;
  if (parsed.kind === "ok" && problem === undefined) {
    return parsed.policy.statements.map((statement) => ({
      policy: name,
      arn,
      statement,
      keys: keysRead(statement),
      truth: statementApplies(statement, request),
    }));
  }
  // AWS refuses such a document; what one that is attached does it does not say.
  const truth: Truth = { state: "unknown", keys: [`the policy ${name}, which breaks the policy grammar (${problem})`] };
  return (["Deny", "Allow"] as const).map((effect) => ({
    policy: name,
    arn,
    statement: { sid: undefined, index: 0, effect },
    keys: [],
    truth,
  }));
}

const KINDS: Readonly<Record<PolicyLayerName, DocumentKind>> = {
  "service control policy": "service control",
  "resource control policy": "resource control",
  "sign-in policy": "sign-in",
  "permissions boundary": "identity",
  "identity-based policy": "identity",
};

const isRow =
  (effect: Statement["effect"], state: Truth["state"]) =>
  ({ statement, truth }: Row): boolean =>
    statement.effect === effect && truth.state === state;

const mayAllow = ({ statement, truth }: Row): boolean => statement.effect === "Allow" && truth.state !== "no";

const named = ({ policy, arn, keys, statement: { sid, index, effect } }: Row): NamedStatement => ({
  policy,
  ...(arn === undefined ? {} : { policyArn: arn }),
  sid: sid ?? null,
  statement: index + 1,
  effect,
  keys,
});

const nearMiss = (row: Row): readonly NamedStatement[] =>
  row.statement.effect === "Allow" && row.truth.keys.length > 0 ? [{ ...named(row), keys: row.truth.keys }] : [];
