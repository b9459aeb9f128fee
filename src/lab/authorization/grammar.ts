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
  return !listOf(policy["Statement"]).every((statement) => isObject(statement) && isSound(statement, kind));
}

function isSound(json: Json, kind: PolicyKind): boolean {
  const effect = json["Effect"];
  if (effect !== "Allow" && effect !== "Deny") return false;
  if (!isOneElement(json, "Action") || !areConditions(json["Condition"])) return false;
  return kind === "trust" || isOneElement(json, "Resource");
}

/** Exactly one of an element and its negation, and only texts in it, at least one. */
function isOneElement(json: Json, member: "Action" | "Resource"): boolean {
  const [positive, negated] = [json[member], json[`Not${member}`]];
  if (positive !== undefined && negated !== undefined) return false;
  const texts = listOf(positive ?? negated);
  return texts.length > 0 && texts.every((text) => typeof text === "string");
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
