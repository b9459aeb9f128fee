/** Whether a CloudTrail event is the removal of a grant: judged here once, for the reads of a question and for its diagnosis. */
import type { AccountId, PermissionSetArn, Principal } from "../../model/ids.ts";
import type { CloudTrailEvent } from "./additional-facts.ts";
import { type Reached, reaches } from "./reach.ts";

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
