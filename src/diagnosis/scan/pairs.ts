/** The pairs of account and permission set, as the rules walk them. */

import { rowsOf } from "../../facts/organization/compressed-rows.ts";
import {
  ABSENT,
  type AccountRow,
  type PairRow,
  type PrincipalRow,
  type RowList,
  rowAt,
  type SetRow,
} from "../../facts/organization/rows.ts";
import type { AccountId, PermissionSetArn } from "../../model/ids.ts";
import { certain, parseAccountId, parsePermissionSetArn } from "../../model/ids.ts";
import { accountOf, type ScannedOrganization, setOf } from "./organization.ts";

export interface ScannedPair {
  /** Rows of the columns. */
  readonly account: AccountRow;
  readonly permissionSet: SetRow;
  /** OUTDATED, ROLE_PRESENT and PROVISIONED; 0: assigned only. */
  readonly flags: number;
  /** The assigned principals, as rows. */
  readonly principals: RowList<PrincipalRow>;
  readonly accountId: AccountId;
  readonly permissionSetArn: PermissionSetArn;
}

/** Every pair that is provisioned or assigned. */
export function* pairsOf({ facts }: ScannedOrganization): Generator<ScannedPair> {
  const { pairs, columns } = facts;
  for (let at = 0; at < pairs.flags.length; at += 1) {
    const pair = rowAt<PairRow>(at);
    const account = pairs.accounts[pair] ?? ABSENT;
    const permissionSet = pairs.permissionSets[pair] ?? ABSENT;
    yield {
      account,
      permissionSet,
      flags: pairs.flags[pair] ?? 0,
      principals: rowsOf(pairs.principals, pair),
      accountId: certain(parseAccountId(columns.accounts.ids[account] ?? "")),
      permissionSetArn: certain(parsePermissionSetArn(columns.permissionSets.arns[permissionSet] ?? "")),
    };
  }
}

/** The pair as a finding's subject. */
export const subjectOf = (organization: ScannedOrganization, { accountId, permissionSetArn }: ScannedPair) => ({
  account: accountOf(organization, accountId),
  permissionSet: setOf(organization, permissionSetArn),
});
