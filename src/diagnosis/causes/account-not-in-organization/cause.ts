/** The account is not part of the organization that the Identity Center instance belongs to. */
import type { Remedy } from "../../../model/diagnosis.ts";
import { evidenceOf } from "../../../model/reading.ts";
import { defineCause } from "../../cause.ts";
import { askedAgain } from "../../families/asked-again.ts";
import { BEHIND_A_CLOSED_ACCOUNT } from "../../families/consequences.ts";
import { listed } from "../../path/names.ts";
import type { WalkedGrant } from "../../path/walked-grant.ts";

export const accountNotInOrganization = defineCause({
  id: "account-not-in-organization",
  stage: "account",
  rank: 10,
  title: "The account is not in the organization",
  facts: ["A12", "A21"],
  noticedIn: "facts",
  explains: BEHIND_A_CLOSED_ACCOUNT,
  blocksEveryRepair: true,
  standsAlone: true,
  confidenceRule: "Proved when AWS Organizations answered that it has no such account.",
  documentation: {
    symptoms: [
      "AccountNotFoundException: You specified an account that doesn't exist.",
      "The account disappeared from the access portal after it was moved to another organization",
      "The account was removed from the organization",
    ],
    why: "Identity Center manages only the accounts of its own organization. When an account leaves, AWS removes its Identity Center roles, and assignments to it no longer have any effect.",
    whatToDo:
      "Check the account id first. If the account has left, invite it back and assign the access again, or add it as a custom SAML application.",
    sources: [
      "https://docs.aws.amazon.com/singlesignon/latest/userguide/using-service-linked-roles.html",
      "https://docs.aws.amazon.com/singlesignon/latest/userguide/manage-your-accounts.html",
    ],
  },
  find: ({ facts: { account } }) =>
    account.state === "known" && account.value === null
      ? { confidence: "proved", evidence: evidenceOf(account) }
      : undefined,
  explain: (_found, { facts }) =>
    `The account ${facts.accountId} is not in the organization. Identity Center gives access only to accounts of its own organization, so nothing can be assigned or used there.`,
  remedy: (_found, { facts }) => {
    const { nearAccounts } = facts.question;
    return nearAccounts === undefined ? bringTheAccount(facts.accountId) : askAgain(nearAccounts, facts);
  },
});

type Near = readonly { readonly id: string; readonly name: string }[];

/** An id that is a slip away from the one asked about: nothing is invited before it is known that it is not meant. */
const askAgain = (near: Near, facts: WalkedGrant["facts"]): Remedy => ({
  kind: "human",
  summary: `Check the account id: ${listed(near.map(({ id, name }) => `${name} is ${id}`))}`,
  risk: "low",
  steps: [
    ...near.map(({ id }) => askedAgain(facts, { account: id })),
    "If the id is right, the account is not in the organization: compare it with `aws organizations list-accounts`.",
  ],
});

const bringTheAccount = (accountId: string): Remedy => ({
  kind: "human",
  summary: `Check the account id ${accountId}, or bring the account into the organization`,
  risk: "high",
  steps: [
    `Compare the id with the organization's list: \`aws organizations list-accounts\`.`,
    "If the account has left the organization, invite it from the management account (`aws organizations invite-account-to-organization --target Type=ACCOUNT,Id=<account id>`) and accept the invitation there.",
    "Then run the command again: earlier assignments may have to be created again.",
  ],
});
