/** Who took the place of a deleted user or group: certain enough to give back what the old id had, or nobody (facts A5). */
import type { CloudTrailEvent } from "./additional-facts.ts";

/** A user or group that is there now. */
export interface Candidate {
  readonly id: string;
  readonly name: string;
  /** ISO 8601. */
  readonly createdAt: string | undefined;
}

/** What ties the two: the name, or whoever deleted the one and created the other. */
export type Tie = "name" | "caller";

export interface Successor<C extends Candidate = Candidate> {
  readonly candidate: C;
  readonly tie: Tie;
  readonly deletion: CloudTrailEvent;
}

const succeeded = (events: readonly CloudTrailEvent[], ...names: readonly string[]): readonly CloudTrailEvent[] =>
  events.filter(({ name, errorCode }) => names.includes(name) && errorCode === undefined);

/** The ids of the users or groups that were deleted, newest first. */
export const deletionsIn = (
  events: readonly CloudTrailEvent[],
  name: "DeleteUser" | "DeleteGroup",
): readonly string[] =>
  succeeded(events, name).flatMap(({ request }) => {
    const id = request["userId"] ?? request["groupId"] ?? request["id"];
    return typeof id === "string" ? [id] : [];
  });

/** The deletion of this user or group, where CloudTrail shows it. */
export const deletionIn = (events: readonly CloudTrailEvent[], id: string): CloudTrailEvent | undefined =>
  succeeded(events, "DeleteUser", "DeleteGroup").find(({ request }) =>
    [request["userId"], request["groupId"], request["id"]].includes(id),
  );

/** The creation of this user or group, where CloudTrail shows it. */
export const creationIn = (events: readonly CloudTrailEvent[], id: string): CloudTrailEvent | undefined =>
  succeeded(events, "CreateUser", "CreateGroup").find(({ createdId }) => createdId === id);

/** CloudTrail masks the names that SCIM sends (facts 5.5). */
const MASKED = "HIDDEN_DUE_TO_SECURITY_REASONS";

/** The name under which this user or group was created; undefined where CloudTrail does not show it. */
function nameIn(events: readonly CloudTrailEvent[], id: string): string | undefined {
  const { request } = creationIn(events, id) ?? {};
  const name = request?.["userName"] ?? request?.["displayName"];
  return typeof name === "string" && name !== MASKED ? name : undefined;
}

/**
 * The candidate that came after the deleted one went, and has its name or was created by whoever deleted it. Undefined: none
 * did, or the deletion is not known. A name that is known and differs excludes; several of the same caller are no answer.
 *
 * @param formerName the name of the deleted one, where an earlier snapshot tells it
 */
export function successorOf<C extends Candidate>(
  goneId: string,
  candidates: readonly C[],
  { events, formerName }: { readonly events: readonly CloudTrailEvent[]; readonly formerName?: string | undefined },
): Successor<C> | undefined {
  const deletion = deletionIn(events, goneId);
  if (!deletion) return undefined;
  const later = candidates.filter(({ createdAt }) => Date.parse(createdAt ?? "") >= Date.parse(deletion.at));
  const name = formerName ?? nameIn(events, goneId);
  const namesake = later.find((candidate) => isSame(candidate.name, name));
  if (namesake) return { candidate: namesake, tie: "name", deletion };
  if (name !== undefined) return undefined;
  const [only, second] = later.filter(({ id }) => creationIn(events, id)?.by === deletion.by);
  return only && !second ? { candidate: only, tie: "caller", deletion } : undefined;
}

const isSame = (name: string, other: string | undefined): boolean => name.toLowerCase() === other?.toLowerCase();
