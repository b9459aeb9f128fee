/** What a resource's own policy says to a caller of its account (IAM User Guide: policy evaluation within a single account). */

import { accountRole } from "../services/iam/account-roles.ts";
import type { LabCaller, World } from "../world/world.ts";
import type { AccessRequest } from "./access-request.ts";
import { conditionsHold } from "./conditions.ts";
import { type ResourceAnswer, takesAction, takesResource } from "./evaluate.ts";
import type { PolicyKind } from "./grammar.ts";
import { statementsIn } from "./policy.ts";
import { isObject, type Json, listOf } from "./policy-json.ts";

export interface ResourcePolicy {
  readonly document: string;
  readonly kind: PolicyKind;
  /** The ARN of a role's session, or of the account's root. */
  readonly caller: string;
  /** The session's role. */
  readonly role: string | undefined;
}

/** What the document says of the request to this caller. */
export function resourceAnswer(
  { document, kind, caller, role }: ResourcePolicy,
  request: AccessRequest,
): ResourceAnswer {
  const [, partition, , , account = ""] = caller.split(":");
  const own = [caller, role, "*", account, `arn:${partition}:iam::${account}:root`];
  const applying = statementsIn(document, kind).flatMap(({ json, statement }) => {
    const isAbout =
      statement !== undefined &&
      takesAction(statement, request.action) &&
      (kind === "trust" || takesResource(statement, request)) &&
      conditionsHold(statement, request.context);
    return isAbout ? [{ effect: statement.effect, names: namesIn(json) }] : [];
  });
  const names = (effect: "Allow" | "Deny", ...wanted: readonly (string | undefined)[]): boolean =>
    applying.some((one) => one.effect === effect && one.names.some((name) => wanted.includes(name)));
  if (names("Deny", ...own)) return "denies";
  if (names("Allow", caller)) return "allows the session";
  return names("Allow", role, "*") ? "allows the role" : "leaves it";
}

/** `"*"` or AWS's own principals: services and providers do not call here. */
const namesIn = ({ Principal }: Json): readonly string[] =>
  listOf(isObject(Principal) ? Principal["AWS"] : Principal).filter((name) => typeof name === "string");

/** Whether the document lets an AWS service in, which has no policies of its own (IAM User Guide: service principals). */
export function allowsService(document: string, service: string, request: AccessRequest): boolean {
  const effects = statementsIn(document, "resource").flatMap(({ json: { Principal }, statement }) => {
    const names = isObject(Principal) ? [...listOf(Principal["Service"]), ...listOf(Principal["AWS"])] : [Principal];
    const isAbout =
      statement !== undefined &&
      (names.includes(service) || names.includes("*")) &&
      takesAction(statement, request.action) &&
      takesResource(statement, request) &&
      conditionsHold(statement, request.context);
    return isAbout ? [statement.effect] : [];
  });
  return effects.includes("Allow") && !effects.includes("Deny");
}

/** What the trust policy of a role in the caller's account allows; STS itself looks at what it denies. Undefined where the call takes no such role. */
export function trustAnswer(world: World, caller: LabCaller, request: AccessRequest): ResourceAnswer | undefined {
  const { accountId, arn } = caller;
  const [, account = "", name = ""] = /^arn:[^:]+:iam::(\d{12}):role\/(?:.*\/)?([^/]+)$/.exec(request.resource) ?? [];
  const target = account === accountId ? accountRole(world, accountId, name) : undefined;
  if (target?.arn !== request.resource) return undefined;
  const [, own] = /:assumed-role\/([^/]+)\//.exec(arn) ?? [];
  const role = own === undefined ? undefined : accountRole(world, accountId, own)?.arn;
  const answer = resourceAnswer({ document: target.trustPolicy, kind: "trust", caller: arn, role }, request);
  return answer === "denies" ? undefined : answer;
}
