import { SAML_PROVIDERS_PER_ACCOUNT } from "../../../model/quotas.ts";
import { causeOfQuota, raiseQuota } from "../../families/iam-quota.ts";

export const samlProviderQuota = causeOfQuota({
  id: "saml-provider-quota",
  rank: 26,
  title: "The account has no room for Identity Center's SAML provider",
  facts: ["2.4 D9"],
  quota: "SAMLProvidersPerAccount",
  what: "SAML providers",
  documentation: {
    symptoms: [
      `Cannot exceed quota for SAMLProvidersPerAccount: ${SAML_PROVIDERS_PER_ACCOUNT}`,
      "The very first assignment in an account fails",
    ],
    why: `With the first permission set in an account, Identity Center creates a SAML provider there, AWSSSO_…_DO_NOT_DELETE. An account takes ${SAML_PROVIDERS_PER_ACCOUNT} of them by default; old federations can use them up.`,
    whatToDo: "Delete SAML providers of federations that are no longer used, or raise the quota.",
    sources: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html"],
  },
  steps: () => [
    "With credentials of the account: `aws iam list-saml-providers`. Delete those of federations that are no longer used; roles that trust a deleted provider can no longer be used.",
    raiseQuota("SAML providers per account", `${SAML_PROVIDERS_PER_ACCOUNT} by default`),
  ],
});
