/** The account was made, but AWS has not activated it yet. */
import { ACCOUNT_STATE_SOURCES, causeOfState } from "../../families/account-state.ts";

export const accountPendingActivation = causeOfState({
  id: "account-pending-activation",
  state: "PENDING_ACTIVATION",
  rank: 23,
  title: "The account is not activated yet",
  inWords: "is not activated yet",
  step: "Wait until AWS has activated the account. If it stays so, finish the sign-up as its root user (contact data, payment method, phone verification) or ask AWS Support.",
  documentation: {
    symptoms: [
      '"State": "PENDING_ACTIVATION"',
      "A new account does not appear in the access portal",
      "Obtaining permissions to manage your AWS account '<id>' takes longer than usual.",
    ],
    why: "Until its sign-up is complete an account cannot be used, and Identity Center cannot make roles in it.",
    whatToDo:
      "Finish the sign-up of the account or wait for it, then make the assignment again if it failed meanwhile.",
    sources: ACCOUNT_STATE_SOURCES,
  },
});
