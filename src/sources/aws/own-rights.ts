/** Whether the caller may do what a plan will ask for, before it asks: IAM's simulator on the caller's own policies (facts 7.2, 7.3). */
import type { EvaluationResult, Role } from "@aws-sdk/client-iam";
import type { JudgedRight } from "../../facts/plan/caller-standing.ts";
import { known, mapReading, type Reading, unread } from "../../model/reading.ts";
import { parseSessionArn } from "../../model/reserved-role.ts";
import { getRole } from "./account-iam.ts";
import { type CallContext, callPages } from "./calling/call.ts";

const service = "iam";

/** Every action on every resource. */
export async function ownRights(
  calling: CallContext,
  callerArn: string,
  actions: readonly string[],
  resources: readonly string[],
): Promise<Reading<readonly JudgedRight[]>> {
  if (/:root$/.test(callerArn))
    return known(actions.flatMap((action) => resources.map((resource) => ({ action, resource, decision: "allowed" }))));
  const principal = await principalArn(calling, callerArn);
  if (principal.state !== "known") return principal;
  const PolicySourceArn = principal.value;
  const answer = await callPages(calling, {
    service,
    operation: "SimulatePrincipalPolicy",
    isAdditional: true,
    input: { PolicySourceArn, ActionNames: actions, resources: resources.length },
    send: async (Marker, abortSignal) => {
      const { SimulatePrincipalPolicyCommand } = await import("@aws-sdk/client-iam");
      const input = { PolicySourceArn, ActionNames: [...actions], ResourceArns: [...resources], Marker };
      return (await calling.clients.ownIam()).send(new SimulatePrincipalPolicyCommand(input), { abortSignal });
    },
    rows: ({ EvaluationResults }) => EvaluationResults ?? [],
    next: ({ IsTruncated, Marker }) => (IsTruncated ? Marker : undefined),
    matters: ({ EvaluationResults }) => ({
      decisions: (EvaluationResults ?? []).slice(0, 20).map((one) => `${one.EvalActionName} ${one.EvalDecision}`),
    }),
  });
  return mapReading(answer, (found) => (found?.rows ?? []).map(judged));
}

function judged({
  EvalActionName,
  EvalResourceName,
  EvalDecision,
  MissingContextValues,
}: EvaluationResult): JudgedRight {
  const isUnclear = EvalDecision === "implicitDeny" && (MissingContextValues?.length ?? 0) > 0;
  return {
    action: EvalActionName ?? "",
    resource: EvalResourceName ?? "*",
    decision: EvalDecision === "allowed" ? "allowed" : isUnclear ? "unclear" : "denied",
  };
}

/** The simulator wants the role, not the session; its path is not in the session's ARN (facts 4.2), so IAM is asked for it. */
async function principalArn(calling: CallContext, callerArn: string): Promise<Reading<string>> {
  if (/^arn:aws[a-z-]*:iam::\d{12}:(user|role)\//.test(callerArn)) return known(callerArn);
  const role = await ownRole(calling, callerArn);
  return mapReading(role, ({ Arn }) => Arn ?? "");
}

/** The role of a session, or the role itself. */
export async function ownRole(calling: CallContext, callerArn: string): Promise<Reading<Role>> {
  const roleName =
    parseSessionArn(callerArn)?.roleName ?? /^arn:aws[a-z-]*:iam::\d{12}:role\/(?:.*\/)?([^/]+)$/.exec(callerArn)?.[1];
  if (roleName === undefined) return unread(`${callerArn} is no role whose policies IAM lists`);
  const role = await getRole(calling, await calling.clients.ownIam(), roleName);
  if (role.state !== "known") return role;
  return role.value === null ? unread(`IAM has no role ${roleName}`) : known(role.value, role.evidence);
}
