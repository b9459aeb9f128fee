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
import { isAcceptedRemoval, isRemovedFrom } from "./removal.ts";
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

/** Accounts and sets of the calls that removed an assignment from the user or one of their groups, newest first. */
export function removedPairsIn(events: readonly CloudTrailEvent[], own: Own): readonly RemovedPair[] {
  const reached = { userId: own.user.id, groupIds: own.groupIds };
  return events.flatMap((event) => {
    if (!isAcceptedRemoval(event) || !isRemovedFrom(event, reached)) return [];
    const { request, requestId } = event;
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
