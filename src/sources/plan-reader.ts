/** The reads that only a plan needs: who is in a group, what the caller may do, and what hangs on a role's name. */

import type { PolicyReferenceFacts } from "../facts/grant/additional-facts.ts";
import type { JudgedRight, OwnPolicies } from "../facts/plan/caller-standing.ts";
import type { AccountId, GroupId, IdentityStoreId, UserId } from "../model/ids.ts";
import type { Reading } from "../model/reading.ts";
import type { Reader } from "./reader.ts";

/** The same promises as `Reader` makes: to the last page unless a limit is named, and never a failure taken for absence. */
export interface PlanReader {
  /** The first members of a group, at most `limit`. */
  groupMembers(
    storeId: IdentityStoreId,
    groupId: GroupId,
    limit: number,
  ): Promise<Reading<{ readonly ids: readonly UserId[]; readonly isComplete: boolean }>>;
  /** Customer managed policies of the account, through the audit role. */
  customerPolicies(accountId: AccountId): Promise<Reading<readonly PolicyReferenceFacts[]>>;
  /** ARNs of roles in the account whose trust policies name the reserved role of the set, through the audit role. */
  rolesTrusting(accountId: AccountId, permissionSetName: string): Promise<Reading<readonly string[]>>;
  /** Accounts that administer a service for the organization; without its principal Identity Center (facts 3.7, AAM27). */
  delegatedAdministrators(service?: string): Promise<Reading<readonly AccountId[]>>;
  /** What IAM's simulator says of the caller's own policies; the root user may do everything. */
  ownRights(
    callerArn: string,
    actions: readonly string[],
    resources: readonly string[],
  ): Promise<Reading<readonly JudgedRight[]>>;
  /** The policies of the role that the caller is, as they are written. */
  ownPolicies(callerArn: string): Promise<Reading<OwnPolicies>>;
}

export type PlanningReader = Reader & PlanReader;
