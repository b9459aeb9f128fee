/** Which documents IAM refuses (IAM User Guide: grammar of the IAM JSON policy language). */
import { operatorNamed } from "./operators.ts";
import { isObject, type Json, jsonOf, listOf } from "./policy-json.ts";

/** Trust policies name principals and no resources; all others name resources. */
export type PolicyKind = "permissions" | "trust";

/** Whether IAM refuses the document in a JSON text. */
export const isRefusedDocument = (document: string, kind: PolicyKind): boolean => breaksGrammar(jsonOf(document), kind);

/** Whether IAM refuses a document: it takes all of its statements or none. A list without statements passes here. */
export function breaksGrammar(policy: unknown, kind: PolicyKind): boolean {
  if (!isObject(policy) || policy["Statement"] === undefined) return true;
  const version = policy["Version"];
  if (version !== undefined && version !== "2012-10-17" && version !== "2008-10-17") return true;
  if (!hasOnly(policy, ["Version", "Id", "Statement"])) return true;
  const statements = listOf(policy["Statement"]);
  return hasRepeatedSid(statements) || !statements.every((one) => isObject(one) && isSound(one, kind));
}

const ELEMENTS = ["Sid", "Effect", "Principal", "NotPrincipal", "Condition"].concat(
  ["Action", "Resource"].flatMap((member) => [member, `Not${member}`]),
);

const hasOnly = (json: Json, members: readonly string[]): boolean =>
  Object.keys(json).every((member) => members.includes(member));

/** IAM: "Statement IDs (SID) in a single policy must be unique." */
function hasRepeatedSid(statements: readonly unknown[]): boolean {
  const sids = statements.flatMap((one) => (isObject(one) && one["Sid"] !== undefined ? [one["Sid"]] : []));
  return new Set(sids).size < sids.length;
}

function isSound(json: Json, kind: PolicyKind): boolean {
  if (!hasOnly(json, ELEMENTS)) return false;
  const effect = json["Effect"];
  if (effect !== "Allow" && effect !== "Deny") return false;
  if (!isOneElement(json, "Action") || !areConditions(json["Condition"])) return false;
  return kind === "trust" || isOneElement(json, "Resource");
}

/** An action has a service in front of it; a resource "must be in ARN format or \"*\"" (IAM's own message). */
const FORMS = { Action: /^(\*|[^:]+:.+)$/s, Resource: /^(\*$|arn:)/ };

/** Exactly one of an element and its negation, and only texts in it, at least one. */
function isOneElement(json: Json, member: "Action" | "Resource"): boolean {
  const [positive, negated] = [json[member], json[`Not${member}`]];
  if (positive !== undefined && negated !== undefined) return false;
  const texts = listOf(positive ?? negated);
  return texts.length > 0 && texts.every((text) => typeof text === "string" && FORMS[member].test(text));
}

/** IAM takes an operator without keys, whatever its name. */
const areConditions = (element: unknown): boolean =>
  element === undefined ||
  (isObject(element) &&
    Object.entries(element).every(
      ([operator, keys]) =>
        isObject(keys) &&
        Object.values(keys).every((values) => operatorNamed(operator) !== undefined && listOf(values).every(isScalar)),
    ));

/** Numbers are symbols here (`jsonOf`). */
const isScalar = (value: unknown): boolean => ["string", "symbol", "boolean"].includes(typeof value);
