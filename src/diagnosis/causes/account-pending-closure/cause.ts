/** Somebody has ordered the closure of the account, and AWS is carrying it out. */
import { ACCOUNT_STATE_SOURCES, causeOfState } from "../../families/account-state.ts";

export const accountPendingClosure = causeOfState({
  id: "account-pending-closure",
  state: "PENDING_CLOSURE",
  rank: 21,
  title: "The account is being closed",
  inWords: "is being closed",
  step: "Find out who closed the account and why (CloudTrail of the management account, event CloseAccount). AWS Support can reopen it within 90 days after the closure.",
  documentation: {
    symptoms: [
      '"State": "PENDING_CLOSURE"',
      "The account vanished from the access portal overnight",
      "Obtaining permissions to manage your AWS account '<id>' takes longer than usual.",
    ],
    why: "After CloseAccount an account is PENDING_CLOSURE for a while, then CLOSED; AWS Support can reopen it within 90 days. Identity Center can no longer act in it, and assignments to it have no effect.",
    whatToDo:
      "If the closure is a mistake, ask AWS Support within 90 days to reopen the account. Otherwise remove the assignments: until then, provisioning to all accounts fails on this one.",
    sources: [
      ...ACCOUNT_STATE_SOURCES,
      "https://docs.aws.amazon.com/organizations/latest/APIReference/API_CloseAccount.html",
    ],
  },
});
