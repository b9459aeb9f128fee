/** Whether a role's trust policy lets account access manager take the role, and if not, what stands against it (facts AAM34 to AAM37). */
import { ACCOUNT_ACCESS_SERVICE } from "../../model/service-principals.ts";
import { conditionHolds } from "../../policy/condition.ts";
import { contextOf, valued } from "../../policy/context.ts";
import { type PolicyDocument, parsePolicy, type Statement } from "../../policy/document.ts";
import { statementApplies } from "../../policy/statement.ts";

/** The service principal that the trust policy must name (facts AAM34). */
const SERVICE = ACCOUNT_ACCESS_SERVICE;
/** Both are needed; sts:TagSession is optional (facts AAM36). */
const ACTIONS = ["sts:AssumeRole", "sts:SetContext"] as const;

export type TrustObstacle =
  | { readonly kind: "unreadable"; readonly problem: string }
  /** No statement names the service. */
  | { readonly kind: "principal" }
  | { readonly kind: "action"; readonly action: string }
  | { readonly kind: "denied"; readonly statement: string; readonly action: string }
  | {
      readonly kind: "condition";
      readonly statement: string;
      readonly key: string;
      /** What the service brings. */
      readonly expected: string;
      /** What the policy says. */
      readonly found: readonly string[];
    };

export type TrustAnswer =
  | { readonly kind: "trusts" }
  /** A condition depends on what is not known here. */
  | { readonly kind: "unknown" }
  | { readonly kind: "refuses"; readonly obstacle: TrustObstacle };

interface Source {
  readonly applicationArn: string;
}

/** What the trust policy answers to the service, for an application. */
export function accountAccessTrust(trustPolicy: string, { applicationArn }: Source): TrustAnswer {
  const parsed = parsePolicy(withResources(trustPolicy));
  if (parsed.kind === "invalid")
    return { kind: "refuses", obstacle: { kind: "unreadable", problem: parsed.problems.join("; ") } };
  const answers = ACTIONS.map((action) => answerFor(parsed.policy, action, applicationArn));
  const refusal = answers.find(({ kind }) => kind === "refuses") ?? answers.find(({ kind }) => kind === "unknown");
  return refusal ?? { kind: "trusts" };
}

/** Trust policies name no resources, which the grammar of other policies requires. */
function withResources(text: string): string {
  try {
    const json: unknown = JSON.parse(text);
    if (typeof json !== "object" || json === null || !("Statement" in json)) return text;
    const statements = [json.Statement].flat().map((one: unknown) => ({ ...(one as object), Resource: "*" }));
    return JSON.stringify({ ...json, Statement: statements });
  } catch {
    return text;
  }
}

/** What the service brings to STS: the application's account and ARN (facts AAM34, AAM35). */
const sourceContext = (applicationArn: string) =>
  contextOf({
    "aws:SourceAccount": valued(accountOf(applicationArn)),
    "aws:SourceArn": valued(applicationArn),
    "aws:PrincipalIsAWSService": valued("true"),
    "aws:PrincipalServiceName": valued(SERVICE),
  });

const accountOf = (arn: string): string => arn.split(":")[4] ?? "";

function answerFor({ statements }: PolicyDocument, action: string, applicationArn: string): TrustAnswer {
  const request = { action, resource: "*", principals: [SERVICE], context: sourceContext(applicationArn) };
  const judged = statements.map((statement) => ({
    statement,
    state: statementApplies(statement, request).state,
  }));
  const against = judged.find(({ statement, state }) => statement.effect === "Deny" && state === "yes");
  if (against) return { kind: "refuses", obstacle: { kind: "denied", statement: nameOf(against.statement), action } };
  if (judged.some(({ statement, state }) => statement.effect === "Deny" && state === "unknown"))
    return { kind: "unknown" };
  const allows = judged.filter(({ statement }) => statement.effect === "Allow");
  if (allows.some(({ state }) => state === "yes")) return { kind: "trusts" };
  if (allows.some(({ state }) => state === "unknown")) return { kind: "unknown" };
  return {
    kind: "refuses",
    obstacle: obstacleIn(
      allows.map(({ statement }) => statement),
      action,
      { applicationArn },
    ),
  };
}

function obstacleIn(allows: readonly Statement[], action: string, { applicationArn }: Source): TrustObstacle {
  const named = allows.filter(({ principals }) => principals?.patterns.includes(SERVICE));
  if (named.length === 0) return { kind: "principal" };
  const context = sourceContext(applicationArn);
  const without = (statement: Statement) => ({ ...statement, conditions: [] });
  const request = { action, resource: "*", principals: [SERVICE], context };
  const fitting = named.find((one) => statementApplies(without(one), request).state === "yes");
  const condition = fitting?.conditions.find(
    (one) => conditionHolds(one, { context, hasVariables: fitting.hasVariables }).state === "no",
  );
  if (!fitting || !condition) return { kind: "action", action };
  const brought = context(condition.key);
  return {
    kind: "condition",
    statement: nameOf(fitting),
    key: condition.key,
    expected: brought.state === "known" ? brought.values.join(" or ") : "no such key",
    found: condition.values,
  };
}

const nameOf = ({ sid, index }: Statement): string => sid ?? `statement ${index + 1}`;

/** The statement that a trust policy needs, as AWS's guide writes it, in JSON (facts AAM34, AAM35). */
export const trustStatement = (applicationArn: string): string =>
  JSON.stringify({
    Effect: "Allow",
    Principal: { Service: SERVICE },
    Action: ACTIONS,
    Condition: {
      StringEquals: { "aws:SourceAccount": accountOf(applicationArn), "aws:SourceArn": applicationArn },
    },
  });

/** An application of somebody else: what lets it in lets in any. */
const FOREIGN_APPLICATION = "arn:aws:account-access:us-east-1:000000000000:application/0000000000000000";

/**
 * Whether the policy lets account access manager of any organization take the role: conditions of one statement are worth nothing
 * beside a statement without them (facts AAM37).
 */
export const trustsEveryApplication = (trustPolicy: string): boolean =>
  accountAccessTrust(trustPolicy, { applicationArn: FOREIGN_APPLICATION }).kind === "trusts";

/** The obstacle as one sentence. */
export function obstacleInWords(obstacle: TrustObstacle): string {
  switch (obstacle.kind) {
    case "unreadable":
      return `the trust policy cannot be read: ${obstacle.problem}`;
    case "principal":
      return `no statement of its trust policy names ${SERVICE}`;
    case "action":
      return `its trust policy does not allow ${SERVICE} ${obstacle.action}`;
    case "denied":
      return `${obstacle.statement} of its trust policy denies ${obstacle.action}`;
    case "condition":
      return `${obstacle.statement} of its trust policy requires ${obstacle.key} = ${obstacle.found.join(" or ")}, and gets ${obstacle.expected}`;
  }
}
