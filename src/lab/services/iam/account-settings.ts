/** The account as a whole: summary and alias. */
import type { Handlers } from "../operation.ts";
import { accountOf, alreadyExists, iamOf, noSuchEntity, putIam, quotasOf } from "./account.ts";
import { accountRoles } from "./account-roles.ts";
import { samlProviders } from "./saml-providers.ts";

type Iam = typeof import("@aws-sdk/client-iam");

export const accountSettings: Handlers<Iam> = {
  GetAccountSummary: (_input, call) => {
    const account = accountOf(call);
    const quotas = quotasOf(account);
    const providers = samlProviders.ListSAMLProviders?.({}, call).SAMLProviderList?.length ?? 0;
    return {
      SummaryMap: {
        Roles: accountRoles(call.world, account.id).length,
        RolesQuota: quotas.roles,
        Policies: account.customerManagedPolicies.length,
        // API reference of GetAccountSummary: the default.
        PoliciesQuota: 1500,
        Providers: providers,
        AttachedPoliciesPerRoleQuota: quotas.attachedPoliciesPerRole,
        AssumeRolePolicySizeQuota: 2048,
        VersionsPerPolicyQuota: 5,
        Users: 0,
        Groups: 0,
        MFADevices: 0,
        AccountMFAEnabled: 0,
      },
    };
  },

  ListAccountAliases: (_input, call) => {
    const { alias } = iamOf(accountOf(call));
    return { AccountAliases: alias === undefined ? [] : [alias], IsTruncated: false };
  },

  CreateAccountAlias: (input, call) => {
    const { world } = call;
    const account = accountOf(call);
    if ([...world.accounts].some((other) => other.id !== account.id && other.iam?.alias === input.AccountAlias))
      throw alreadyExists(`The account alias ${input.AccountAlias ?? ""} already exists.`);
    putIam(world, account, { alias: input.AccountAlias });
    return {};
  },

  DeleteAccountAlias: (input, call) => {
    const account = accountOf(call);
    if (iamOf(account).alias !== input.AccountAlias)
      throw noSuchEntity(`The account alias ${input.AccountAlias ?? ""} cannot be found.`);
    putIam(call.world, account, { alias: undefined });
    return {};
  },
};
