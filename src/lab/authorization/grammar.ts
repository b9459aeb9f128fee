/** Which documents IAM refuses (IAM User Guide: grammar of the IAM JSON policy language). */
import { operatorNamed } from "./operators.ts";
import { hasRepeatedKey, isObject, type Json, jsonOf, listOf } from "./policy-json.ts";

/** Trust policies name principals and no resources, permissions and service control policies the other way round; the others name both. */
export type PolicyKind = "permissions" | "trust" | "resource" | ControlKind;
/** Of Organizations. */
export type ControlKind = "service control" | "resource control";

/** Whether IAM refuses the document in a JSON text: it takes all of its statements or none. A list without statements passes here. */
export const isRefusedDocument = (document: string, kind: PolicyKind): boolean =>
  breaksGrammar(jsonOf(document), kind) || hasRepeatedKey(document);

function breaksGrammar(policy: unknown, kind: PolicyKind): boolean {
  if (!isObject(policy) || policy["Statement"] === undefined) return true;
  const version = policy["Version"];
  if (version !== undefined && version !== "2012-10-17" && version !== "2008-10-17") return true;
  if (!hasOnly(policy, ["Version", "Id", "Statement"])) return true;
  const statements = listOf(policy["Statement"]);
  if (version === "2012-10-17" && statements.some((one) => isObject(one) && hasOddVariable(one))) return true;
  return hasRepeatedSid(statements) || !statements.every((one) => isObject(one) && isSound(one, kind));
}

/** Whether a statement has a policy variable in a form that AWS does not document (IAM User Guide: specifying default values). */
export function hasOddVariable({ Resource, NotResource, Condition }: Json): boolean {
  const text = JSON.stringify([Resource, NotResource, Condition]) ?? "";
  return [...text.matchAll(/\$\{([^{}]*)\}/g)].some(([, inside = ""]) => !isDocumentedVariable(inside));
}

function isDocumentedVariable(inside: string): boolean {
  if (["*", "?", "$"].includes(inside)) return true;
  const [key = "", ...rest] = inside.split(",");
  const isKey = key !== "" && key === key.trim() && !key.includes("'");
  return isKey && (rest.length === 0 || /^\s*'.*'$/.test(rest.join(",")));
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
  const { Sid = "" } = json;
  // IAM: "Statement IDs (SID) must be alpha-numeric"; other services say nothing of the kind.
  if (typeof Sid !== "string" || (kind === "permissions" && !/^[a-z0-9]*$/i.test(Sid))) return false;
  if (
    !hasOnly(
      json,
      kind === "permissions" || kind === "service control"
        ? ELEMENTS.filter((one) => !one.endsWith("Principal"))
        : ELEMENTS,
    )
  )
    return false;
  const effect = json["Effect"];
  if (effect !== "Allow" && effect !== "Deny") return false;
  if (!isOneElement(json, "Action") || !areConditions(json["Condition"])) return false;
  if (kind === "resource control" && !isResourceControl(json)) return false;
  return kind === "trust" || isOneElement(json, "Resource");
}

/**
 * "For RCPs that you create, the value must be Deny"; the principal can only be `*`, each action begins with its service, and
 * neither element has a negation (Organizations User Guide: RCP syntax).
 */
const isResourceControl = ({ Effect, Principal, NotPrincipal, Action, NotAction }: Json): boolean =>
  Effect === "Deny" &&
  Principal === "*" &&
  NotPrincipal === undefined &&
  NotAction === undefined &&
  listOf(Action).every((action) => !String(action).startsWith("*"));

/** An action has a service in front of it; a resource "must be in ARN format or \"*\"" (IAM's own message). */
const FORMS = { Action: /^(\*|[^:]+:.+)$/s, Resource: /^(\*$|arn:[^:]+:[^:]+)/ };

/** IAM: 'IAM resource path must either be "*", root, or start with user/, federated-user/, …' */
const IAM_TYPES = new Set(
  "user federated-user role group instance-profile mfa server-certificate policy sms-mfa saml-provider oidc-provider report access-report delegation-request".split(
    " ",
  ),
);

/** A variable may hold colons, and stand for a type. */
function isIamPath(text: string): boolean {
  const [, , service, , , ...path] = text.replaceAll(/\$\{[^{}]*\}/g, "\u0000").split(":");
  if (service !== "iam" || path.length === 0) return true;
  const [type = "", ...more] = path.join(":").split("/");
  const isWhole = more.length === 0 && (type === "*" || type === "root");
  return isWhole || type.startsWith("\u0000") || (more.length > 0 && IAM_TYPES.has(type));
}

/** Exactly one of an element and its negation, and only texts in it, at least one. */
function isOneElement(json: Json, member: "Action" | "Resource"): boolean {
  const [positive, negated] = [json[member], json[`Not${member}`]];
  if (positive !== undefined && negated !== undefined) return false;
  const texts = listOf(positive ?? negated);
  return (
    texts.length > 0 && texts.every((text) => typeof text === "string" && FORMS[member].test(text) && isIamPath(text))
  );
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
