/** Accounts in which nobody can work, although people are assigned there. */
import { rowsOf } from "../../../facts/organization/compressed-rows.ts";
import { judgeAccount } from "../../../facts/organization/judgement.ts";
import { pairsOfAccount } from "../../../facts/organization/pairs.ts";
import type { CauseId } from "../../../model/cause-ids.ts";
import type { Finding } from "../../../model/finding.ts";
import { certain, parseAccountId } from "../../../model/ids.ts";
import type { AccountState } from "../../../model/organization-document/document.ts";
import { accountOf, accountWords, affectedUsers, type ScannedOrganization } from "../organization.ts";
import { finding, type Rule } from "../rule.ts";

const CAUSES: Readonly<Record<Exclude<AccountState, "ACTIVE">, CauseId>> = {
  SUSPENDED: "account-suspended",
  PENDING_CLOSURE: "account-pending-closure",
  CLOSED: "account-closed",
  PENDING_ACTIVATION: "account-pending-activation",
};

const STEPS: Readonly<Record<string, string>> = {
  "account-not-in-organization":
    "If it should belong to the organization, invite it again; else delete its assignments, where AWS still lists them.",
  "account-pending-activation": "Let the owner finish the sign-up of the account; then provision the sets.",
};

/** Facts A12. */
export const accounts: Rule = {
  finds: [...Object.values(CAUSES), "account-not-in-organization"],
  find: (organization) =>
    organization.facts.columns.accounts.ids.flatMap((id, row) => ofAccount(organization, id, row)),
};

function ofAccount(organization: ScannedOrganization, id: string, row: number): readonly Finding[] {
  const { facts } = organization;
  if (judgeAccount(facts, row).answer !== "no") return [];
  const [from, to] = pairsOfAccount(facts.pairs, row);
  const assigned = new Set<number>();
  for (let pair = from; pair < to; pair += 1)
    for (const principal of rowsOf(facts.pairs.principals, pair)) assigned.add(principal);
  if (assigned.size === 0) return [];
  const state = organization.account(id)?.state;
  const cause = state === undefined || state === "ACTIVE" ? "account-not-in-organization" : CAUSES[state];
  const account = accountOf(organization, certain(parseAccountId(id)));
  return [
    finding({
      cause,
      severity: "medium",
      title: "People are assigned to an account that is not active",
      summary: `${accountWords(account)} is ${state === undefined ? "no member of the organization" : state}, and ${assigned.size} ${assigned.size === 1 ? "principal is" : "principals are"} assigned there: nobody gets in, and provisioning to all accounts fails on it.`,
      subject: { account },
      affected: affectedUsers(organization, Uint32Array.from(assigned).sort()),
      remedy: {
        kind: "human",
        summary: `Bring ${accountWords(account)} back, or take its assignments away`,
        risk: "high",
        steps: [
          STEPS[cause] ?? "AWS Support can bring a suspended account back, and a closed one within 90 days of closing.",
        ],
      },
    }),
  ];
}
