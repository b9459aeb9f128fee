/** Accounts in which nobody can work, although people are assigned there. */

import { rowsOf } from "../../../facts/organization/compressed-rows.ts";
import { pairsOfAccount } from "../../../facts/organization/pairs.ts";
import {
  ABSENT,
  type AccountRow,
  type PairRow,
  type PrincipalRow,
  rowAt,
  rowList,
} from "../../../facts/organization/rows.ts";
import type { CauseId } from "../../../model/cause-ids.ts";
import type { Finding } from "../../../model/finding.ts";
import { certain, parseAccountId, parsePermissionSetArn } from "../../../model/ids.ts";
import {
  accountCause,
  accountOf,
  accountWords,
  affectedUsers,
  CAUSE_OF_STATE,
  principalAt,
  principalWords,
  type ScannedOrganization,
  setOf,
} from "../organization.ts";
import { adviceOf, finding, type Rule } from "../rule.ts";

/** Facts A12. */
export const accounts: Rule = {
  finds: [...Object.values(CAUSE_OF_STATE), "account-not-in-organization"],
  find: (organization) =>
    organization.facts.columns.accounts.ids.flatMap((id, at) => ofAccount(organization, id, rowAt(at))),
};

function ofAccount(organization: ScannedOrganization, id: string, row: AccountRow): readonly Finding[] {
  const cause = accountCause(organization, id);
  if (cause === undefined) return [];
  const { pairs, columns } = organization.facts;
  const [from, to] = pairsOfAccount(pairs, row);
  const account = accountOf(organization, certain(parseAccountId(id)));
  return rows(from, to).flatMap((pair) => {
    const arn = columns.permissionSets.arns[pairs.permissionSets[pair] ?? ABSENT] ?? "";
    const permissionSet = setOf(organization, certain(parsePermissionSetArn(arn)));
    return [...rowsOf(pairs.principals, pair)].map((principal) =>
      assigned(organization, cause, { account, permissionSet, row: principal }),
    );
  });
}

const rows = (from: number, to: number): readonly PairRow[] =>
  Array.from({ length: to - from }, (_, at) => rowAt<PairRow>(from + at));

interface Assigned {
  readonly account: ReturnType<typeof accountOf>;
  readonly permissionSet: ReturnType<typeof setOf>;
  readonly row: PrincipalRow;
}

function assigned(
  organization: ScannedOrganization,
  cause: CauseId,
  { account, permissionSet, row }: Assigned,
): Finding {
  const state = organization.account(account.id)?.state;
  const principal = principalAt(organization, row);
  return finding({
    cause,
    severity: "medium",
    summary: `${accountWords(account)} is ${state === undefined ? "not in the organization" : state}, and ${permissionSet.name} is assigned there to ${principalWords(principal)}. Nobody can use it, and provisioning to all accounts fails on this one.`,
    subject: { account, permissionSet, principal },
    affected: affectedUsers(organization, rowList([row])),
    remedy: {
      kind: "human",
      summary: `Bring ${accountWords(account)} back, or delete its assignments`,
      risk: "high",
      steps: [adviceOf(cause)],
    },
  });
}
