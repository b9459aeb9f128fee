/** What CloudTrail shows that a person lost: assignments and memberships that were taken away. Pure. */
import {
  type AccountId,
  type GroupId,
  type PermissionSetArn,
  parseAccountId,
  parseGroupId,
  parsePermissionSetArn,
  parseRequestId,
  type RequestId,
} from "../../model/ids.ts";
import type { CloudTrailEvent } from "./additional-facts.ts";
import { membersTakenOut } from "./membership-events.ts";
import { reaches } from "./reach.ts";
import type { UserFacts } from "./user-facts.ts";

interface Own {
  readonly user: Pick<UserFacts, "id">;
  readonly groupIds: readonly GroupId[];
}

export interface RemovedPair {
  readonly accountId: AccountId;
  readonly permissionSetArn: PermissionSetArn;
  /** The request whose record tells how the removal ended. */
  readonly requestId: RequestId | undefined;
}

/** Whether an id is the user's or one of their groups'. */
export const isOwnPrincipal = (id: unknown, { user, groupIds }: Own): boolean =>
  typeof id === "string" && reaches({ id: id as GroupId }, { userId: user.id, groupIds });

/** Accounts and sets of the calls that removed an assignment from the user or one of their groups, newest first. */
export function removedPairsIn(events: readonly CloudTrailEvent[], own: Own): readonly RemovedPair[] {
  return events.flatMap(({ name, errorCode, request, requestId }) => {
    if (name !== "DeleteAccountAssignment" || errorCode !== undefined) return [];
    if (!isOwnPrincipal(request["principalId"], own)) return [];
    const account = parseAccountId(String(request["targetId"]));
    const set = parsePermissionSetArn(String(request["permissionSetArn"]));
    if (account.kind !== "ok" || set.kind !== "ok") return [];
    const id = parseRequestId(requestId ?? "");
    return [
      {
        accountId: account.value,
        permissionSetArn: set.value,
        requestId: id.kind === "ok" ? id.value : undefined,
      },
    ];
  });
}

/** The groups that the user was taken out of and is not in now, the last one first. */
export function leftGroupsIn(events: readonly CloudTrailEvent[], { user, groupIds }: Own): readonly GroupId[] {
  const left = events.flatMap((event) => {
    const out = membersTakenOut(event, events);
    const group = out && parseGroupId(out.groupId);
    return out?.memberIds.includes(user.id) && group?.kind === "ok" ? [group.value] : [];
  });
  return [...new Set(left)].filter((id) => !groupIds.includes(id));
}
