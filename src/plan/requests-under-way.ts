/** Requests that AWS still works on and that stand in a plan's way (facts D14, E11). */

import type { PlanSurroundings, RequestUnderWay } from "../facts/plan/plan-surroundings.ts";
import type { Change } from "../model/change.ts";
import type { PlanStep } from "../model/plan.ts";
import { inTheWay } from "../model/reading.ts";
import { accountWords } from "./changes/account-words.ts";
import { isInPlaceAround } from "./in-place.ts";
import type { Predicted, Refusal } from "./refusal.ts";

/**
 * Work that ends is waited out by the apply, and said. Where the opposite of a step is under way and not yet to be seen, the
 * step would pass for done and then be taken back: that is refused.
 */
export function requestRefusals(steps: readonly PlanStep[], around: PlanSurroundings): Predicted {
  const { underWay } = around;
  if (underWay.state === "unknown")
    return {
      refusals: [],
      warnings: [
        `Requests in progress could not be read (${inTheWay(underWay.failure)}: ${underWay.failure.message}); AWS may refuse a step with ConflictException`,
      ],
    };
  if (underWay.state !== "known") return { refusals: [], warnings: [] };
  const found = steps.flatMap(({ number, change }) =>
    underWay.value.filter((request) => isSameGrant(request, change)).map((request) => ({ number, change, request })),
  );
  const opposite = found.filter(
    ({ change, request }) => isOpposite(request, change) && isInPlaceAround(change, around),
  );
  const beside = found.filter((one) => !opposite.includes(one) && OWN_LEDGER[one.change.kind] !== one.request.ledger);
  return {
    refusals: opposite.map(
      ({ number, request }): Refusal => ({
        kind: "request-under-way",
        summary: `AWS is still working on a request to ${DOES[request.ledger]} (request ${request.id}), which step ${number} contradicts`,
        steps: ["Run the same command again when that request has ended"],
        affects: [number],
      }),
    ),
    warnings: beside.map(
      ({ number, change, request }) =>
        `Step ${number}: AWS is still working on request ${request.id} for ${"accountId" in change ? `${change.permissionSetName} in ${accountWords(change)}` : "it"}; it may answer ConflictException until that has ended, and the step is tried again`,
    ),
  };
}

const OWN_LEDGER: Readonly<Partial<Record<Change["kind"], RequestUnderWay["ledger"]>>> = {
  "create-account-assignment": "create-assignment",
  "delete-account-assignment": "delete-assignment",
  "provision-permission-set": "provision",
};

const DOES: Readonly<Record<RequestUnderWay["ledger"], string>> = {
  "create-assignment": "create this assignment",
  "delete-assignment": "delete this assignment",
  provision: "provision this permission set",
};

const isSameGrant = ({ accountId, permissionSetArn }: RequestUnderWay, change: Change): boolean =>
  "accountId" in change && accountId === change.accountId && permissionSetArn === change.permissionSetArn;

function isOpposite({ ledger, principal }: RequestUnderWay, change: Change): boolean {
  if (!("principal" in change) || principal?.id !== change.principal.id) return false;
  return ledger === (change.kind === "create-account-assignment" ? "delete-assignment" : "create-assignment");
}
