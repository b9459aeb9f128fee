/** AWS has suspended the account: Identity Center cannot act in it, and nobody can use it. */
import { ACCOUNT_STATE_SOURCES, causeOfState } from "../../families/account-state.ts";

export const accountSuspended = causeOfState({
  id: "account-suspended",
  state: "SUSPENDED",
  rank: 20,
  title: "The account is suspended",
  inWords: "is suspended",
  step: "Ask AWS Support, from the management account or as the account's root user, why AWS suspended the account (for example an unpaid bill) and what is needed to reinstate it.",
  documentation: {
    symptoms: [
      "AWS SSO is unable to complete your request at this time. Obtaining permissions to manage your AWS account '<id>' takes longer than usual. Please try again in a few minutes. If this problem continues, contact AWS Support.",
      "Provisioning failed for account with status FAILED",
      "The account is gone from the access portal although it is assigned",
      '"State": "SUSPENDED"',
    ],
    why: "In a suspended account, Identity Center cannot create or change roles. Assignments and provisioning fail there with a message that asks you to wait, but waiting does not help. Provisioning a set to all accounts fails on this one as long as the set is provisioned there.",
    whatToDo:
      "Contact AWS Support, which can reinstate the account. SUSPENDED means that AWS itself suspended it, for example over an unpaid bill; the 90 days for reopening apply to closed accounts. If the account stays suspended, leave it out of assignments and do not provision all accounts at once.",
    sources: [
      ...ACCOUNT_STATE_SOURCES,
      "https://github.com/aws-samples/aws-identitycenter-codepipeline-auto-assignment/issues/31",
      "https://github.com/benkehoe/aws-sso-util/issues/80",
    ],
  },
});
