/** Sign-In policies, answered from a saved organization document. */
import type { OrganizationDocument } from "../../model/organization-document/document.ts";
import { NO_SIGN_IN, signInPolicyText } from "../../model/organization-document/sign-in.ts";
import { known, unread } from "../../model/reading.ts";
import type { AdditionalReader } from "../additional-reader.ts";
import type { Answer } from "./account-access.ts";

export function consoleSignInReads(
  { accounts, organization }: OrganizationDocument,
  answer: Answer,
): Pick<AdditionalReader, "consoleSignIn"> {
  return {
    consoleSignIn: async ({ accountId }) => {
      const account = accounts.find(({ id }) => id === accountId);
      if (!account) return unread("the document has no such account");
      const { signIn = NO_SIGN_IN } = account;
      const operation = "GetConsoleAuthorizationConfiguration";
      return known({
        ofAccount: await answer(operation, { accountId }, signIn.consoleAuthorizationEnabled),
        ofOrganization: await answer(operation, {}, organization.consoleAuthorizationEnabled === true),
        policy: await answer("GetResourcePolicy", { accountId }, signInPolicyText(accountId, signIn) ?? null),
      });
    },
  };
}
