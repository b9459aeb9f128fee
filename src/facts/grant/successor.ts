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
 * did, or the deletion is not known. A name that is known and differs excludes; several of the same caller are no answer,
 * whether they are candidates or not: a sync and a help desk create everybody.
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
  const later = laterThan(deletion, candidates);
  const name = formerName ?? nameIn(events, goneId);
  const namesake = later.find((candidate) => isSame(candidate.name, name));
  if (namesake) return { candidate: namesake, tie: "name", deletion };
  if (name !== undefined) return undefined;
  const [only, second] = later.filter(({ id }) => creationIn(events, id)?.by === deletion.by);
  if (!only || second || createdBeside(events, deletion, only.id)) return undefined;
  return { candidate: only, tie: "caller", deletion };
}

/** Two changes within this time are likely of one piece of work. */
const SOON_MILLISECONDS = 24 * 3_600_000;

/**
 * The candidates that came within a day of the deletion, and whom neither a name nor a caller ties to the deleted one: nobody
 * but a person knows whether one of them took its place. Empty where there is a successor, or a name excludes them.
 */
export function untiedSuccessors<C extends Candidate>(
  goneId: string,
  candidates: readonly C[],
  known: { readonly events: readonly CloudTrailEvent[]; readonly formerName?: string | undefined },
): readonly C[] {
  const deletion = deletionIn(known.events, goneId);
  if (!deletion || successorOf(goneId, candidates, known)) return [];
  if ((known.formerName ?? nameIn(known.events, goneId)) !== undefined) return [];
  const until = Date.parse(deletion.at) + SOON_MILLISECONDS;
  return laterThan(deletion, candidates).filter(({ createdAt }) => Date.parse(createdAt ?? "") <= until);
}

const laterThan = <C extends Candidate>(deletion: CloudTrailEvent, candidates: readonly C[]): readonly C[] =>
  candidates.filter(({ createdAt }) => Date.parse(createdAt ?? "") >= Date.parse(deletion.at));

/** Whether the caller of the deletion created others of its kind after it, who are still there. */
const createdBeside = (events: readonly CloudTrailEvent[], { name, by, at }: CloudTrailEvent, id: string): boolean =>
  succeeded(events, name.replace("Delete", "Create"))
    .filter((event) => event.by === by && Date.parse(event.at) >= Date.parse(at))
    .some(
      ({ createdId }) => createdId !== undefined && createdId !== id && deletionIn(events, createdId) === undefined,
    );

const isSame = (name: string, other: string | undefined): boolean => name.toLowerCase() === other?.toLowerCase();
