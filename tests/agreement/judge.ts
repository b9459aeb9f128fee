/** Compares a diagnosis with the truth: what is wrong with it, in a sentence. */
import type { Diagnosis } from "../../src/model/diagnosis.ts";
import type { Case } from "./case.ts";
import type { Truth } from "./truth.ts";

/** What may be said of a grant that works: nothing of it keeps the user out. */
const BESIDE_A_WORKING_GRANT = ["instance-not-in-region", "too-many-groups", "role-renamed", "portal-not-refreshed"];

/** Undefined where they agree. */
export function disagreement(diagnosis: Diagnosis, truth: Truth, asked: Case): string | undefined {
  const { verdict, causes } = diagnosis;
  if (verdict === "undecided") return unfoundedDoubt(diagnosis, asked);
  if (asked.faults.some(({ hidesEverything }) => hidesEverything))
    return `${verdict}, although every call of Identity Center was refused`;
  const right = rightVerdicts(truth);
  if (!right.includes(verdict)) return `${verdict}, but it is ${right.join(" or ")}`;
  if (verdict !== "works" && causes.length === 0) return `${verdict} without a cause`;
  const odd = verdict === "works" ? causes.find(({ id }) => !BESIDE_A_WORKING_GRANT.includes(id)) : undefined;
  return odd && `works, and yet ${odd.id} is named`;
}

/** Only an API that failed may leave a question open, and the answer must name that API. */
function unfoundedDoubt({ couldNotRead }: Diagnosis, { faults, apiFault }: Case): string | undefined {
  if (faults.some(({ hidesEverything }) => hidesEverything) && couldNotRead.some(({ reason }) => reason !== undefined))
    return undefined;
  const isNamed = couldNotRead.some(
    ({ service, operation }) => service === apiFault?.service && operation === apiFault.operation,
  );
  if (apiFault && isNamed) return undefined;
  const unread = couldNotRead.map(({ service, operation, message }) => `${service} ${operation}: ${message}`);
  return `undecided, although ${apiFault ? `only ${apiFault.operation} failed` : "nothing failed"} (${unread.join("; ")})`;
}

function rightVerdicts({ isListed, opensRole, isOutdated, isSomethingUnderWay }: Truth): readonly string[] {
  if (!isListed) return isSomethingUnderWay ? ["not-visible", "pending"] : ["not-visible"];
  if (!opensRole) return ["denied"];
  return isOutdated ? ["stale"] : ["works"];
}
