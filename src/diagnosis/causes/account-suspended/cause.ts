/** The account is in the organization but not active: Identity Center cannot act in it, and nobody can use it. */
import type { AccountFacts } from "../../../facts/grant-facts.ts";
import type { Remedy } from "../../../model/diagnosis.ts";
import type { AccountState } from "../../../model/organization-document/document.ts";
import { evidenceOf } from "../../../model/reading.ts";
import { defineCause, type Found } from "../../cause.ts";
import { BEHIND_A_CLOSED_ACCOUNT } from "../../consequences.ts";

type InactiveState = Exclude<AccountState, "ACTIVE">;

interface NotActive extends Found {
  readonly account: AccountFacts;
  readonly state: InactiveState;
}

export const accountSuspended = defineCause<NotActive>({
  id: "account-suspended",
  stage: "account",
  rank: 20,
  title: "The account is suspended or not active",
  facts: ["A12", "S8", "2.4 D10"],
  noticedIn: "facts",
  explains: BEHIND_A_CLOSED_ACCOUNT,
  standsAlone: true,
  confidenceRule: "Always proved: AWS Organizations gives the account's state.",
  documentation: {
    symptoms: [
      "AWS SSO is unable to complete your request at this time. Obtaining permissions to manage your AWS account '<id>' takes longer than usual. Please try again in a few minutes. If this problem continues, contact AWS Support.",
      "Provisioning failed for account with status FAILED",
      "The account is gone from the access portal although it is assigned",
      '"State": "SUSPENDED"',
    ],
    why: "In an account that is suspended, closed, closing or not yet activated Identity Center cannot make or change roles. Assignments and provisioning fail there with a text that speaks of waiting, but waiting does not help.",
    whatToDo:
      "Bring the account back: AWS Support can, within 90 days after it was closed. If it is to stay closed, leave it out of assignments and of provisioning all accounts at once.",
    sources: [
      "https://docs.aws.amazon.com/singlesignon/latest/userguide/using-service-linked-roles.html",
      "https://docs.aws.amazon.com/singlesignon/latest/userguide/manage-your-accounts.html",
      "https://github.com/aws-samples/aws-identitycenter-codepipeline-auto-assignment/issues/31",
      "https://github.com/benkehoe/aws-sso-util/issues/80",
    ],
  },
  find: ({ facts: { account } }) => {
    if (account.state !== "known" || !account.value || account.value.state === "ACTIVE") return undefined;
    return {
      confidence: "proved",
      evidence: evidenceOf(account),
      account: account.value,
      state: account.value.state,
    };
  },
  explain: ({ account, state }) =>
    `The account ${account.name} (${account.id}) ${IN_WORDS[state]} (state ${state}). Identity Center cannot make a role in it and the portal gives no access to it, whatever is assigned.`,
  remedy: ({ account, state }) => bringBack(account, state),
});

const IN_WORDS: Readonly<Record<InactiveState, string>> = {
  SUSPENDED: "is suspended",
  PENDING_CLOSURE: "is being closed",
  CLOSED: "is closed",
  PENDING_ACTIVATION: "is not activated yet",
};

const STEP: Readonly<Record<InactiveState, string>> = {
  SUSPENDED:
    "Ask AWS Support, from the management account or as the account's root user, to reinstate the account. After a closure this is possible for 90 days; if AWS suspended it, for example over an unpaid bill, they name what is missing.",
  PENDING_CLOSURE:
    "Somebody has ordered the closure of the account: find out who and why. AWS Support can reopen it within 90 days after the closure.",
  CLOSED: "AWS Support can reopen the account within 90 days after its closure. After that it is gone for good.",
  PENDING_ACTIVATION:
    "Wait until AWS has activated the account. If it stays so, finish the sign-up as its root user or ask AWS Support.",
};

const bringBack = (account: AccountFacts, state: InactiveState): Remedy => ({
  kind: "human",
  summary: `Bring the account ${account.name} (${account.id}) back to ACTIVE, or leave it out`,
  risk: "high",
  steps: [
    STEP[state],
    "If the account is to stay as it is, give the user access to another account; Identity Center cannot help here.",
    "When the account is ACTIVE, ask again: an assignment that failed meanwhile must be made again.",
  ],
});
