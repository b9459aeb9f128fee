/** What the user was given is an application of that name, not the AWS account (facts A21). */
import type { ApplicationFacts } from "../../../facts/grant/additional-facts.ts";
import { evidenceOf, knownValue } from "../../../model/reading.ts";
import { defineCause, type Found } from "../../cause.ts";
import { accountName, userName } from "../../path/names.ts";
import type { WalkedGrant } from "../../path/walked-grant.ts";

interface ApplicationInstead extends Found {
  readonly application: ApplicationFacts;
}

export const applicationNotAccount = defineCause<ApplicationInstead>({
  id: "application-not-account",
  stage: "assignment",
  rank: 25,
  title: "The user has an application with that name, not the account",
  facts: ["A21"],
  noticedIn: "facts",
  explains: [
    "account-not-in-organization",
    "no-assignment",
    "provisioned-not-assigned",
    "other-account-assigned",
    "other-set-assigned",
  ],
  standsAlone: false,
  tellUser: [
    "You have an application of that name, but not the AWS account.",
    "It is on the Applications tab of the access portal. Tell us if you need the account itself.",
  ],
  confidenceRule:
    "Likely: nothing assigns the account to the user, and an application that is assigned to them has the account's name or id.",
  documentation: {
    symptoms: [
      "The account is not under AWS accounts in the access portal, but under Applications",
      "The user was assigned in the console under Applications and cannot find the AWS account",
      "list-account-assignments-for-principal is empty, list-application-assignments-for-principal is not",
    ],
    why: "Applications and AWS accounts are assigned separately, and the portal shows them on separate tabs. An AWS account outside the organization can only appear as an application with its own SAML federation.",
    whatToDo:
      "If the user needs the AWS account, assign a permission set in it. If the account is outside the organization, access goes through the application, and the application's roles and SAML settings decide.",
    sources: [
      "https://docs.aws.amazon.com/singlesignon/latest/userguide/manage-your-applications.html",
      "https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_ListApplicationAssignmentsForPrincipal.html",
    ],
  },
  find: (grant) => {
    const { applications } = grant.facts.additional;
    if (applications.state !== "known" || grant.isAssigned) return undefined;
    const words = wordsForAccount(grant);
    const application = applications.value.find(({ name, description }) =>
      words.some((word) => `${name} ${description ?? ""}`.toLowerCase().includes(word)),
    );
    return (
      application && {
        confidence: "likely",
        evidence: [...evidenceOf(applications), ...evidenceOf(grant.facts.attached)],
        application,
      }
    );
  },
  explain: ({ application }, grant) =>
    `${userName(grant)} is assigned the application "${application.name}" (${application.arn}), but not the AWS account ${accountName(grant)}. Applications are on another tab of the portal and give no access to AWS accounts of the organization.`,
  remedy: ({ application }, grant) => ({
    kind: "human",
    summary: "Decide whether the user needs the application or the AWS account",
    risk: "medium",
    steps: [
      `If they need the application: it is shown as "${application.name}" on the Applications tab of the access portal.`,
      `If they need the AWS account: assign a permission set in ${grant.facts.accountId} to ${userName(grant)}, or to one of their groups; an account outside the organization must join it first.`,
      "Then run the command again.",
    ],
  }),
});

/** The account's id, and its name and the question's words where they are long enough to mean something. */
const wordsForAccount = ({ facts }: WalkedGrant): readonly string[] =>
  [facts.accountId, knownValue(facts.account)?.name, facts.question.account].flatMap((word) =>
    word !== undefined && word.length >= 4 && word !== "every account" ? [word.toLowerCase()] : [],
  );
