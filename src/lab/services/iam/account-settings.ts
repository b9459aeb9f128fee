/** The account as a whole: summary and alias. */
import { aliasOf } from "../../../model/organization-document/account-alias.ts";
import type { Account } from "../../../model/organization-document/document.ts";
import type { World } from "../../world/world.ts";
import type { Handlers } from "../operation.ts";
import { accountOf, alreadyExists, noSuchEntity, putIam, quotasOf } from "./account.ts";
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
    const alias = aliasOf(accountOf(call)) ?? undefined;
    return { AccountAliases: alias === undefined ? [] : [alias], IsTruncated: false };
  },

  CreateAccountAlias: (input, call) => {
    const { world } = call;
    const account = accountOf(call);
    if ([...world.accounts].some((other) => other.id !== account.id && aliasOf(other) === input.AccountAlias))
      throw alreadyExists(`The account alias ${input.AccountAlias ?? ""} already exists.`);
    putAlias(world, account, input.AccountAlias);
    return {};
  },

  DeleteAccountAlias: (input, call) => {
    const account = accountOf(call);
    if (aliasOf(account) !== input.AccountAlias)
      throw noSuchEntity(`The account alias ${input.AccountAlias ?? ""} cannot be found.`);
    putAlias(call.world, account, undefined);
    return {};
  },
};

/** In the account's IAM, wherever the document had it. */
const putAlias = (world: World, account: Account, alias: string | undefined): void =>
  putIam(world, { ...account, alias: undefined }, { alias });
