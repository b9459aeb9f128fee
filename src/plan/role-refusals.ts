/** What account access manager refuses of an entitlement: it looks at the application and the role (facts AAM25, AAM38, AAM49). */
import { accountAccessTrust, obstacleInWords } from "../diagnosis/families/account-access-trust.ts";
import type { PlanSurroundings, TouchedRole } from "../facts/plan/plan-surroundings.ts";
import type { Entitled } from "../model/change.ts";
import type { PlanStep } from "../model/plan.ts";
import { GROUPS_PER_ENTITLED_ROLE } from "../model/quotas.ts";
import { knownValue } from "../model/reading.ts";
import { accountWords } from "./changes/account-words.ts";
import { roleWords } from "./changes/create-entitlement.ts";
import type { Predicted, Refusal } from "./refusal.ts";

/** Deletions are left to AWS: they are idempotent, whatever became of the role (facts AAM10). */
export function roleRefusals(steps: readonly PlanStep[], around: PlanSurroundings): Predicted {
  const creating = steps.flatMap(({ number, change }) => {
    const role = "entitlement" in change && around.roles.find((one) => one.roleArn === change.entitlement.roleArn);
    return role && change.kind === "create-entitlement" ? [{ number, role, entitlement: change.entitlement }] : [];
  });
  return {
    refusals: creating.flatMap(({ number, role, entitlement }) =>
      [applicationRefusal(role), trustRefusal(role, entitlement), entitledAccountRefusal(entitlement, around)]
        .filter((refusal) => refusal !== undefined)
        .map((refusal): Refusal => ({ ...refusal, affects: [number] })),
    ),
    warnings: [...new Set(creating.flatMap(({ role, entitlement }) => quotaWarning(role, entitlement) ?? []))],
  };
}

function applicationRefusal({ application, applicationArn }: TouchedRole): Refusal | undefined {
  const state = knownValue(application);
  if (state === undefined || state?.status === "ACTIVE") return undefined;
  return {
    kind: "application-not-active",
    summary: `The application ${applicationArn} of account access manager ${state === null ? "does not exist" : `is ${state.status}`}, and nobody can be entitled to its roles`,
    steps: ["Bring the application of account access manager back to ACTIVE first"],
  };
}

function trustRefusal({ trustPolicy, applicationArn }: TouchedRole, entitlement: Entitled): Refusal | undefined {
  const text = knownValue(trustPolicy);
  if (text === undefined) return undefined;
  const answer = text === null ? undefined : accountAccessTrust(text, { applicationArn });
  if (answer !== undefined && answer.kind !== "refuses") return undefined;
  return {
    kind: "role-does-not-trust",
    summary: answer
      ? `Account access manager cannot take ${roleWords(entitlement)}: ${obstacleInWords(answer.obstacle)}`
      : `There is no ${roleWords(entitlement)} (${entitlement.roleArn})`,
    steps: [
      answer
        ? "Correct the trust policy first: `idc-doctor scan` prints the whole corrected policy with its command"
        : "Create the role again with a trust policy for account access manager, or entitle to the role that is meant",
    ],
  };
}

/** What AWS does there is not documented; nobody could use the role (facts A12). */
export function entitledAccountRefusal(
  entitled: Pick<Entitled, "accountId" | "accountName">,
  { accounts }: PlanSurroundings,
): Refusal | undefined {
  const found = accounts.find(({ id }) => id === entitled.accountId);
  const account = found && knownValue(found.account);
  if (account === undefined || account?.state === "ACTIVE") return undefined;
  return {
    kind: account === null ? "account-not-in-organization" : "account-not-active",
    summary: `The account ${accountWords(entitled)} is ${account === null ? "not an account of the organization" : account.state}, so nobody can use a role there`,
    steps: ["Bring the account back first"],
  };
}

/** AWS raises this quota on request: it may have done so. A group that is entitled already is not another one. */
function quotaWarning({ principals }: TouchedRole, { principal, ...role }: Entitled): string | undefined {
  const groups = (knownValue(principals) ?? []).filter(({ type }) => type === "GROUP");
  if (principal.type !== "GROUP" || groups.length < GROUPS_PER_ENTITLED_ROLE) return undefined;
  if (groups.some(({ id }) => id === principal.id)) return undefined;
  return `${groups.length} groups are entitled to ${roleWords(role)}: AWS refuses another one unless the quota of ${GROUPS_PER_ENTITLED_ROLE} was raised`;
}
