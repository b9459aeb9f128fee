/** Whom a role trusts: its trust policy against a principal and what the principal brings (IAM User Guide: trust policies). */

import type { RequestContext } from "../../authorization/access-request.ts";
import { conditionsHold } from "../../authorization/conditions.ts";
import { takesAction } from "../../authorization/evaluate.ts";
import { type Statement, statementsIn } from "../../authorization/policy.ts";
import type { LabCaller } from "../../world/world.ts";

export type TrustedPrincipal =
  | { readonly kind: "caller"; readonly caller: LabCaller; readonly roleArn: string | undefined }
  /** An AWS service, by its principal. */
  | { readonly kind: "service"; readonly name: string }
  /** A SAML provider's ARN. */
  | { readonly kind: "federated"; readonly arn: string };

/** Whether the trust policy lets the principal take the action, and nothing in it denies that. */
export function trusts(
  trustPolicy: string,
  action: string,
  principal: TrustedPrincipal,
  context: RequestContext,
): boolean {
  const applying = statementsOf(trustPolicy).filter(
    ({ statement, principals }) =>
      takesAction(statement, action) && names(principals, principal) && conditionsHold(statement, context),
  );
  return applying.length > 0 && applying.every(({ statement }) => statement.effect === "Allow");
}

/** Statements with their principals, which only trust policies have. */
const statementsOf = (
  trustPolicy: string,
): readonly { readonly statement: Statement; readonly principals: unknown }[] =>
  statementsIn(trustPolicy, "trust").flatMap(({ statement, json }) =>
    statement === undefined ? [] : [{ statement, principals: json["Principal"] }],
  );

interface Principals {
  readonly AWS?: unknown;
  readonly Federated?: unknown;
  readonly Service?: unknown;
}

function names(principals: unknown, principal: TrustedPrincipal): boolean {
  if (principals === "*") return principal.kind === "caller";
  const { AWS: accounts, Federated: providers, Service: services } = (principals ?? {}) as Principals;
  if (principal.kind === "service") return [services].flat().includes(principal.name);
  if (principal.kind === "federated") return [providers].flat().includes(principal.arn);
  const { caller, roleArn } = principal;
  // An account, or its root, means everybody in it.
  const own = ["*", caller.accountId, `arn:aws:iam::${caller.accountId}:root`, caller.arn, roleArn];
  return [accounts].flat().some((value) => typeof value === "string" && own.includes(value));
}
