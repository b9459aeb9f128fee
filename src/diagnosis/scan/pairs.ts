/** The pairs of account and permission set, as the rules walk them. */
import { rowsOf } from "../../facts/organization/compressed-rows.ts";
import type { AccountId, PermissionSetArn } from "../../model/ids.ts";
import { certain, parseAccountId, parsePermissionSetArn } from "../../model/ids.ts";
import { accountOf, type ScannedOrganization, setOf } from "./organization.ts";

export interface ScannedPair {
  /** Rows of the columns. */
  readonly account: number;
  readonly permissionSet: number;
  /** OUTDATED, ROLE_PRESENT and PROVISIONED; 0: assigned only. */
  readonly flags: number;
  /** The assigned principals, as rows. */
  readonly principals: Uint32Array;
  readonly accountId: AccountId;
  readonly permissionSetArn: PermissionSetArn;
}

/** Every pair that is provisioned or assigned. */
export function* pairsOf({ facts }: ScannedOrganization): Generator<ScannedPair> {
  const { pairs, columns } = facts;
  for (let pair = 0; pair < pairs.flags.length; pair += 1) {
    const account = pairs.accounts[pair] ?? 0;
    const permissionSet = pairs.permissionSets[pair] ?? 0;
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
