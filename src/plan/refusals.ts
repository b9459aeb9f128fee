/** What AWS will refuse of a plan, told before anything is sent. What could not be checked is a warning, never a refusal. */

import type { CallerFacts, InstanceFacts } from "../facts/grant/grant-facts.ts";
import type { CallerStanding, JudgedRight } from "../facts/plan/caller-standing.ts";
import type { PlanSurroundings } from "../facts/plan/plan-surroundings.ts";
import type { PlanStep } from "../model/plan.ts";
import { inTheWay, type Reading } from "../model/reading.ts";
import { policyRefusals } from "./customer-policies.ts";
import { ownerRefusals } from "./group-owner.ts";
import type { Predicted, Refusal } from "./refusal.ts";
import { requestRefusals } from "./requests-under-way.ts";
import { roleRefusals } from "./role-refusals.ts";
import { targetRefusals } from "./target-refusals.ts";
import { trustRefusals } from "./trust-refusals.ts";

export function predictRefusals(
  steps: readonly PlanStep[],
  around: PlanSurroundings,
  standing: CallerStanding,
): Predicted {
  const { caller, instance } = around;
  const places =
    caller.state === "known"
      ? [placeRefusals, entitlementPlaceRefusals].map((refusals) => refusals(steps, caller.value, instance, standing))
      : [];
  const rights = standing.rights.map(({ why, judged }) => rightsPrediction(why, judged));
  const parts = [
    ...places,
    ...rights,
    roleRefusals(steps, around),
    trustRefusals(steps, around),
    targetRefusals(steps, around),
    requestRefusals(steps, around),
    ownerRefusals(steps, around),
    policyRefusals(steps, around),
  ];
  return {
    refusals: parts.flatMap(({ refusals }) => refusals),
    warnings: [
      ...(caller.state === "known"
        ? []
        : ["who you are could not be read, so what AWS may refuse could not be checked"]),
      ...parts.flatMap(({ warnings }) => warnings),
    ],
  };
}

const NOTHING: Predicted = { refusals: [], warnings: [] };
const refused = (refusal: Refusal): Predicted => ({ refusals: [refusal], warnings: [] });

/** Where the caller stands: management account, delegated administrator, or neither (facts 3.7, D4). */
function placeRefusals(
  steps: readonly PlanStep[],
  caller: CallerFacts,
  { ownerAccountId }: InstanceFacts,
  { delegates, setsInManagementAccount }: CallerStanding,
): Predicted {
  if (steps.length > 0 && steps.every(({ change }) => "entitlement" in change || "trust" in change)) return NOTHING;
  if (caller.accountId === ownerAccountId) return NOTHING;
  const again = `Run the same command with credentials of the management account ${ownerAccountId}`;
  if (delegates.state === "known" && !delegates.value.includes(caller.accountId))
    return refused({
      kind: "caller-in-member-account",
      summary: `You are in the account ${caller.accountId} (${caller.arn}), which is neither the management account ${ownerAccountId} nor a delegated administrator of IAM Identity Center; AWS refuses it every change`,
      steps: [
        `${again}, or of a delegated administrator${delegates.value.length > 0 ? ` (${delegates.value.join(", ")})` : ""}`,
      ],
    });
  const writes = steps.map(({ change }) => change).filter((change) => "accountId" in change);
  if (writes.some(({ accountId }) => accountId === ownerAccountId))
    return refused({
      kind: "delegate-in-management-account",
      summary: `The plan changes access to the management account ${ownerAccountId}, which AWS refuses a delegated administrator (${caller.accountId})`,
      steps: [again],
    });
  if (writes.length === 0) return NOTHING;
  if (setsInManagementAccount.state !== "known")
    return {
      refusals: [],
      warnings: [unchecked("whether the sets are also in the management account", setsInManagementAccount)],
    };
  const there = writes.filter(({ permissionSetArn }) => setsInManagementAccount.value.includes(permissionSetArn));
  const names = [...new Set(there.map(({ permissionSetName }) => permissionSetName))];
  if (names.length === 0) return NOTHING;
  return refused({
    kind: "delegate-and-set-of-management-account",
    summary: `${names.join(", ")} ${names.length === 1 ? "is" : "are"} also provisioned in the management account ${ownerAccountId}; AWS refuses a delegated administrator (${caller.accountId}) every change of such a set, in whatever account`,
    steps: [again, "For good: keep permission sets of their own for the management account"],
  });
}

function unchecked(what: string, reading: Reading<unknown>): string {
  const why =
    reading.state === "unknown" ? `${inTheWay(reading.failure)}: ${reading.failure.message}` : "it was not read";
  return `${what} could not be checked beforehand (${why}); AWS may refuse a step`;
}

/** Account access manager has delegated administrators of its own (facts AAM27). */
function entitlementPlaceRefusals(
  steps: readonly PlanStep[],
  caller: CallerFacts,
  { ownerAccountId }: InstanceFacts,
  { accountAccessDelegates: delegates }: CallerStanding,
): Predicted {
  const isChanged = steps.some(({ change }) => "entitlement" in change);
  if (!isChanged || caller.accountId === ownerAccountId || delegates.state !== "known") return NOTHING;
  if (delegates.value.includes(caller.accountId)) return NOTHING;
  return refused({
    kind: "caller-in-member-account",
    summary: `You are in the account ${caller.accountId} (${caller.arn}), which is neither the management account ${ownerAccountId} nor a delegated administrator of account access manager; AWS refuses it every entitlement`,
    steps: [`Run the same command with credentials of the management account ${ownerAccountId}`],
  });
}

const WHAT: Readonly<Record<CallerStanding["rights"][number]["why"], string>> = {
  "identity-center": "whether you may make these changes of assignments",
  "account-access": "whether you may change entitlements of account access manager",
  directory: "whether you may change the group's members",
  "management-account": "whether you have the IAM rights that Identity Center uses in the management account",
};

function rightsPrediction(
  why: CallerStanding["rights"][number]["why"],
  judged: Reading<readonly JudgedRight[]>,
): Predicted {
  if (judged.state !== "known") return { refusals: [], warnings: [unchecked(WHAT[why], judged)] };
  const denied = judged.value.filter(({ decision }) => decision === "denied");
  const unclear = judged.value.filter(({ decision }) => decision === "unclear").map(({ action }) => action);
  const warnings =
    unclear.length === 0
      ? []
      : [
          `IAM's simulator could not decide ${[...new Set(unclear)].join(", ")}: your policies have conditions; AWS may refuse a step`,
        ];
  const [first] = denied;
  if (!first) return { refusals: [], warnings };
  const actions = [...new Set(denied.map(({ action }) => action))].join(", ");
  const isManagement = why === "management-account";
  return {
    warnings,
    refusals: [
      {
        kind: isManagement ? "iam-right-missing" : "permission-missing",
        summary: isManagement
          ? `In the management account Identity Center works with your own IAM rights, and IAM's simulator says that you lack ${actions} on ${first.resource}`
          : `IAM's simulator says that you lack ${actions} on ${first.resource}`,
        steps: [
          `Allow ${actions}: \`idc-doctor permissions --for fix\` prints the policy${isManagement ? " and what the management account needs besides" : ""}`,
          "Or run the same command with credentials that have it",
        ],
      },
    ],
  };
}
