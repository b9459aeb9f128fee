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

/**
 * A call that AWS accepted and that names this grant and the user or one of their groups (facts 5.3: lower camel case of the
 * API's members). Its request may still have failed: see `isRemoval`.
 */
export function isRemovalCall({ name, errorCode, request }: CloudTrailEvent, grant: RemovableGrant): boolean {
  const id = request["principalId"];
  return (
    name === "DeleteAccountAssignment" &&
    errorCode === undefined &&
    request["targetId"] === grant.accountId &&
    grant.permissionSetArn !== undefined &&
    request["permissionSetArn"] === grant.permissionSetArn &&
    typeof id === "string" &&
    reaches({ id: id as Principal["id"] }, grant.reached)
  );
}

/** A removal that is not known to have failed: a failed request removed nothing (facts 2.4 D17). */
export const isRemoval = (event: CloudTrailEvent, grant: RemovableGrant): boolean =>
  isRemovalCall(event, grant) && event.outcome !== "FAILED";
