/** Members are changed only where Identity Center owns the group and the user (facts A2, A3). */
import type { PlanSurroundings } from "../facts/plan/plan-surroundings.ts";
import type { PlanStep } from "../model/plan.ts";
import type { Predicted, Refusal } from "./refusal.ts";

/** Not a refusal of AWS's: the provider would not know of the membership, and its next sync may undo it. */
export function ownerRefusals(steps: readonly PlanStep[], { groups, people }: PlanSurroundings): Predicted {
  const refusals: Refusal[] = [];
  const warnings: string[] = [];
  for (const { number, change } of steps) {
    if (!("groupId" in change)) continue;
    const group = groups.find(({ id }) => id === change.groupId)?.details;
    const user = people.find(({ id }) => id === change.userId)?.user;
    const isExternal = [group, user].some((one) => one?.state === "known" && one.value?.isExternallyOwned === true);
    if (isExternal)
      refusals.push({
        kind: "group-of-identity-provider",
        summary: `Step ${number} changes the members of ${change.groupName} (${change.groupId}), but an identity provider owns ${group?.state === "known" && group.value?.isExternallyOwned ? "that group" : `the user ${change.userName}`}: it would not know of the change, and its next sync may undo it`,
        steps: [`Change the membership of ${change.userName} in the identity provider, and let it sync`],
        affects: [number],
      });
    else if (group?.state !== "known" || user?.state !== "known")
      warnings.push(`whether an identity provider owns ${change.groupName} or ${change.userName} could not be read`);
  }
  return { refusals, warnings };
}

/** Whoever joins a group of the management account may do much: a delegated administrator can bring it about (facts 3.7). */
export function joiningWarnings(
  steps: readonly PlanStep[],
  { elsewhere, instance }: Pick<PlanSurroundings, "elsewhere" | "instance">,
): readonly string[] {
  const rows = elsewhere.state === "known" ? elsewhere.value : [];
  return steps.flatMap(({ number, change }) => {
    if (change.kind !== "create-group-membership") return [];
    const isThere = rows.some(
      ({ principal, accountId }) => principal.id === change.groupId && accountId === instance.ownerAccountId,
    );
    return isThere
      ? [
          `Step ${number}: group ${change.groupName} also gives access to the management account ${instance.ownerAccountId}`,
        ]
      : [];
  });
}
