/** Whether a CloudTrail event is the removal of a grant: judged here once, for the reads of a question and for its diagnosis. */
import type { AccountId, PermissionSetArn, Principal } from "../../model/ids.ts";
import type { CloudTrailEvent } from "./additional-facts.ts";
import { membersTakenIn } from "./membership-events.ts";
import { type Reached, reaches } from "./reach.ts";
import type { UserFacts } from "./user-facts.ts";

/** The grant, and the person whom it reached. What is not known is nobody's. */
export interface RemovableGrant {
  readonly accountId: AccountId;
  readonly permissionSetArn: PermissionSetArn | undefined;
  readonly reached: Reached;
}

/** A removal of an assignment that AWS accepted, from anybody. Its request may still have failed: see `isRemoval`. */
export const isAcceptedRemoval = ({ name, errorCode }: CloudTrailEvent): boolean =>
  name === "DeleteAccountAssignment" && errorCode === undefined;

/** Whom a removal names; facts 5.3: lower camel case of the API's members. */
export const isRemovedFrom = ({ request: { principalId } }: CloudTrailEvent, reached: Reached): boolean =>
  typeof principalId === "string" && reaches({ id: principalId as Principal["id"] }, reached);

/** An accepted removal of this set in this account, from anybody. */
export const isRemovalOfPair = (
  event: CloudTrailEvent,
  { accountId, permissionSetArn }: Pick<RemovableGrant, "accountId" | "permissionSetArn">,
): boolean =>
  isAcceptedRemoval(event) &&
  event.request["targetId"] === accountId &&
  permissionSetArn !== undefined &&
  event.request["permissionSetArn"] === permissionSetArn;

/** An accepted removal of this grant from the user or one of their groups. */
export const isRemovalCall = (event: CloudTrailEvent, grant: RemovableGrant): boolean =>
  isRemovalOfPair(event, grant) && isRemovedFrom(event, grant.reached);

/** A removal that is not known to have failed: a failed request removed nothing (facts 2.4 D17). */
export const isRemoval = (event: CloudTrailEvent, grant: RemovableGrant): boolean =>
  isRemovalCall(event, grant) && event.outcome !== "FAILED";

/** Since when the person is a member of the group that lost its assignment, as far as events tell. */
export type MemberThen =
  /** The assignment was the person's own, or they joined before. */
  | "yes"
  /** They joined, or were created, after it. */
  | "no"
  | "unknown";

/** Whether the person had what the removal took away: a group's loss is not the loss of whoever joins it later. */
export function hadIt(
  removal: CloudTrailEvent,
  { user, events }: { readonly user: Pick<UserFacts, "id" | "createdAt">; readonly events: readonly CloudTrailEvent[] },
): MemberThen {
  const { principalId } = removal.request;
  if (principalId === user.id) return "yes";
  // CloudTrail's times are whole seconds: in the same second nobody knows what came first.
  const removedAt = Date.parse(removal.at);
  if (Date.parse(user.createdAt ?? "") >= removedAt + 1000) return "no";
  const joined = events.filter((event) => {
    const taken = membersTakenIn(event);
    return taken !== undefined && taken.groupId === principalId && taken.memberIds.includes(user.id);
  });
  const before = joined.some(({ at }) => Date.parse(at) <= removedAt);
  const after = joined.some(({ at }) => Date.parse(at) >= removedAt);
  // They are a member now. Who joined twice left in between, and nobody knows whether before the removal.
  if (before === after) return "unknown";
  return before ? "yes" : "no";
}
