/** The account was made, but AWS has not activated it yet. */
import { ACCOUNT_STATE_SOURCES, causeOfState } from "../../families/account-state.ts";

export const accountPendingActivation = causeOfState({
  id: "account-pending-activation",
  state: "PENDING_ACTIVATION",
  rank: 23,
  title: "The account is not activated yet",
  inWords: "is not activated yet",
  step: "Wait until AWS has activated the account. If it stays in this state, complete the sign-up as its root user (contact data, payment method, phone verification) or contact AWS Support.",
  documentation: {
    symptoms: [
      '"State": "PENDING_ACTIVATION"',
      "A new account does not appear in the access portal",
      "Obtaining permissions to manage your AWS account '<id>' takes longer than usual.",
    ],
    why: "Until its sign-up is complete, an account cannot be used, and Identity Center cannot create roles in it.",
    whatToDo:
      "Complete the sign-up of the account or wait for it, then repeat the assignment if it failed in the meantime.",
    sources: ACCOUNT_STATE_SOURCES,
  },
});
