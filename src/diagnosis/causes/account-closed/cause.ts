/** The account is closed. */
import { ACCOUNT_STATE_SOURCES, causeOfState } from "../../families/account-state.ts";

export const accountClosed = causeOfState({
  id: "account-closed",
  state: "CLOSED",
  rank: 22,
  title: "The account is closed",
  inWords: "is closed",
  step: "AWS Support can reopen the account within 90 days after its closure. After that, the closure is final.",
  documentation: {
    symptoms: [
      '"State": "CLOSED"',
      "A closed account is still in the list of assignments",
      "Obtaining permissions to manage your AWS account '<id>' takes longer than usual.",
    ],
    why: "A closed account keeps its assignments in Identity Center, but roles in it cannot be used, created or changed.",
    whatToDo:
      "Within 90 days AWS Support can reopen it. Otherwise delete its assignments, so that provisioning to all accounts succeeds again.",
    sources: ACCOUNT_STATE_SOURCES,
  },
});
