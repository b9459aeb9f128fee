/** Who an assignment reaches, and who of the assigned is there: judged here once, for the reads of a question and for its diagnosis. */
import type { GroupId, Principal, UserId } from "../../model/ids.ts";
import { knownValue } from "../../model/reading.ts";
import type { AttachedPrincipal, GrantFacts } from "./grant-facts.ts";

/** The user of a question, with the groups they are in; undefined or null: not known, or not there. */
export interface Reached {
  readonly userId: UserId | null | undefined;
  readonly groupIds: readonly GroupId[];
}

/** An assignment reaches the user directly, or through a group that they are a direct member of (facts A4: groups do not nest). */
export const reaches = ({ id }: Pick<Principal, "id">, { userId, groupIds }: Reached): boolean =>
  id === userId || groupIds.some((group) => group === id);

/** The user of a grant with their groups, as far as both are known. */
export const reachedOf = ({ user, groupIds }: Pick<GrantFacts, "user" | "groupIds">): Reached => ({
  userId: knownValue(user)?.id,
  groupIds: knownValue(groupIds) ?? [],
});

/** Those of the assigned that are there and reach the user: an assignment to a deleted principal reaches nobody (facts A5). */
export const reachingOf = (attached: readonly AttachedPrincipal[], reached: Reached): readonly AttachedPrincipal[] =>
  attached.filter(({ principal, details }) => reaches(principal, reached) && knownValue(details) !== null);

/** Assigned groups that the identity store knows. */
export const liveGroupsOf = (attached: readonly AttachedPrincipal[]): readonly AttachedPrincipal[] =>
  attached.filter(({ principal, details }) => principal.type === "GROUP" && Boolean(knownValue(details)));

/** Assigned principals that the identity store no longer knows (facts A5). */
export const orphansOf = (attached: readonly AttachedPrincipal[]): readonly AttachedPrincipal[] =>
  attached.filter(({ details }) => knownValue(details) === null);
