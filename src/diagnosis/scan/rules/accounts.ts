/** Accounts in which nobody can work, although people are assigned there. */

import { rowsOf } from "../../../facts/organization/compressed-rows.ts";
import { pairsOfAccount } from "../../../facts/organization/pairs.ts";
import { type AccountRow, type PairRow, type PrincipalRow, rowAt, rowList } from "../../../facts/organization/rows.ts";
import type { Finding } from "../../../model/finding.ts";
import { certain, parseAccountId } from "../../../model/ids.ts";
import {
  accountCause,
  accountOf,
  accountWords,
  affectedUsers,
  CAUSE_OF_STATE,
  counted,
  type ScannedOrganization,
} from "../organization.ts";
import { adviceOf, finding, type Rule } from "../rule.ts";

/** Facts A12. */
export const accounts: Rule = {
  finds: [...Object.values(CAUSE_OF_STATE), "account-not-in-organization"],
  find: (organization) =>
    organization.facts.columns.accounts.ids.flatMap((id, at) => ofAccount(organization, id, rowAt(at))),
};

function ofAccount(organization: ScannedOrganization, id: string, row: AccountRow): readonly Finding[] {
  const { facts } = organization;
  const cause = accountCause(organization, id);
  if (cause === undefined) return [];
  const [from, to] = pairsOfAccount(facts.pairs, row);
  const assigned = new Set<PrincipalRow>();
  for (let at = from; at < to; at += 1)
    for (const principal of rowsOf(facts.pairs.principals, rowAt<PairRow>(at))) assigned.add(principal);
  if (assigned.size === 0) return [];
  const state = organization.account(id)?.state;
  const account = accountOf(organization, certain(parseAccountId(id)));
  return [
    finding({
      cause,
      severity: "medium",
      summary: `${accountWords(account)} is ${state === undefined ? "not in the organization" : state} and has assignments for ${counted(assigned.size, "principal")}. Nobody can use them, and provisioning to all accounts fails on this one.`,
      subject: { account },
      affected: affectedUsers(organization, rowList(assigned).sort()),
      remedy: {
        kind: "human",
        summary: `Bring ${accountWords(account)} back, or delete its assignments`,
        risk: "high",
        steps: [adviceOf(cause)],
      },
    }),
  ];
}
