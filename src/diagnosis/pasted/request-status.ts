/** What the Describe…Status calls of sso-admin answer, pasted as JSON: the only place where a FailureReason is (facts 3.2). */

import { meaningOfReason } from "../families/reason-meaning.ts";
import { pollable, WORKS, type Work } from "./asynchronous.ts";
import { likely, proved } from "./catalogue-ids.ts";
import { whyCommand } from "./command.ts";
import { type Explanation, explanation } from "./explanation.ts";
import { isObject, type JsonObject, objectAt, textAt } from "./json.ts";

/** Explains every status in the values. */
export const explainStatuses = (values: readonly unknown[]): readonly Explanation[] => values.flatMap(ofValue);

function ofValue(value: unknown): readonly Explanation[] {
  if (!isObject(value)) return [];
  for (const work of WORKS) {
    const status = objectAt(value, upper(work.status)) ?? objectAt(value, work.status);
    if (status) return [ofStatus(work, status)];
  }
  return [];
}

const upper = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

function ofStatus(work: Work, status: JsonObject): Explanation {
  const read = (name: string) => textAt(status, name) ?? textAt(status, name.charAt(0).toLowerCase() + name.slice(1));
  const state = read("Status") ?? "no status";
  const reason = read("FailureReason");
  const account = read("TargetId") ?? read("AccountId") ?? null;
  const permissionSet = read("PermissionSetArn") ?? null;
  const principal = read("PrincipalId");
  const isUser = read("PrincipalType") === "USER";
  const request = pollable(work, read("RequestId"));
  const known = reason === undefined ? undefined : meaningOfReason(reason);
  const user = isUser ? (principal ?? null) : null;
  return explanation("request-status", `${work.operation}: ${state}`, {
    account,
    permissionSet,
    layer: "Identity Center",
    request,
    meaning: [
      ...(principal === undefined
        ? []
        : [`The request is about ${read("PrincipalType") ?? "principal"} ${principal}.`]),
      ...(reason === undefined ? [] : [`AWS's reason: "${reason}"`]),
      ...(known?.meaning ?? []),
    ],
    next: [
      ...(known?.next ?? []),
      ...(state === "IN_PROGRESS"
        ? ["The request is still running: read its status again later, and do not send it a second time."]
        : []),
      state === "IN_PROGRESS" && request ? request.command : whyCommand(user, account, permissionSet),
    ],
    fits: known?.isHarmless ? [] : [...(known?.fits ?? []), ...fitsOf(work, state)],
  });
}

function fitsOf({ operation }: Work, state: string) {
  if (operation === "DeleteAccountAssignment") return state === "SUCCEEDED" ? likely("assignment-removed") : [];
  const isAssignment = operation === "CreateAccountAssignment";
  if (state === "FAILED") return proved(isAssignment ? "assignment-failed" : "provisioning-failed");
  if (state === "IN_PROGRESS") return proved(isAssignment ? "assignment-in-progress" : "provisioning-in-progress");
  return [];
}
