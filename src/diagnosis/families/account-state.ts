/** What the four causes of an account that is not active share: one for each state that Organizations tells (facts A12). */
import type { AccountFacts } from "../../facts/grant/grant-facts.ts";
import type { CauseId } from "../../model/cause-ids.ts";
import type { Remedy } from "../../model/diagnosis.ts";
import type { AccountState } from "../../model/organization-document/document.ts";
import { evidenceOf } from "../../model/reading.ts";
import { type Cause, type CauseDefinition, type CauseDocumentation, defineCause, type Found } from "../cause.ts";
import { BEHIND_A_CLOSED_ACCOUNT } from "./consequences.ts";

interface InState extends Found {
  readonly account: AccountFacts;
}

interface StateCause {
  readonly id: CauseId;
  readonly state: Exclude<AccountState, "ACTIVE">;
  readonly rank: number;
  readonly title: string;
  /** `is suspended`. */
  readonly inWords: string;
  /** The step that brings the account back. */
  readonly step: string;
  readonly documentation: CauseDocumentation;
}

/** The cause that fires on exactly this state. */
export function causeOfState({ id, state, rank, title, inWords, step, documentation }: StateCause): Cause {
  const definition: CauseDefinition<InState> = {
    id,
    stage: "account",
    rank,
    title,
    facts: ["A12", "S8", "2.4 D10"],
    noticedIn: "facts",
    explains: BEHIND_A_CLOSED_ACCOUNT,
    blocksEveryRepair: true,
    standsAlone: true,
    confidenceRule: "Always proved: AWS Organizations returns the state.",
    documentation,
    find: ({ facts: { account } }) =>
      account.state === "known" && account.value?.state === state
        ? { confidence: "proved", evidence: evidenceOf(account), account: account.value }
        : undefined,
    explain: ({ account }) =>
      `The account ${account.name} (${account.id}) ${inWords} (state ${state}). Identity Center cannot create a role in it, and the portal gives no access to it, whatever is assigned.`,
    remedy: ({ account }) => bringBack(account, step),
  };
  return defineCause(definition);
}

const bringBack = (account: AccountFacts, step: string): Remedy => ({
  kind: "human",
  summary: `Bring ${account.name} (${account.id}) back to ACTIVE, or leave it out`,
  risk: "high",
  steps: [
    step,
    "If the account stays in this state, give the user access to another account; Identity Center cannot give access to this one.",
    "When the account is ACTIVE, run the command again: an assignment that failed meanwhile must be repeated.",
  ],
});

/** Pages that tell of all four states. */
export const ACCOUNT_STATE_SOURCES: readonly string[] = [
  "https://docs.aws.amazon.com/singlesignon/latest/userguide/using-service-linked-roles.html",
  "https://docs.aws.amazon.com/singlesignon/latest/userguide/manage-your-accounts.html",
  "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_accounts.html",
  "https://docs.aws.amazon.com/organizations/latest/APIReference/API_Account.html",
];
