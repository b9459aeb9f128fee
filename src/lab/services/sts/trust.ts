/** Whom a role trusts: its trust policy against a principal and what the principal brings (IAM User Guide: trust policies). */
import { conditionsHold } from "../../authorization/conditions.ts";
import type { RequestContext } from "../../authorization/evaluate.ts";
import { matches } from "../../authorization/matching.ts";
import { policyOf, type Statement } from "../../authorization/policy.ts";
import type { LabCaller } from "../../world/world.ts";

export type TrustedPrincipal =
  | { readonly kind: "caller"; readonly caller: LabCaller; readonly roleArn: string | undefined }
  /** A SAML provider's ARN. */
  | { readonly kind: "federated"; readonly arn: string };

type Json = Readonly<Record<string, unknown>>;

/** Whether the trust policy lets the principal take the action, and nothing in it denies that. */
export function trusts(
  trustPolicy: string,
  action: string,
  principal: TrustedPrincipal,
  context: RequestContext,
): boolean {
  const applying = statementsOf(trustPolicy).filter(
    ({ statement, principals }) =>
      statement.actions.patterns.some((pattern) => matches(pattern, action, "i")) !== statement.actions.isNegated &&
      names(principals, principal) &&
      conditionsHold(statement.conditions, context),
  );
  return applying.length > 0 && applying.every(({ statement }) => statement.effect === "Allow");
}

/** Statements with their principals, which only trust policies have. */
function statementsOf(trustPolicy: string): readonly { readonly statement: Statement; readonly principals: unknown }[] {
  const { statements } = policyOf("trust", trustPolicy);
  const { Statement: raw } = JSON.parse(trustPolicy) as Json;
  const rows = [raw].flat() as readonly Json[];
  return statements.map((statement, at) => ({ statement, principals: rows[at]?.["Principal"] }));
}

function names(principals: unknown, principal: TrustedPrincipal): boolean {
  if (principals === "*") return principal.kind === "caller";
  const { AWS: accounts, Federated: providers } = (principals ?? {}) as { AWS?: unknown; Federated?: unknown };
  if (principal.kind === "federated") return [providers].flat().includes(principal.arn);
  const { caller, roleArn } = principal;
  // An account, or its root, stands for everybody in it.
  const own = ["*", caller.accountId, `arn:aws:iam::${caller.accountId}:root`, caller.arn, roleArn];
  return [accounts].flat().some((value) => typeof value === "string" && own.includes(value));
}
